import { refuse } from '#kernel/refusal.ts'
import type { SourceSetting } from '#kernel/sources/settings.ts'
import type { Delivery, LookTools, Trouble } from './delivery.ts'
import { collectFolder } from './folder.ts'
import { collectMail } from './mail/collectMail.ts'

/** Looks at a source with the collector of its kind; refuses `sources.kind-not-built` {kind} where there is none yet. */
export function collect(source: SourceSetting, tools: LookTools): AsyncIterable<Delivery | Trouble> {
  switch (source.kind) {
    case 'folder':
      return collectFolder(source, tools)
    case 'imap':
      return collectMail(source, tools)
    case 'feed':
      throw refuse('sources.kind-not-built', { kind: source.kind })
  }
}
