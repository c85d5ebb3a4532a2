import { Kbd } from '#ui/Kbd.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMe } from '#ui/session.ts'
import { rail } from './rail.ts'
import { useAppWords } from './words.ts'

/** The first page while no room brings one: who one is, what is there, which keys there are. */
export function StartPage() {
  const say = useAppWords()
  const language = useLanguage()
  const me = useMe()
  const unit = me.unit ? (language === 'en' && me.unit.nameEn ? me.unit.nameEn : me.unit.nameZh) : say('no-unit')
  const lines = rail.flat().filter(({ name }) => name !== 'today')
  return (
    <>
      <PageHead title={say('today')} lead={say('start-lead', { name: me.name, unit })} />
      <div className="cols">
        <Section title={say('rooms')}>
          <ul className="start-rooms">
            {lines.map(({ name, path, isBuilt }) => (
              <li key={name} className="row">
                {isBuilt ? (
                  <Link to={path} row>
                    {say(name)}
                  </Link>
                ) : (
                  <span className="qq">{say(name)}</span>
                )}
                {!isBuilt && <span className="qq end">{say('not-built')}</span>}
              </li>
            ))}
          </ul>
        </Section>
        <div className="hint">
          <Section title={say('keys')}>
            <ul className="start-rooms">
              <li>
                <Kbd keys={['/']} />
                <span>{say('keys-find')}</span>
              </li>
              <li>
                <Kbd keys={['[', ']']} />
                <span>{say('keys-meetings')}</span>
              </li>
              <li>
                <Kbd keys={['Enter']} />
                <span>{say('keys-evidence')}</span>
              </li>
            </ul>
          </Section>
        </div>
      </div>
    </>
  )
}
