import { hexToBytes } from '@noble/hashes/utils.js'
import type { AnnouncementInLog } from '#contract/draws.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { bytesToHex, standsInTree } from './hashes.ts'

/**
 * What is wrong with the claim that an announcement stands in the log, or undefined: the entry must hold the announcement's hash, and
 * its path must lead to the root of the checkpoint. Whether the checkpoint was signed by the city's key is for who has the key: the text
 * is a C2SP signed note, and `log verify` or any witness can tell.
 */
export function inLogFault(
  { entry, index, size, path, checkpoint }: AnnouncementInLog,
  announced: string | undefined,
): Refusal | undefined {
  if (announced === undefined) return refuse('draws.log-without-announcement', {}, { field: 'log' })
  if (!factsOf(entry).includes(announced))
    return refuse('draws.log-entry-other', { hash: announced }, { field: 'log.entry' })
  const note = checkpointOf(checkpoint)
  if (!note) return refuse('draws.log-checkpoint-unfit', {}, { field: 'log.checkpoint' })
  if (note.size !== size) return refuse('draws.log-checkpoint-size', { size, signed: note.size }, { field: 'log.size' })
  return standsInTree(entry, { index, size, path: path.map(hexToBytes) }, note.root)
    ? undefined
    : refuse('draws.log-not-in-tree', { index, root: bytesToHex(note.root) }, { field: 'log.path' })
}

/** The texts among the facts of an entry; nothing where it is no entry. */
function factsOf(entry: string): unknown[] {
  try {
    const { facts } = JSON.parse(entry)
    return Object.values(facts)
  } catch {
    return []
  }
}

/** Size and root of a checkpoint (C2SP tlog-checkpoint: origin, size, root in base64, a line each). */
function checkpointOf(text: string): { size: number; root: Uint8Array } | undefined {
  const [, size = '', root = ''] = text.split('\n')
  if (!/^[1-9][0-9]{0,15}$/.test(size) || !/^[A-Za-z0-9+/]{43}=$/.test(root)) return undefined
  return { size: Number(size), root: Uint8Array.from(atob(root), sign => sign.charCodeAt(0)) }
}
