import { type RawBuilder, sql } from 'kysely'
import { sound } from './check.ts'
import { attrsColumn, fastColumn, leadColumn, type Values } from './columns.ts'
import type { Condition, Leaf } from './condition.ts'
import { canBeFast } from './fast.ts'
import type { Field, Fields } from './fields.ts'
import { type Bound, type Moment, type Probe, probe } from './probe.ts'

type Sql = RawBuilder<unknown>
type Asked = Exclude<Probe, { ask: 'empty' }>

/**
 * The condition for a WHERE over the table `lead` (under that name); every value is a parameter. It passes the
 * leads `matches` passes: `not` is pushed to the leaves, so that a positive test stays the bare comparison an index
 * can answer, and a null in it passes nothing. Throws as `matches` does.
 */
export function where(condition: Condition, fields: Fields, at: Moment): RawBuilder<boolean> {
  const build = (part: Condition, wanted: boolean): Sql => {
    if ('not' in part) return build(part.not, !wanted)
    if ('all' in part)
      return joined(
        part.all.map((one) => build(one, wanted)),
        wanted,
      )
    if ('any' in part)
      return joined(
        part.any.map((one) => build(one, wanted)),
        !wanted,
      )
    return wanted ? leafSql(part) : sql`(${leafSql(part)}) is not true`
  }
  const leafSql = (leaf: Leaf): Sql => {
    const field = fields.get(leaf.field)!
    return test(probe(leaf, field, at), field)
  }
  return build(sound(condition, fields), true) as RawBuilder<boolean>
}

function joined(parts: readonly Sql[], every: boolean): Sql {
  if (parts.length === 0) return every ? sql`true` : sql`false`
  return sql`(${sql.join(parts, every ? sql` and ` : sql` or `)})`
}

function test(asked: Probe, field: Field): Sql {
  if (isFast(field, asked)) {
    const row = (more: Sql) => sql`exists (select 1 from lead_fast f where f.org_id = lead.org_id
      and f.lead_id = lead.lead_id and f.field_id = ${field.id}::uuid ${more})`
    return asked.ask === 'empty' ? sql`not ${row(sql``)}` : row(sql`and ${answer(asked, fastColumn(field))}`)
  }
  const column = field.origin === 'custom' ? attrsColumn(field) : leadColumn(field)
  return asked.ask === 'empty' ? column.empty : answer(asked, column)
}

/** The side table keeps only the beginning of a text: what stands somewhere inside is for `attrs` to say. */
function isFast(field: Field, asked: Probe): boolean {
  return field.fast === true && canBeFast(field) && asked.ask !== 'contains'
}

function answer(asked: Asked, column: Values): Sql {
  const { value, type } = column
  switch (asked.ask) {
    case 'equals':
      return asked.values.length === 1
        ? sql`${value} = ${asked.values[0]}::${type}`
        : sql`${value} = any(${[...asked.values]}::${type}[])`
    case 'contains':
      return sql`strpos(${value}, ${asked.value}::text) > 0`
    case 'starts':
      return joined(
        asked.values.map((start) => sql`starts_with(${value}, ${start}::text)`),
        false,
      )
    case 'compare':
      return joined(
        asked.bounds.map((bound) => compared(bound, column)),
        true,
      )
    case 'has':
      return column.has(asked.values, asked.every)
    case 'flag':
      return column.flag(asked.value)
  }
}

function compared([sign, limit]: Bound, { value, type }: Values): Sql {
  // As ISO text: pg would write a Date in the server's own zone, whose old offsets it rounds.
  const parameter = limit instanceof Date ? limit.toISOString() : limit
  return sql`${value} ${sql.raw(sign)} ${parameter}::${type}`
}
