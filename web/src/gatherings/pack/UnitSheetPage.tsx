import { formatDay } from '#ui/days/days.ts'
import { Figure } from '#ui/Figure.tsx'
import { Light } from '#ui/Light.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { byWeight, lightName } from '#ui/lights/lights.ts'
import { Section } from '#ui/Section.tsx'
import { perCell, StageCells, StageLegend } from '#web/projects/index.ts'
import type { Pack, UnitSheet } from '../api.ts'
import { Sentence } from '../parts/Sentence.tsx'
import { useGatheringsWords } from '../words.ts'
import { IndicatorTable } from './IndicatorTable.tsx'
import { MattersTable } from './MattersTable.tsx'
import { SheetHead } from './SheetHead.tsx'
import { TaskTable } from './TaskTable.tsx'

type Props = { pack: Pack; sheet: UnitSheet }

/** One unit's sheet (单位点评表): figures, projects by stage, the grave matters, all matters, and what the last meeting asked of it. */
export function UnitSheetPage({ pack, sheet }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const name = language === 'zh' ? sheet.unit.nameZh : (sheet.unit.nameEn ?? sheet.unit.nameZh)
  const grave = sheet.matters.filter(
    matter => matter.since !== 'closed' && (matter.light === 'red' || matter.light === 'orange'),
  )
  const day = pack.meeting.heldOn
  return (
    <>
      <SheetHead
        pack={pack}
        title={name}
        place={say('sheet-place', { page: pack.sheets.indexOf(sheet) + 2, pages: pack.sheets.length + 1 })}
        lead={<SheetSentence sheet={sheet} />}
      />
      {sheet.figures.length > 0 && (
        <Section title={say('indicators')} aside={say('indicators-aside')}>
          <IndicatorTable figures={sheet.figures} />
        </Section>
      )}
      <div className="sheet-two">
        <Stages pack={pack} sheet={sheet} />
        <Section title={say('red-orange')} aside={grave.length > 0 && say('red-orange-aside', { count: grave.length })}>
          {grave.length === 0 && <p className="s q">{say('red-orange-none')}</p>}
          <table className="plain nl grave-table">
            <tbody>
              {grave.map(matter => (
                <tr key={matter.id}>
                  <td>
                    <Light light={matter.light} />
                  </td>
                  <td>
                    <Link to={`/matters/${matter.id}`}>{matter.title}</Link>
                    <span className="note-line">{language === 'zh' ? matter.because : matter.becauseEn}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      </div>
      {sheet.matters.length > 0 && (
        <Section title={say('matters')} aside={say('matters-aside')}>
          <MattersTable matters={sheet.matters} day={day} comparable={pack.previous !== null} />
        </Section>
      )}
      {pack.previous && (
        <Section
          title={say(sheet.tasks.length === 0 ? 'last-tasks-zero' : 'last-tasks', {
            meeting: formatDay(pack.previous.heldOn, language, { sameYearAs: day }),
            count: sheet.tasks.length,
          })}
          aside={
            sheet.tasks.length > 0 && (
              <span>
                <Sentence
                  text={say('last-tasks-aside')}
                  parts={{ done: <Figure key="done" figure={sheet.tasksDone} label={say('task-done')} bare /> }}
                />
              </span>
            )
          }
        >
          {sheet.tasks.length === 0 ? (
            <p className="s q">{say('last-tasks-none')}</p>
          ) : (
            <TaskTable tasks={sheet.tasks} day={day} />
          )}
        </Section>
      )}
    </>
  )
}

/** The sheet in one sentence: what runs, how grave, and what became of the last tasks. */
function SheetSentence({ sheet }: { sheet: UnitSheet }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const [colon, comma, stop] = language === 'zh' ? ['：', '、', '。'] : [': ', ', ', '. ']
  const lights = byWeight.flatMap(light => sheet.lights.filter(each => each.light === light && each.count.value))
  return (
    <>
      {sheet.total.value ? (
        <>
          <Sentence
            text={say('say-total')}
            parts={{ total: <Figure key="total" figure={sheet.total} label={say('total')} bare /> }}
          />
          {colon}
          {lights.map(({ light, count }, index) => (
            <span key={light}>
              {index > 0 && comma}
              <Sentence
                text={say('say-light', { light: lightName(light, language) })}
                parts={{ count: <Figure figure={count} label={lightName(light, language)} bare /> }}
              />
            </span>
          ))}
        </>
      ) : (
        say('say-none')
      )}
      {stop}
      {sheet.tasks.length > 0 && (
        <>
          <Sentence
            text={say('say-tasks', { tasks: sheet.tasks.length })}
            parts={{ done: <Figure figure={sheet.tasksDone} label={say('task-done')} bare /> }}
          />
          {stop}
        </>
      )}
    </>
  )
}

function Stages({ pack, sheet }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const per = perCell(sheet.stages.map(stage => (stage.recognised.value ?? 0) + (stage.claimed.value ?? 0)))
  return (
    <Section
      title={say('stages')}
      aside={
        sheet.projects.value ? (
          <span>
            <Sentence
              text={say('stages-aside', { per })}
              parts={{ total: <Figure figure={sheet.projects} label={say('stages')} /> }}
            />
          </span>
        ) : undefined
      }
    >
      {sheet.projects.value ? (
        <>
          <StageCells stages={sheet.stages} label={say('stages')} />
          <StageLegend
            {...(pack.previous
              ? { since: formatDay(pack.previous.heldOn, language, { sameYearAs: pack.meeting.heldOn }) }
              : {})}
          />
        </>
      ) : (
        <p className="s q">{say('stages-none')}</p>
      )}
    </Section>
  )
}
