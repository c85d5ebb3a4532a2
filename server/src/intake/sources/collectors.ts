import type { SourceSetting } from '#kernel/sources/settings.ts'
import type { Delivery, LookTools, Trouble } from './delivery.ts'
import { collectFeed } from './feed.ts'
import { collectFolder } from './folder.ts'
import { collectMail } from './mail/collectMail.ts'

/** Looks at a source with the collector of its kind. */
export function collect(source: SourceSetting, tools: LookTools): AsyncIterable<Delivery | Trouble> {
  switch (source.kind) {
    case 'folder':
      return collectFolder(source, tools)
    case 'feed':
      return collectFeed(source, tools)
    case 'imap':
      return collectMail(source, tools)
  }
}
