import { setTimeout as pause } from 'node:timers/promises'
import type { Asking } from '#contract/intake/model.ts'
import { startJobs } from '#kernel/jobs/index.ts'
import type { Model } from '#kernel/model/index.ts'
import type { City } from '#server/testing/city.ts'
import { pageOf } from '../queries/pages.ts'

/** The city's jobs at work with a model, until they are stopped; `faults` are what broke. */
export async function withModel(city: City, model: Model | undefined) {
  const faults: unknown[] = []
  city.kernel.model = model
  const runner = await startJobs(city.kernel, {
    onFault: error => faults.push(error),
    lookMs: 10,
    pulseMs: 100,
    aside: model?.limits.atOnce ?? 1,
  })
  return {
    faults,
    /** The last asking about a page, once it has ended. */
    async ended(pageId: string): Promise<Asking> {
      for (;;) {
        const { asking } = (await city.ask('staff', ctx => pageOf(ctx, pageId))).model
        if (asking && asking.state !== 'asked') return asking
        await pause(10)
      }
    },
    async stop() {
      await runner.stop()
      city.kernel.model = undefined
    },
  }
}

/** A proposal that stands on the test page and that the grammar does not read: proposals of a model in the tests. */
export const aTask = (more: object = {}) => ({
  kind: 'task',
  assignee: null,
  what: '仍有人驻足张望',
  statedBy: null,
  quote: '天色将晚，码头上仍有人驻足张望。',
  near: '',
  ...more,
})

/** A figure of the test page that the grammar reads too. */
export const aRead = (more: object = {}) => ({
  kind: 'figure',
  subject: '全市港口',
  indicator: '货物吞吐量',
  value: 2150,
  unit: '万吨',
  period: '2025年4月',
  comparison: null,
  bound: null,
  quote: '2025年4月，全市港口货物吞吐量2150万吨，同比增长3.2%。',
  near: '',
  ...more,
})

/** An answer with these proposals. */
export const proposing = (...proposals: readonly unknown[]) => JSON.stringify({ proposals })
