import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { formatDay } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useLanguage } from '#ui/language/language.ts'
import { lightName } from '#ui/lights/lights.ts'
import type { MatterDetail, MatterExtension, MatterOverride } from '../api.ts'
import { useMatterWords } from '../words.ts'

/** What waits for a decision below the argument: another light asked for, more time asked for; and an override that stands. */
export function Waiting({ matter }: { matter: MatterDetail }) {
  const override = matter.overrides.find(each => each.state === 'asked')
  const extension = matter.extensions.find(each => each.state === 'asked')
  const standing = matter.overridden ? matter.overrides.findLast(each => each.state === 'agreed') : undefined
  return (
    <>
      {standing && <Standing override={standing} />}
      {override && <OverrideAsked matter={matter} override={override} />}
      {extension && <ExtensionAsked matter={matter} extension={extension} />}
    </>
  )
}

function Standing({ override }: { override: MatterOverride }) {
  const say = useMatterWords()
  const language = useLanguage()
  const day = (on: string | null) => (on === null ? '' : formatDay(on, language))
  return (
    <div className="waiting">
      <b className="nw">{say('override-standing')}</b>
      <span>
        {say('override-agreed', {
          who: override.decidedBy,
          day: day(override.decidedOn),
          light: lightName(override.light, language),
          until: day(override.until),
        })}
        <q>{override.ask}</q>
      </span>
    </div>
  )
}

function OverrideAsked({ matter, override }: { matter: MatterDetail; override: MatterOverride }) {
  const say = useMatterWords()
  const language = useLanguage()
  const { isPast } = useAsOf()
  const command = useCommand({ path: `/matters/${matter.id}/decide-override` })
  const decide = (agree: boolean) => void command.run({ version: matter.version, overrideId: override.id, agree })
  const may = !isPast && !override.own && matter.may.includes('matters.decide-override')
  const light = lightName(override.light, language)
  return (
    <div className="waiting">
      <b className="nw">{say('override-waiting')}</b>
      <span>
        {say('override-asked-by', {
          who: override.unitName || override.askedBy,
          day: formatDay(override.askedOn, language),
          light,
          until: formatDay(override.until, language),
        })}
        <q>{override.ask}</q> {override.own && say('override-own')}
      </span>
      {may && (
        <span className="r">
          <button type="button" className="btn" disabled={command.isRunning} onClick={() => decide(false)}>
            {say('not-agree')}
          </button>
          <button type="button" className="btn p" disabled={command.isRunning} onClick={() => decide(true)}>
            {say('agree-to', { light: language === 'zh' ? light.replace('灯', '') : light })}
          </button>
        </span>
      )}
      {command.problem && <FaultNote problem={command.problem} act="write" />}
    </div>
  )
}

function ExtensionAsked({ matter, extension }: { matter: MatterDetail; extension: MatterExtension }) {
  const say = useMatterWords()
  const language = useLanguage()
  const { isPast } = useAsOf()
  const command = useCommand({ path: `/matters/${matter.id}/decide-extension` })
  const decide = (grant: boolean) => void command.run({ version: matter.version, extensionId: extension.id, grant })
  return (
    <div className="waiting">
      <b className="nw">{say('extension-waiting')}</b>
      <span>
        {say('extension-asked', {
          who: extension.unitName,
          day: formatDay(extension.askedOn, language),
          until: formatDay(extension.newDueOn, language),
        })}
        <q>{extension.ask}</q> {say(extension.late ? 'extension-late' : 'extension-in-time')}
      </span>
      {!isPast && matter.may.includes('matters.decide-extension') && (
        <span className="r">
          <button type="button" className="btn" disabled={command.isRunning} onClick={() => decide(false)}>
            {say('refuse')}
          </button>
          <button type="button" className="btn p" disabled={command.isRunning} onClick={() => decide(true)}>
            {say('grant')}
          </button>
        </span>
      )}
      {command.problem && <FaultNote problem={command.problem} act="write" />}
    </div>
  )
}
