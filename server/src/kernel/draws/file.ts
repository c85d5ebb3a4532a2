import { readJson } from '../http/jsonBody.ts'
import { Refusal, refuse } from '../refusal.ts'

/**
 * The JSON of a file somebody has of a draw, read as strictly as a request: no member twice, because then two verifiers could read two
 * proofs. `path` is the name the refusals call it by: `draws.not-text`, `draws.cut-off` with the place, `draws.not-json`.
 */
export function jsonOf(bytes: Uint8Array, path: string): unknown {
  const text = textOf(bytes, path)
  try {
    return readJson(new TextEncoder().encode(text))
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'kernel.request-unfit') throw error
    throw isCutOff(text) ? refuse('draws.cut-off', { path, length: text.length }) : refuse('draws.not-json', { path })
  }
}

/** UTF-8, with or without a mark at the start: editors on Windows write one. */
function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // A file cut in the middle of a Chinese character ends in half of it.
    const whole = [1, 2, 3].map(missing => decoded(bytes.subarray(0, -missing))).find(text => text)
    throw whole === undefined
      ? refuse('draws.not-text', { path })
      : refuse('draws.cut-off', { path, length: whole.length })
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Whether a text stops inside of a string, an object or a list. */
function isCutOff(text: string): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (inString && sign === '\\') at++
    else if (sign === '"') inString = !inString
    else if (!inString && (sign === '{' || sign === '[')) depth++
    else if (!inString && (sign === '}' || sign === ']')) depth--
  }
  return inString || depth > 0 || text.trim() === ''
}
