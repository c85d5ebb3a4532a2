import type { z } from 'zod'
import type { FutureSource } from '#contract/draws.ts'
import type { enterSource, ProposedSource, QuizDraw } from '#contract/participation/draws.ts'
import { instantAt } from './quizValues.ts'

export const stepNames = ['freeze', 'announce', 'wait', 'enter', 'draw', 'publish'] as const
export type Step = {
  name: (typeof stepNames)[number]
  isDone: boolean
  isNow: boolean
  by: string | null
  at: string | null
}

const actOf = { freeze: 'frozen', announce: 'announced', draw: 'drawn', publish: 'published' } as const

/** The steps of a draw as it stands at `now` (milliseconds): which are done, by whom, and which is next. None is next in one called off. */
export function stepsOf({ state, sources, done }: Pick<QuizDraw, 'state' | 'sources' | 'done'>, now: number): Step[] {
  const isSettled = state === 'ready' || state === 'drawn' || state === 'published'
  const arrived = done.some(({ act }) => act === 'announced') && now >= lastInstant(sources)
  const steps = stepNames.map(name => {
    if (name === 'wait' || name === 'enter') {
      const isDone = isSettled || (name === 'wait' && arrived)
      return { name, isDone, by: null, at: null }
    }
    const act = done.find(each => each.act === actOf[name])
    return { name, isDone: act !== undefined, by: act?.by ?? null, at: act?.at ?? null }
  })
  const next = state === 'called-off' ? undefined : steps.find(({ isDone }) => !isDone)
  return steps.map(step => ({ ...step, isNow: step === next }))
}

const lastInstant = (sources: QuizDraw['sources']) =>
  Math.max(...sources.map(({ announced }) => (announced.kind === 'label' ? 0 : Date.parse(announced.at))))

export type TypedSource = {
  kind: 'numbers' | 'text'
  nameZh: string
  nameEn: string
  issue: string
  day: string
  time: string
  count?: number
  least?: number
  most?: number
  afterDay: string
  afterTime: string
}
export type FreezeValues = { chain: string; day: string; time: string; typed?: TypedSource[] }

/** The sources of the form: the round of drand, then what is typed, each with a round of the same chain that may stand in for it. */
export function proposedFrom({ chain, day, time, typed = [] }: FreezeValues): ProposedSource[] {
  const drand = (at: string) => ({ kind: 'drand' as const, chain, at })
  return [
    drand(instantAt(day, time)),
    ...typed.map(({ kind, nameZh, nameEn, issue, count = 1, least = 0, most = 0, ...each }) => {
      const after = instantAt(each.afterDay, each.afterTime)
      const source = { nameZh, nameEn, issue, at: instantAt(each.day, each.time) }
      const fallback = { after, source: drand(after) }
      return kind === 'numbers'
        ? { kind, ...source, count, least, most, fallback }
        : { kind: 'text' as const, ...source, fallback }
    }),
  ]
}

export type GivenSource = z.input<typeof enterSource>['given']

/** What was typed for a source, as it is sent; undefined where it is none. Of drand the JSON of a round, or its signature alone. */
export function givenFrom({ kind }: Pick<FutureSource, 'kind'>, typed: string): GivenSource | undefined {
  const text = typed.trim()
  if (kind === 'text') return { kind, text }
  if (kind === 'drand') return beaconFrom(text)
  const parts = text.split(/[\s,，、]+/).filter(each => each !== '')
  if (parts.length === 0 || !parts.every(part => /^\d{1,9}$/.test(part))) return undefined
  return { kind, numbers: parts.map(Number) }
}

function beaconFrom(text: string): GivenSource | undefined {
  const signature = /^[0-9a-f]+$/.test(text) ? text : /"signature"\s*:\s*"([0-9a-f]+)"/.exec(text)?.[1]
  const previousSignature = /"previous_signature"\s*:\s*"([0-9a-f]+)"/.exec(text)?.[1]
  if (signature === undefined) return undefined
  return { kind: 'drand', signature, ...(previousSignature === undefined ? {} : { previousSignature }) }
}
