import type { Place } from '#contract/registry.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useRegistryWords } from '../words.ts'
import { ReasonAct } from './ReasonAct.tsx'

/** What may be done with a place. */
export function PlaceActs({ place, onChange }: { place: Place; onChange: () => void }) {
  const say = useRegistryWords()
  const confirm = useCommand({ path: `/registry/places/${place.id}/confirm` })
  const may = (verb: string) => place.may.includes(verb)
  return (
    <>
      {may('registry.confirm') && place.standing === 'draft' && (
        <button
          type="button"
          className="btn t"
          disabled={confirm.isRunning}
          onClick={() => void confirm.run({ version: place.version })}
        >
          {say('confirm')}
        </button>
      )}
      {may('registry.change') && (
        <button type="button" className="btn t" onClick={onChange}>
          {say('change')}
        </button>
      )}
      {may('registry.withdraw') && place.standing === 'draft' && (
        <ReasonAct
          act={say('withdraw')}
          title={say('filter', { name: say('withdraw'), value: place.name })}
          path={`/registry/places/${place.id}/withdraw`}
          version={place.version}
        />
      )}
      {confirm.problem && <FaultNote problem={confirm.problem} act="write" />}
    </>
  )
}
