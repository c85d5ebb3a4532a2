import { refuse } from '#kernel/refusal.ts'
import type { SourceSetting } from '#kernel/sources/settings.ts'
import type { Delivery, LookTools, Trouble } from './delivery.ts'
import { collectFeed } from './feed.ts'
import { collectFolder } from './folder.ts'

/** Looks at a source with the collector of its kind; refuses `sources.kind-not-built` {kind} where there is none yet. */
export function collect(source: SourceSetting, tools: LookTools): AsyncIterable<Delivery | Trouble> {
  switch (source.kind) {
    case 'folder':
      return collectFolder(source, tools)
    case 'feed':
      return collectFeed(source, tools)
    case 'imap':
      throw refuse('sources.kind-not-built', { kind: source.kind })
  }
}
