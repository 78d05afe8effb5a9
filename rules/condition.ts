import { z } from 'zod'

/**
 * A condition as it is stored: JSON over the fields of fields.ts. Its logic has two values: a missing value
 * (null, an empty text, an empty list) fails every test but `is_empty`, and `not` passes exactly what it holds
 * fails. So "is not", "contains none of" and "is not empty" are `not` around a test, never tests of their own.
 */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf

export interface Leaf {
  field: string
  op: Op
  value?: Value | undefined
}

export const ops = [
  'is',
  'one_of',
  'is_me',
  'contains',
  'starts_with',
  'equals',
  'at_least',
  'at_most',
  'above',
  'below',
  'between',
  'on',
  'before',
  'after',
  'in_last',
  'in_next',
  'more_than_ago',
  'years_from',
  'years_under',
  'has_any',
  'has_all',
  'in',
  'is_true',
  'is_false',
  'is_empty',
] as const
export type Op = (typeof ops)[number]

/** A length of time, rolling back or forth from now: a day in it is 24 hours. */
export type Span = { days: number } | { hours: number }

/** Which of these an operator takes is told by operators.ts. A day is YYYY-MM-DD, or one of `dayWords`. */
export type Value = string | number | string[] | number[] | Span

export const dayWords = ['today', 'yesterday', 'tomorrow'] as const
export type DayWord = (typeof dayWords)[number]

/** What a stored condition may grow to, so that none can stall a capture or overflow a stack. */
export const caps = { depth: 8, nodes: 200, values: 200, textLength: 200 } as const

const span = z.union([z.strictObject({ days: z.int() }), z.strictObject({ hours: z.int() })])
const text = z.string().max(caps.textLength)
const value = z.union([text, z.number(), z.array(text).max(caps.values), z.array(z.number()).length(2), span])

const node: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(node) }),
    z.strictObject({ any: z.array(node) }),
    z.strictObject({ not: node }),
    z.strictObject({ field: z.string().max(caps.textLength), op: z.enum(ops), value: value.optional() }),
  ]),
)

/** The shape on the wire. Whether it makes sense for an organisation's fields is for `check` to say. */
export const conditionSchema = z
  .unknown()
  // Measured before it is parsed: the parser recurses, and 100,000 nested `not` fit into a megabyte.
  .superRefine((raw, context) => {
    const cap = overgrown(raw)
    if (cap)
      context.addIssue({ code: 'custom', message: `more than ${caps[cap]} in ${cap}`, continue: false })
  })
  .pipe(node)
  .meta({
    type: 'object',
    description: 'A test {field, op, value}, or {all: […]}, {any: […]}, {not: …} around others',
    examples: [
      { all: [{ field: 'score', op: 'at_least', value: 60 }, { not: { field: 'company', op: 'is_empty' } }] },
    ],
  }) as z.ZodType<Condition, Condition>

/** The cap that `raw` breaks, or undefined. Walks level by level, so its own stack stays flat. */
export function overgrown(raw: unknown): 'depth' | 'nodes' | undefined {
  let level: unknown[] = [raw]
  for (let depth = 1, nodes = 1; level.length > 0; depth++) {
    if (depth > caps.depth) return 'depth'
    level = level.flatMap(childrenOf)
    nodes += level.length
    if (nodes > caps.nodes) return 'nodes'
  }
  return undefined
}

function childrenOf(raw: unknown): unknown[] {
  if (typeof raw !== 'object' || raw === null) return []
  const { all, any, not } = raw as Record<string, unknown>
  return [all, any].flatMap((parts): unknown[] => (Array.isArray(parts) ? parts : [])).concat(not ?? [])
}

/** Every leaf of a condition, in the order it is read: which fields does this rule look at? */
export function leavesOf(condition: Condition): Leaf[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf)
  if ('any' in condition) return condition.any.flatMap(leavesOf)
  return 'not' in condition ? leavesOf(condition.not) : [condition]
}
