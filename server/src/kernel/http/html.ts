/** Text that is HTML already: made by `html` only, so that nothing else gets into a page unescaped. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, sign => escapes[sign] ?? sign)

type Value = string | number | Html | readonly Html[]

/** HTML with values put in: escaped for text and for quoted attributes, unless they are HTML themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.reduce((text, part, n) => text + written(values[n - 1]) + part))
}

function written(value: Value | undefined): string {
  if (value === undefined) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(each => each.text).join('')
  return escaped(String(value))
}
