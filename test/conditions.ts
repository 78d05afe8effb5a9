import fc from 'fast-check'
import type { Condition, Leaf, Value } from '../rules/condition.ts'
import {
  addressOf,
  builtinFields,
  type Field,
  type Fields,
  fieldsOf,
  type FieldType,
} from '../rules/fields.ts'
import type { LeadFacts, Moment } from '../rules/matches.ts'
import { type Editor, operatorsFor } from '../rules/operators.ts'

/** Conditions, leads and moments made to disagree about: odd letters, missing values, edges of days. */

const types: FieldType[] = ['text', 'number', 'date', 'choice', 'list', 'region', 'boolean']
const fastId = (place: number) => `00000000-0000-7000-8000-0000000000f${place}`

/** An organisation's own fields: one of each type, plain and fast, under keys that would break careless SQL. */
export const customFields: readonly Field[] = types.flatMap((type, place): Field[] => {
  const label = { zh: `自定义${type}`, en: `Own ${type}` }
  const field = { type, label, origin: 'custom' as const }
  return [
    { ...field, key: `it's "${type}" \\ %_键?` },
    { ...field, key: `fast_${type}`, id: fastId(place), fast: true },
  ]
})

export const allFields: Fields = fieldsOf(customFields)

const ids = [1, 2, 3].map((n) => `0192f0c1-7a00-7000-8000-00000000abc${n}`)
const long = 'Ab'.repeat(150)
const longer = `${'Ab'.repeat(220)}张明`
// oxfmt-ignore
const texts = [
  ' ', 'a', 'A', 'ab', 'AB', 'aB', 'z[`{', 'Z', '张明', '北京仁科互动', '仁科', 'ＡＢ', 'ａｂ', 'İ', 'i̇', 'ı', 'I', 'i', 'ß', 'SS', 'ẞ',
  'K', 'k', 'é', 'É', 'e\u0301', 'ﬁ', 'Σ', 'ς', '𝒳', '👍', '👍🏽', "o'brien", '"', '%', '_', 'a%b', 'a_b', '\\', 'a\\b', '\n', 'a\nb', '\t',
  'NaN', 'null', 'true', '{}', '[]', '123', '1e400', '2026-03-08', '2026-02-30', '2026-03-08\n', '2026-03-08T23:59:59Z',
  '２０２６-03-08', 'new', 'pool', 'api', 'rep', '31', '3101', '310115', '44', '１１', long, long.slice(0, 200), `${long.slice(0, 199)}👍`, longer, `${'x'.repeat(399)}👍`,
]
// oxfmt-ignore
const numbers = [0, -0, 1, -1, 5, 59, 60, 61, 0.1, 0.1 + 0.2, 0.3, -1.5, 1e21, -1e21, 5e-324, 1.7e308, Number.MAX_SAFE_INTEGER]
const days = [
  '1900-01-01',
  '2026-03-01',
  '2026-03-07',
  '2026-03-08',
  '2026-03-09',
  '2026-03-15',
  '2999-12-31',
]

const anyText = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...texts) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', maxLength: 5 }).filter((text) => !text.includes('\0')),
  },
)
const anyNumber = fc.oneof(fc.constantFrom(...numbers), fc.double({ noNaN: true, noDefaultInfinity: true }))
const anyWhole = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(59, 60, 61), fc.maxSafeInteger())

// The day on which New York puts its clocks forward.
const now = new Date('2026-03-08T16:20:30.456Z')
export const anyMoment: fc.Arbitrary<Moment> = fc.record({
  now: fc.constantFrom(now, new Date('2026-03-08T05:00:00.000Z')),
  zone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'),
  me: fc.constantFrom(ids[0]!, ids[1]!),
})

/** Moments around the edges a condition can ask about, to the millisecond. */
const anyDate = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(+now, Date.parse('2026-03-08T05:00:00Z'), Date.parse('2026-03-07T16:00:00Z')),
      fc.constantFrom(0, 1, -1, 2, 7, -7, 9, -9),
      fc.constantFrom(3_600_000, 86_400_000),
      fc.constantFrom(0, 1, -1),
    )
    .map(([base, count, unit, edge]) => new Date(base + count * unit + edge)),
  fc.constantFrom(
    new Date('0050-01-01T00:00:00Z'),
    new Date('9999-12-31T23:59:59.999Z'),
    new Date('1969-12-31T23:59:59.999Z'),
    // Shanghai's midnight by its sun, before it had a whole offset.
    new Date('1899-12-31T15:54:17.000Z'),
  ),
)

// ── leads

const maybe = <T>(value: fc.Arbitrary<T>, missing: fc.Arbitrary<T | null> = fc.constant(null)) =>
  fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: missing })
const anyTags = fc.array(anyText, { maxLength: 4 })

