import { writeFile } from 'node:fs/promises'
import { regions, systemActor } from '#kernel/accounts/members.ts'
import { hasCode } from '#kernel/database/directoryLock.ts'
import { refuse } from '#kernel/refusal.ts'
import { query } from '#kernel/run.ts'
import { isDay, startOfDay } from '#kernel/time/index.ts'
import { meetingList, packFile, packOf } from '../../gatherings/index.ts'
import { type Command, type Io, Usage } from '../io.ts'
import { placeOf, placeOptions, withInstallation } from '../place.ts'

export const pack: Command = {
  name: 'pack',
  usage: 'pack --list | pack --meeting ID [--as-of INSTANT] --out FILE.docx',
  zh: '列出会议，或写出一次会议的点评册',
  en: 'lists meetings, or writes the review pack of one',
  options: {
    ...placeOptions,
    list: { type: 'boolean', zh: '一行一个会议，编号在前', en: 'one line a meeting, its ID first' },
    meeting: { type: 'string', zh: '会议编号', en: 'the ID of the meeting' },
    'as-of': { type: 'string', zh: '截至哪一刻：日期或时刻', en: 'as of when: a day or an instant' },
    out: { type: 'string', zh: '写到哪个文件', en: 'the file to write' },
    json: { type: 'boolean', zh: '给出一份 JSON', en: 'prints one JSON document' },
  },
  async run({ positionals, values }, io) {
    const { list, meeting, out, 'as-of': asOf } = values
    if (positionals.length > 0 || (!list && (typeof meeting !== 'string' || (typeof out !== 'string' && !values.json))))
      throw new Usage('pack --list | pack --meeting ID --out FILE.docx')
    await withInstallation(placeOf(values, { mustExist: true }), async ({ kernel }) => {
      for (const { regionId } of await regions(kernel.database.db)) {
        const actor = systemActor(regionId)
        if (list) {
          const { rows } = await query(kernel, actor, regionId, null, ctx =>
            meetingList(ctx, { limit: 200, kind: 'series' }),
          )
          printList(rows, io, values.json === true)
          continue
        }
        const instant = typeof asOf === 'string' ? instantGiven(asOf) : null
        const written = await query(kernel, actor, regionId, instant, async ctx => {
          const found = await packOf(ctx, String(meeting), {})
          return { pack: found, file: await packFile(ctx, found) }
        }).catch(error => {
          if (hasCode(error, 'gatherings.not-found')) return undefined
          throw error
        })
        if (!written) continue
        if (values.json) io.print(JSON.stringify(written.pack))
        if (typeof out === 'string') await write(out, written.file.bytes)
        io.say(
          `已写出点评册，共${written.pack.figureCount}个数。`,
          `The pack is written; it holds ${written.pack.figureCount} figures.`,
        )
        return
      }
      if (!list) throw refuse('gatherings.not-found')
    })
  },
}

function printList(
  rows: ReadonlyArray<{ id: string; heldOn: string; title: string; state: string }>,
  io: Io,
  json: boolean,
): void {
  if (json) io.print(JSON.stringify(rows))
  else for (const row of rows) io.print(`${row.id}  ${row.heldOn}  ${row.state}  ${row.title}`)
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes)
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'EACCES', 'EISDIR', 'EROFS', 'EPERM')) throw refuse('app.file-unwritable', { path })
    throw error
  }
}

/** An instant as typed: a day means its end, so that what happened on it is in. */
function instantGiven(given: string): Date {
  if (isDay(given)) return new Date(startOfDay(given).getTime() + 86_399_999)
  const instant = new Date(given)
  if (Number.isNaN(instant.getTime()) || !/T/.test(given)) throw refuse('app.instant-unfit', { given })
  return instant
}
