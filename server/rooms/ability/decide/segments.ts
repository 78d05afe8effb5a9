import type { Label } from '../../../../rules/fields.ts'
import { regionShortName } from '../../../../rules/regions.ts'

interface Custom {
  readonly key: string
  readonly type: string
  readonly label: Label
  readonly archived: boolean
  readonly options?: readonly { readonly value: string; readonly label: Label }[]
}

/** A field leads of a channel can be told apart by, or a value of it. */
export interface Choice {
  readonly value: string
  readonly label: Label
}

/** What segments can be made of: fields of few values. */
export function segmentChoices(fields: readonly Custom[]): Choice[] {
  const own = fields.filter(({ type, archived }) => !archived && (type === 'choice' || type === 'boolean'))
  return [
    { value: 'grade', label: { zh: '等级', en: 'Grade' } },
    { value: 'province', label: { zh: '省份', en: 'Province' } },
    ...own.map(({ key, label }) => ({ value: `custom.${key}`, label })),
  ]
}

/** The segment of a lead by its facts, as the evidence of abilities tells them apart; '' where it says nothing. */
export function segmentIn(field: string, lead: Readonly<Record<string, unknown>>): string {
  const text = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
  if (field === 'grade') return text(lead['grade']).replace(/[0-9]+$/, '')
  if (field === 'province') return text(lead['region']).slice(0, 2)
  const attrs = lead['attrs'] as Readonly<Record<string, unknown>> | null | undefined
  return text(attrs?.[field.slice('custom.'.length)])
}

/** What a segment is called. */
export function segmentLabel(field: string, value: string, fields: readonly Custom[]): Label {
  if (value === '') return { zh: '未填', en: 'Not said' }
  if (field === 'grade') return { zh: `${value} 级`, en: `Grade ${value}` }
  if (field === 'province') return { zh: regionShortName(value), en: regionShortName(value, 'en') }
  const own = fields.find(({ key }) => field === `custom.${key}`)
  if (own?.type === 'boolean') return value === 'true' ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' }
  return own?.options?.find((option) => option.value === value)?.label ?? { zh: value, en: value }
}