/** Whatever may stand in `attrs` under a key: mostly something like the field's type, else any JSON. */
const junk = fc.oneof(
  anyText,
  anyNumber,
  fc.boolean(),
  fc.constantFrom('', null, [], {}, [null], [1], ['a', null], { a: 'b' }, [['a']], '3', 'abc'),
)
const attr: Record<FieldType, fc.Arbitrary<unknown>> = {
  text: anyText,
  choice: anyText,
  region: anyText,
  number: anyNumber,
  date: fc.oneof(fc.constantFrom(...days), anyText),
  list: anyTags,
  boolean: fc.boolean(),
}

const held: Record<FieldType, fc.Arbitrary<unknown>> = {
  text: maybe(anyText, fc.constant('')),
  choice: maybe(anyText, fc.constant('')),
  region: maybe(fc.constantFrom('31', '3101', '310115', '44', '4403', '3', '３１')),
  number: maybe(anyWhole),
  date: maybe(anyDate),
  list: anyTags,
  boolean: fc.boolean(),
}

function heldIn(field: Field): fc.Arbitrary<unknown> {
  if (field.from || field.present) return maybe(fc.constantFrom(...ids))
  if (field.day) return maybe(fc.constantFrom(...days))
  if (field.key === 'score') return fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(59, 60, 61))
  return field.options
    ? maybe(fc.constantFrom(...field.options.map(({ value }) => value), ''))
    : held[field.type]
}

/** The facts that are the customer's and not the lead's own. */
export const customerFacts: readonly Field[] = builtinFields.filter(({ joined }) => joined)
const ofNobody = Object.fromEntries(customerFacts.map(({ key }) => [key, null]))

/** A lead as flow has it in hand; its attrs have been through JSON, as all that is stored has. */
export const anyLead: fc.Arbitrary<LeadFacts> = fc
  .record({
    ...Object.fromEntries(
      [...allFields.values()]
        .filter(({ origin }) => origin === 'builtin')
        .map((field) => [field.property ?? field.key, heldIn(field)]),
    ),
    attrs: fc
      .record(
        Object.fromEntries(
          customFields.map(({ key, type }) => [
            key,
            fc.oneof({ weight: 3, arbitrary: attr[type] }, { weight: 1, arbitrary: junk }),
          ]),
        ),
        { requiredKeys: [] },
      )
      .map((attrs) => JSON.parse(JSON.stringify(attrs)) as LeadFacts),
  })
  // What is asked of a customer is only known where there is one.
  .map((lead) => ((lead as LeadFacts)['customerId'] === null ? { ...lead, ...ofNobody } : lead))

// ── conditions

const askedText = anyText
  .filter((text) => text !== '')
  .map((text) => text.slice(0, 200))
  .filter((text) => text.isWellFormed())
const askedDay = fc.constantFrom(...days, 'today', 'yesterday', 'tomorrow')
const inOrder = <T extends number | string>([a, b]: [T, T]): [T, T] => (a <= b ? [a, b] : [b, a])

function valueFor(editor: Editor, field: Field): fc.Arbitrary<Value | undefined> {
  const number = field.whole ? anyWhole : anyNumber
  const option = optionOf(field)
  const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 })
  const values: Record<Editor, fc.Arbitrary<Value | undefined>> = {
    none: fc.constant(undefined),
    text: askedText,
    texts: some(askedText),
    number,
    range: fc.tuple(number, number).map(inOrder),
    day: askedDay,
    days: fc.tuple(fc.constantFrom(...days), fc.constantFrom(...days)).map(inOrder),
    span: fc.oneof(
      fc.record({ days: fc.constantFrom(1, 2, 7, 36_500) }),
      fc.record({ hours: fc.constantFrom(1, 2, 7, 9, 24) }),
    ),
    years: fc.constantFrom(1, 2, 4, 26, 100),
    option,
    options: some(option),
    regions: some(fc.constantFrom('31', '3101', '310115', '44', '11')),
  }
  return values[editor]
}

function optionOf({ from, options }: Field): fc.Arbitrary<string> {
  if (from) return fc.constantFrom(...ids, ids[0]!.toUpperCase())
  return options ? fc.constantFrom(...options.map(({ value }) => value)) : askedText
}

/** A test of one field by one of its operators. */
export const anyLeaf: fc.Arbitrary<Leaf> = fc.constantFrom(...allFields.values()).chain((field) =>
  fc
    .constantFrom(
      ...(field.from === 'leads'
        ? [{ op: 'is_empty', editor: 'none' } as const]
        : operatorsFor(field.type, field.from)),
    )
    .chain(({ op, editor }) =>
      valueFor(editor, field).map((value) => ({
        field: addressOf(field),
        op,
        ...(value === undefined ? {} : { value }),
      })),
    ),
)

const { condition } = fc.letrec<{ condition: Condition; group: Condition[] }>((tie) => ({
  group: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: anyLeaf },
    { weight: 1, arbitrary: fc.record({ all: tie('group') }) },
    { weight: 1, arbitrary: fc.record({ any: tie('group') }) },
    { weight: 1, arbitrary: fc.record({ not: tie('condition') }) },
  ),
}))

/** A condition that `check` accepts for `allFields`. */
export const anyCondition = condition
