import type { z } from 'zod'
import type { Ctx } from '../context.ts'

/** What a running job works with. It speaks for whoever asked for it, with the rights that person has when a step runs. */
export type JobWork = {
  readonly id: string
  readonly regionId: number
  /** Aborted when somebody cancels, when the program stops, or when the job was given to another runner. */
  readonly signal: AbortSignal
  /** 1 for the first time; more after the program broke off. */
  readonly attempt: number
  /**
   * One part of the work in one transaction, with one effect however often the job is taken up again: a step of a name that was
   * committed before gives its kept result and does nothing. Throws where the job was cancelled or lost; nothing is written then.
   */
  step<Result>(name: string, work: (ctx: Ctx) => Promise<Result>, progress?: Progress): Promise<Result>
  /** Reads on one snapshot. */
  ask<Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result>
  /** Tells how far it is; throws where the job was cancelled or lost. */
  progress(progress: Progress): Promise<void>
}

/** How far a job is: how much is done, of how much, and a word code for what it is doing. What is left out stays as it is. */
export type Progress = { done?: number; total?: number; note?: string }

/**
 * A kind of long work a room declares. `run` may be taken up again after a crash: all its effects go through `step`. `aside` says that it
 * mostly waits for another machine: it is run beside the ordinary jobs, which do not wait for it.
 */
export type JobKind = { input: z.ZodType; aside?: boolean; run(job: JobWork, input: never): Promise<void> }
export type JobKinds = ReadonlyMap<string, JobKind>

/** Declares a kind of long work; the runner's input is typed by its schema. */
export function jobKind<S extends z.ZodType>(spec: {
  input: S
  aside?: boolean
  run(job: JobWork, input: z.output<S>): Promise<void>
}): JobKind {
  return spec
}

/** All kinds the rooms declare, by name. */
export function jobKindsOf(rooms: ReadonlyArray<{ jobs?: Readonly<Record<string, JobKind>> }>): JobKinds {
  return new Map(rooms.flatMap(room => Object.entries(room.jobs ?? {})))
}
