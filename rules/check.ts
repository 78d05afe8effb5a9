import { caps, type Condition, ops, overgrown } from './condition.ts'
import { isDay, isDayWord } from './days.ts'
import type { Field, Fields, Label } from './fields.ts'
import { type Editor, editorOf, sayings } from './operators.ts'

/** What can be wrong with a condition: a sentence for each that says what would mend it. */
export const conditionProblems = {
  'condition.shape': {
    zh: '这里应当是 all、any、not 之一，或一个带 field 和 op 的条件',
    en: 'This must be one of all, any, not, or a test with a field and an op',
  },
  'condition.too_deep': {
    zh: '条件嵌套超过 {limit} 层，请拆成几条规则',
    en: 'The condition is nested more than {limit} deep; split it into several rules',
  },
  'condition.too_large': {
    zh: '条件超过 {limit} 项，请拆成几条规则',
    en: 'The condition has more than {limit} parts; split it into several rules',
  },
  'condition.group_empty': {
    zh: '这一组里没有条件，请添加一个或删除这一组',
    en: 'This group is empty; add a test or remove the group',
  },
  'condition.field_unknown': {
    zh: '没有字段“{field}”；请改选一个，或在“设置 → 字段”里新建',
    en: 'There is no field "{field}"; choose another, or add it under Settings → Fields',
  },
  'condition.op_unknown': {
    zh: '“{field}”不支持“{op}”这种比较，请改选一种',
    en: '"{field}" cannot be tested with "{op}"; choose another test',
  },
  'condition.value_unwanted': {
    zh: '“{field}”的这种比较不需要值，请去掉',
    en: 'This test of "{field}" takes no value; leave it out',
  },
  'condition.value_text': {
    zh: '请为“{field}”填写文字，1 到 {limit} 个字',
    en: 'Give "{field}" a text of 1 to {limit} characters',
  },
  'condition.value_list': {
    zh: '请为“{field}”选择 1 到 {limit} 个值',
    en: 'Give "{field}" a list of 1 to {limit} values',
  },
  'condition.value_number': { zh: '请为“{field}”填写数字', en: 'Give "{field}" a number' },
  'condition.value_whole': {
    zh: '“{field}”只能填整数',
    en: 'Give "{field}" a whole number',
  },
  'condition.value_range': {
    zh: '请为“{field}”填写起止两个值，起不大于止',
    en: 'Give "{field}" two values, the first not above the second',
  },
  'condition.value_day': {
    zh: '请为“{field}”填写日期，如 2026-03-01，或 today、yesterday、tomorrow',
    en: 'Give "{field}" a day such as 2026-03-01, or today, yesterday, tomorrow',
  },
  'condition.value_span': {
    zh: '请为“{field}”填写时长，如 7 天或 2 小时，最长 100 年',
    en: 'Give "{field}" a length such as {"days": 7} or {"hours": 2}, 100 years at most',
  },
  'condition.value_option': {
    zh: '“{field}”没有“{value}”这个选项，请改选',
    en: '"{field}" has no option "{value}"; choose another',
  },
  'condition.value_id': {
    zh: '“{field}”要填编号（UUID），“{value}”不是',
    en: '"{field}" takes an id (a UUID), which "{value}" is not',
  },
  'condition.value_region': {
    zh: '“{value}”不是地区代码；请用国标代码的 2、4 或 6 位，如 31、3101、310115',
    en: '"{value}" is no region code; use 2, 4 or 6 digits of GB/T 2260, such as 31, 3101, 310115',
  },
} as const satisfies Record<string, Label>

export type ConditionProblem = keyof typeof conditionProblems

export interface Problem {
  /** Where in the JSON: ['all', 0, 'not', 'value']. */
  readonly path: readonly (string | number)[]
  readonly code: ConditionProblem
  readonly params: Readonly<Record<string, string | number>>
}

/** Everything that is wrong with a condition for an organisation with these fields; empty if nothing is. */
export function check(raw: unknown, fields: Fields): Problem[] {
  const cap = overgrown(raw)
  if (cap === 'depth') return [{ path: [], code: 'condition.too_deep', params: { limit: caps.depth } }]
  if (cap === 'nodes') return [{ path: [], code: 'condition.too_large', params: { limit: caps.nodes } }]
  if (isRecord(raw) && only(raw, 'all') && isEmptyList(raw['all'])) return [] // all leads, said on purpose
  return checkNode(raw, [], fields)
}

/** The problem in words, with the field and the operator by the names the reader knows. */
export function problemSentence({ code, params }: Problem, fields: Fields, lang: keyof Label): string {
  const named = {
    ...params,
    field: fields.get(String(params['field']))?.label[lang] ?? params['field'],
    op: opName(params['op'], lang),
  }
  return conditionProblems[code][lang].replace(/\{(\w+)\}/g, (whole, name: keyof typeof named) =>
    String(named[name] ?? whole),
  )
}

/**
 * The condition itself if it can be compiled, else a throw: stored conditions have been checked, so this is a
 * defect, not bad input. An option that was removed since is no defect: nothing has it any more.
 */
export function sound(condition: Condition, fields: Fields): Condition {
  const problem = check(condition, fields).find(({ code }) => !harmless.has(code))
  if (problem)
    throw new TypeError(`condition at ${problem.path.join('.')}: ${problemSentence(problem, fields, 'en')}`)
  return condition
}

const harmless: ReadonlySet<ConditionProblem> = new Set(['condition.value_option', 'condition.group_empty'])

type Path = Problem['path']

