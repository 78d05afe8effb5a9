/** Writes one value that is not null as a field of COPY's text format. */
export type Encode = (value: unknown) => string

/** The encoder for a column of the type, named as PostgreSQL's format_type does. */
export function encoderFor(type: string): Encode {
  if (type.endsWith('[]')) return arrayEncoder(type.slice(0, -2))
  const plain = textOf(type)
  return (value) => escape(plain(value))
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escape(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] as string) : text
}

function arrayEncoder(type: string): Encode {
  const plain = textOf(type)
  const item = (value: unknown) => (value === null || value === undefined ? 'NULL' : quoted(plain(value)))
  return (value) => {
    if (!Array.isArray(value)) throw new TypeError(`copyInto: ${type}[] takes an array, not ${typeof value}`)
    return value.length === 0 ? '{}' : escape(`{${value.map(item).join(',')}}`)
  }
}

function textOf(type: string): (value: unknown) => string {
  if (type === 'json' || type === 'jsonb') return jsonText
  if (type === 'date') return dateText
  return scalarText
}

function jsonText(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) throw new TypeError(`copyInto: JSON has no ${typeof value}`)
  return text
}

function dateText(value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError("copyInto: a date takes 'YYYY-MM-DD', for a Date's day depends on the zone")
}

function scalarText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value)
    default:
      if (value instanceof Date) return momentText(value)
      if (value instanceof Uint8Array)
        return `\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')}`
      throw new TypeError(
        `copyInto: cannot write ${Object.prototype.toString.call(value)} into a plain column`,
      )
  }
}

const QUOTED = /["\\]/

function quoted(text: string): string {
  return QUOTED.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}

// The rows of a batch share their moments, and writing one takes longer than all other fields together.
let lastMoment = Number.NaN
let lastText = ''

function momentText(value: Date): string {
  const ms = value.getTime()
  if (ms !== lastMoment) {
    lastText = value.toISOString()
    lastMoment = ms
  }
  return lastText
}
