import type { Label } from './fields.ts'

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
  'condition.value_years': {
    zh: '请为“{field}”填写整年数，1 到 100',
    en: 'Give "{field}" whole years, 1 to 100',
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
