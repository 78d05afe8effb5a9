import { type RawBuilder, sql } from 'kysely'
import { KEPT } from './fast.ts'
import type { Field } from './fields.ts'

type Sql = RawBuilder<unknown>

/** A field's values as SQL: an expression that is null where the value is of another type than the field's. */
export interface Values {
  readonly value: Sql
  /** The type its limits are cast to, so that no comparison turns on the column's side. */
  readonly type: Sql
  has(values: readonly string[], every: boolean): Sql
  flag(value: boolean): Sql
}

export interface Column extends Values {
  /** Whether there is none. */
  readonly empty: Sql
}

const types = {
  text: sql`text`,
  uuid: sql`uuid`,
  int: sql`int8`,
  double: sql`double precision`,
  numeric: sql`numeric`,
  moment: sql`timestamptz`,
}

/** A column of the lead. */
export function leadColumn(field: Field): Column {
  const value = valueIn(field)
  const kind = {
    text: { type: types.text, empty: sql`(${value} is null or ${value} = '')` },
    number: { type: types.int, empty: sql`${value} is null` },
    date: { type: field.day ? types.text : types.moment, empty: sql`${value} is null` },
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

/** A field's value as an expression on `lead`: its own column, or one of the customer it is known to be. */
function valueIn({ property, key, joined, present, day }: Field): Sql {
  if (joined) {
    const column = sql.ref(`customer.${joined}`)
    // A day as text, whatever the server's own way of writing dates.
    const shown = day ? sql`to_char(${column}, 'YYYY-MM-DD') collate "C"` : column
    return sql`(select ${shown} from customer
      where customer.org_id = lead.org_id and customer.customer_id = lead.customer_id)`
  }
  const name = (property ?? key).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const own = sql.ref(`lead.${name}`)
  return present ? sql`(${own} is not null)` : own
}

function kindOf(field: Field): 'text' | 'number' | 'date' | 'boolean' | 'list' | 'id' {
  if (field.from) return 'id'
  return field.type === 'choice' || field.type === 'region' ? 'text' : field.type
}

/** Reads `attrs` by JSON type before anything is cast, so that whatever stands there, nothing throws. */
export function attrsColumn(field: Field): Column {
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
export function fastColumn({ type }: Field): Values {
  return {
    value: type === 'number' ? sql`f.number_value` : sql`f.text_value`,
    type: type === 'number' ? types.double : types.text,
    has: () => sql`false`,
    flag: (flag) => sql`f.text_value = ${String(flag)}::text`,
  }
}

/**
 * Rows (org_id, field_id, lead_id, text_value, number_value) for all leads of an organisation: what `fastValue` gives
 * for each, to fill `lead_fast` with when a field becomes fast.
 */
export function fastRows(field: Field, orgId: string): RawBuilder<unknown> {
  const { value } = attrsColumn(field)
  const [text, number] =
    field.type === 'number'
      ? [sql`null::text`, sql`${value}::double precision`]
      : [
          sql`nullif(left(${field.type === 'boolean' ? sql`${value} #>> '{}'` : value}, ${KEPT}::int), '')`,
          sql`null::double precision`,
        ]
  return sql`select * from (select lead.org_id, ${field.id}::uuid, lead.lead_id, ${text} as text_value, ${number} as number_value
    from lead where lead.org_id = ${orgId}) held where text_value is not null or number_value is not null`
}

/** `fold` of probe.ts, in the database. */
function folded(value: Sql, field: Field): Sql {
  return field.type === 'text' && !field.folded ? sql`lower(${value} collate "C")` : value
}