function checkNode(raw: unknown, path: Path, fields: Fields): Problem[] {
  if (isRecord(raw)) {
    for (const key of ['all', 'any'] as const) {
      const parts = raw[key]
      if (!only(raw, key) || !Array.isArray(parts)) continue
      if (parts.length === 0) return [{ path, code: 'condition.group_empty', params: {} }]
      return parts.flatMap((part, place) => checkNode(part, [...path, key, place], fields))
    }
    if (only(raw, 'not')) return checkNode(raw['not'], [...path, 'not'], fields)
    if (isLeaf(raw)) return checkLeaf(raw, path, fields)
  }
  return [{ path, code: 'condition.shape', params: {} }]
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}

function only(raw: object, key: string): boolean {
  return Object.keys(raw).length === 1 && Object.hasOwn(raw, key)
}

function isEmptyList(raw: unknown): boolean {
  return Array.isArray(raw) && raw.length === 0
}

function isLeaf(
  raw: Record<string, unknown>,
): raw is Record<string, unknown> & { field: string; op: string } {
  const strange = Object.keys(raw).some((key) => !['field', 'op', 'value'].includes(key))
  return !strange && typeof raw['field'] === 'string' && typeof raw['op'] === 'string'
}

function checkLeaf(
  raw: { field: string; op: string; value?: unknown },
  path: Path,
  fields: Fields,
): Problem[] {
  const field = fields.get(raw.field)
  const named = { field: raw.field }
  if (!field) return [{ path: [...path, 'field'], code: 'condition.field_unknown', params: named }]
  const op = ops.find((one) => one === raw.op)
  const editor = op && editorOf(field, op)
  if (!editor)
    return [{ path: [...path, 'op'], code: 'condition.op_unknown', params: { ...named, op: raw.op } }]
  const wrong = values[editor](raw.value, field)
  if (!wrong) return []
  const [code, params] = wrong
  return [{ path: [...path, 'value'], code: `condition.${code}`, params: { ...named, ...params } }]
}

type Wrong = readonly [code: ValueCode, params?: Problem['params']] | undefined
type ValueCode = ConditionProblem extends infer Code
  ? Code extends `condition.${infer Name}`
    ? Name
    : never
  : never

/** What is wrong with a value for the editor of its operator. */
const values: Readonly<Record<Editor, (value: unknown, field: Field) => Wrong>> = {
  none: (value) => (value === undefined ? undefined : ['value_unwanted']),
  text: (value) => (isText(value) ? undefined : ['value_text', { limit: caps.textLength }]),
  texts: (value, field) => each(value, (one) => values.text(one, field)),
  number: (value, field) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return ['value_number']
    return field.whole && !Number.isSafeInteger(value) ? ['value_whole'] : undefined
  },
  range: (value, field) => {
    if (!isPair(value)) return ['value_range']
    const [from, to] = value
    return (
      values.number(from, field) ?? values.number(to, field) ?? (from! > to! ? ['value_range'] : undefined)
    )
  },
  day: (value) => (isDayValue(value) ? undefined : ['value_day']),
  days: (value) => {
    if (!isPair(value)) return ['value_range']
    if (!value.every(isDayValue)) return ['value_day']
    const [from, to] = value as [string, string]
    return isDay(from) && isDay(to) && from > to ? ['value_range'] : undefined
  },
  span: (value) => (isSpan(value) ? undefined : ['value_span']),
  option: (value, field) => values.text(value, field) ?? unknownOption(value as string, field),
  options: (value, field) => each(value, (one) => values.option(one, field)),
  regions: (value) =>
    each(value, (one) => {
      if (!isText(one)) return ['value_text', { limit: caps.textLength }]
      return /^(?:[0-9]{2}){1,3}$/.test(one) ? undefined : ['value_region', { value: one }]
    }),
}

function each(list: unknown, wrong: (one: unknown) => Wrong): Wrong {
  if (!Array.isArray(list) || list.length === 0 || list.length > caps.values) {
    return ['value_list', { limit: caps.values }]
  }
  return list.map(wrong).find((one) => one !== undefined)
}

/** A text PostgreSQL can hold: no NUL, no half of a surrogate pair. */
function isText(raw: unknown): raw is string {
  return (
    typeof raw === 'string' &&
    raw.length > 0 &&
    raw.length <= caps.textLength &&
    raw.isWellFormed() &&
    !raw.includes('\0')
  )
}

function isPair(raw: unknown): raw is [unknown, unknown] & [number | string, number | string] {
  return Array.isArray(raw) && raw.length === 2
}

function isDayValue(raw: unknown): boolean {
  return typeof raw === 'string' && (isDay(raw) || isDayWord(raw))
}

const longest: Readonly<Record<string, number>> = { days: 36_500, hours: 24 * 36_500 }

function isSpan(raw: unknown): boolean {
  if (!isRecord(raw)) return false
  const [[unit, count] = ['', 0], ...more] = Object.entries(raw)
  return (
    more.length === 0 && Number.isInteger(count) && Number(count) > 0 && Number(count) <= (longest[unit] ?? 0)
  )
}

function unknownOption(value: string, { from, options }: Field): Wrong {
  if (from)
    return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? undefined : ['value_id', { value }]
  return !options || options.some((option) => option.value === value)
    ? undefined
    : ['value_option', { value }]
}

function opName(op: string | number | undefined, lang: keyof Label): string | undefined {
  const known = ops.find((one) => one === op)
  return known ? sayings[known].yes[lang].replace(/ ?\{v\} ?/, '') : op?.toString()
}
