import { type RawBuilder, sql } from 'kysely'
import { sound } from './check.ts'
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

/** Where a field's value lies: an expression that is null where it is missing or of another type. */
interface Column {
  readonly value: Sql
  /** The type its limits are cast to, so that no comparison turns on the column's side. */
  readonly type: Sql
  readonly empty: Sql
  has(values: readonly string[], every: boolean): Sql
  flag(value: boolean): Sql
}

const types = {
  text: sql`text`,
  uuid: sql`uuid`,
  int: sql`int8`,
  double: sql`double precision`,
  numeric: sql`numeric`,
  moment: sql`timestamptz`,
}

function leadColumn(field: Field): Column {
  const name = (field.property ?? field.key).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const value = sql.ref(`lead.${name}`)
  const kind = {
    text: { type: types.text, empty: sql`(${value} is null or ${value} = '')` },
    number: { type: types.int, empty: sql`${value} is null` },
    date: { type: types.moment, empty: sql`${value} is null` },
    boolean: { type: types.text, empty: sql`${value} is null` },
    list: { type: types.text, empty: sql`coalesce(cardinality(${value}), 0) = 0` },
    id: { type: types.uuid, empty: sql`${value} is null` },
  }[kindOf(field)]
  return {
    value: folded(value, field),
    ...kind,
    has: (values, every) =>
      every ? sql`${value} @> ${[...values]}::text[]` : sql`${value} && ${[...values]}::text[]`,
    flag: (flag) => sql`${value} = ${flag}::boolean`,
  }
}

function kindOf(field: Field): 'text' | 'number' | 'date' | 'boolean' | 'list' | 'id' {
  if (field.from) return 'id'
  return field.type === 'choice' || field.type === 'region' ? 'text' : field.type
}

/** Reads `attrs` by JSON type before anything is cast, so that whatever stands there, nothing throws. */
function attrsColumn(field: Field): Column {
  const json = sql`(lead.attrs -> ${field.key}::text)`
  const ofType = (type: string, value: Sql) =>
    sql`(case when jsonb_typeof(${json}) = ${sql.lit(type)} then ${value} end)`
  const text = ofType('string', sql`${json} #>> '{}'`)
  const day = sql`(case when ${text} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T|$)' then left(${text}, 10) end) collate "C"`
  const list = ofType('array', json)
  const value = {
    text: () => folded(text, field),
    choice: () => text,
    region: () => text,
    number: () => ofType('number', sql`${json}::numeric`),
    date: () => day,
    list: () => ofType('array', sql`nullif(${json}, '[]')`),
    boolean: () => ofType('boolean', json),
  }[field.type]()
  return {
    value,
    type: field.type === 'number' ? types.numeric : types.text,
    empty: kindOf(field) === 'text' ? sql`(${text} is null or ${text} = '')` : sql`${value} is null`,
    has: (values, every) =>
      every ? sql`${list} ?& ${[...values]}::text[]` : sql`${list} ?| ${[...values]}::text[]`,
    flag: (flag) => sql`${json} = to_jsonb(${flag}::boolean)`,
  }
}

/** A column of lead_fast; fast.ts says what stands in it. */
function fastColumn(field: Field): Pick<Column, 'value' | 'type' | 'has' | 'flag'> {
  const number = field.type === 'number'
  return {
    value: number ? sql`f.number_value` : sql`f.text_value`,
    type: number ? types.double : types.text,
    has: () => sql`false`,
    flag: (flag) => sql`f.text_value = ${String(flag)}::text`,
  }
}

/** `fold` of probe.ts, in the database. */
function folded(value: Sql, field: Field): Sql {
  return field.type === 'text' && !field.folded ? sql`lower(${value} collate "C")` : value
}

function answer(asked: Asked, column: Pick<Column, 'value' | 'type' | 'has' | 'flag'>): Sql {
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

function compared([sign, limit]: Bound, { value, type }: Pick<Column, 'value' | 'type'>): Sql {
  // As ISO text: pg would write a Date in the server's own zone, whose old offsets it rounds.
  const parameter = limit instanceof Date ? limit.toISOString() : limit
  return sql`${value} ${sql.raw(sign)} ${parameter}::${type}`
}
