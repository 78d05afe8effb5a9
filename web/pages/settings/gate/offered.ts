import type { addField } from '../../../../contract/settings.ts'
import type { Sent } from '../../../app/api.ts'

export type NewField = Omit<NonNullable<Sent<typeof addField>['body']>, 'position'>

const plain = { options: [], fast: false, personal: false }

/** What gates ask for beyond the built-in fields, ready to be made. */
export const offered: Readonly<Record<string, NewField>> = {
  'custom.child_age': {
    ...plain,
    key: 'child_age',
    type: 'number',
    label: { zh: '孩子年龄', en: 'Child’s age' },
    personal: true,
  },
  'custom.birthday': {
    ...plain,
    key: 'birthday',
    type: 'date',
    label: { zh: '孩子生日', en: 'Child’s birthday' },
    personal: true,
  },
  'custom.pain': { ...plain, key: 'pain', type: 'text', label: { zh: '痛点', en: 'Pain' } },
  'custom.budget': { ...plain, key: 'budget', type: 'number', label: { zh: '预算', en: 'Budget' } },
  'custom.decision_maker': {
    ...plain,
    key: 'decision_maker',
    type: 'text',
    label: { zh: '决策人', en: 'Decision maker' },
    personal: true,
  },
  'custom.purchase_date': {
    ...plain,
    key: 'purchase_date',
    type: 'date',
    label: { zh: '计划购买时间', en: 'Purchase date' },
  },
}

/** Purchase intent and need: the pain, the budget, who decides, and when. */
export const intent = [
  'custom.pain',
  'custom.budget',
  'custom.decision_maker',
  'custom.purchase_date',
] as const
