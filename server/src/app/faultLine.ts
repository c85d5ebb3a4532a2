/**
 * A fault as one line of JSON for whatever reads the program's output: `time` (UTC), `level`, `event`, `reference` (which the answer bears
 * too), `message`, `stack`. Whatever text a fault carries, it stays one line and no terminal obeys it: line ends and control characters
 * are written as escapes.
 */
export function faultLine(error: unknown, reference: string, now: Date): string {
  const isError = error instanceof Error
  const line = JSON.stringify({
    time: now.toISOString(),
    level: 'error',
    event: 'fault',
    reference,
    message: isError ? error.message : String(error),
    ...(isError && error.stack ? { stack: error.stack } : {}),
  })
  return line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, escaped)
}

/** As JSON writes it: a sign beyond the first plane is two units, each escaped. */
const escaped = (sign: string) =>
  Array.from({ length: sign.length }, (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')
