import { z } from 'zod'

/** What a property of this name holds: ids of what is really there, texts of the right kind. */
export type Known = Readonly<Record<string, unknown>>

interface Schema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  exclusiveMinimum?: number
  format?: string
  examples?: unknown[]
  $ref?: string
}

/**
 * Something a schema accepts, made from the schema itself: all its properties where `full`, else those it requires;
 * what `known` has under a property's name is taken from there.
 */
export function sample(schema: z.ZodType | undefined, known: Known, full = true): unknown {
  if (!schema) return undefined
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema
  return valueOf(json, { known, full, name: '' })
}

interface Making {
  readonly known: Known
  readonly full: boolean
  readonly name: string
}

function valueOf(schema: Schema, making: Making): unknown {
  const { known, name } = making
  if (name in known) return schema.type === 'array' ? [known[name]].flat() : known[name]
  if (schema.examples?.length) return schema.examples[0]
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null')
  if (choice) return valueOf(choice, making)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => valueOf(part, making)))
  if (schema.properties) return objectOf(schema, making)
  return plain(schema, making)
}

function objectOf({ properties = {}, required = [] }: Schema, making: Making): Record<string, unknown> {
  const asked = Object.entries(properties).filter(([name]) => making.full || required.includes(name))
  return Object.fromEntries(asked.map(([name, schema]) => [name, valueOf(schema, { ...making, name })]))
}

function plain(schema: Schema, making: Making): unknown {
  const { known, name } = making
  switch ([schema.type].flat()[0]) {
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () =>
        valueOf(schema.items ?? {}, { ...making, name: singular(name) }),
      )
    case 'object':
      return {}
    case 'boolean':
      return false
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'string':
      return text(schema, known)
    default:
      return null
  }
}

const singular = (name: string) => name.replace(/s$/, '')

function text({ format, minLength = 1 }: Schema, known: Known): string {
  if (format === 'uuid') return String(known['anyId'])
  if (format === 'date-time') return '2026-03-09T02:00:00.000Z'
  if (format === 'uri') return 'https://example.com/hook'
  if (format === 'email') return 'somebody@example.com'
  return 'x'.repeat(minLength)
}
