/**
 * The header that names a download (RFC 6266): `filename` for old programs in plain ASCII, `filename*` with the whole name as RFC 8187
 * encodes it. What could end the value, start another line, lead out of a folder or turn the reading direction becomes `_`.
 */
export function contentDisposition(name: string): string {
  const safe = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029/\\:]/gu, '_')
    .replace(/^\.+/, '_')
  const ascii = safe.replace(/[^\x20-\x7e]|["%;]/g, '_')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded(safe)}`
}

/** `encodeURIComponent` leaves four signs that RFC 8187 wants encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
