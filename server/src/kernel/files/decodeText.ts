/** How the bytes of a text were read. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/**
 * Bytes as text, or null when they are no text.
 *
 * A byte order mark decides, and is not part of the text. Without one: UTF-16 where there are zero bytes, with that end first on whose side there are fewer,
 * else UTF-8 where every sequence is right, else GB18030. Nothing else is taken away or changed: control characters, CR LF and
 * trailing spaces stay, so that offsets (UTF-16 code units from the first character behind the mark) mean what the file says.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } | null {
  for (const encoding of candidates(bytes)) {
    const text = decoded(bytes, encoding)
    if (text !== null && isText(text, encoding)) return { text, encoding }
  }
  return null
}

function candidates(bytes: Uint8Array): Encoding[] {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return ['utf-8']
  if (first === 0xff && second === 0xfe) return ['utf-16le']
  if (first === 0xfe && second === 0xff) return ['utf-16be']
  const zeros = [0, 0]
  const sample = bytes.subarray(0, 65_536)
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  // Zero is the upper half of every ASCII character, and the lower half of few others, such as 一 (U+4E00).
  // What is right UTF-8 with a stray zero is no text in either.
  if (even + odd > 0 && (even + odd) * 3 < sample.length && decoded(sample, 'utf-8') !== null) return []
  if (even + odd > 0) return [odd >= even ? 'utf-16le' : 'utf-16be']
  return ['utf-8', 'gb18030']
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Whether decoded characters read as text. UTF-8 proves itself; the others take nearly any bytes, so there most characters must be
 * of the kinds that Chinese text consists of.
 */
function isText(text: string, encoding: Encoding): boolean {
  let [odd, controls] = [0, 0]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0) return false
    if (code < 0x20 && code !== 9 && code !== 10 && code !== 12 && code !== 13) controls++
    else if (encoding !== 'utf-8' && !isUsual(code)) odd++
  }
  return controls * 50 <= text.length && odd * 10 <= text.length
}

function isUsual(code: number): boolean {
  return (
    (code < 0x7f && (code >= 0x20 || code === 9 || code === 10 || code === 12 || code === 13)) ||
    (code >= 0x4e00 && code <= 0x9fff) || // Han
    (code >= 0x3000 && code <= 0x303f) || // 。、《》〔〕
    (code >= 0xff00 && code <= 0xffef) || // full width
    (code >= 0x2010 && code <= 0x2642) || // — … “ ” ℃ Ⅰ ① ● ■
    code === 0xb7 ||
    code === 0xd7
  )
}
