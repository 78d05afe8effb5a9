import type { typeLead } from '../../../contract/capture.ts'
import type { Field, Fields } from '../../../rules/fields.ts'
import type { Sent } from '../../app/api.ts'

export type Arriving = NonNullable<Sent<typeof typeLead>['body']>['leads'][number]

/** What is typed of a lead, by the field's address. */
export type Typed = Readonly<Record<string, unknown>>

const usual = ['phone', 'name', 'company', 'title', 'need'] as const
const others = ['wechat', 'email', 'region', 'address', 'creditCode', 'note'] as const

/** No field of the lead's own: whom it names is looked up as it arrives. */
const referrer: Field = {
  key: 'referrer',
  type: 'text',
  origin: 'builtin',
  label: { zh: '转介绍人（推荐码、电话或邮箱）', en: 'Referrer (code, phone or e-mail)' },
}

/** The fields one always sees, and those behind 更多字段: the organisation's own last. */
export function typedFields(fields: Fields): { usual: Field[]; more: Field[] } {
  const named = (keys: readonly string[]) => keys.flatMap((key) => fields.get(key) ?? [])
  const own = [...fields.values()].filter(({ origin }) => origin === 'custom')
  return { usual: named(usual), more: [referrer, ...named(others), ...own] }
}

/** A typed lead as the door takes it; empty fields are left out. */
export function arrivingOf(typed: Typed, source: string): Arriving {
  const said = Object.entries(typed).filter(([, value]) => !isEmpty(value))
  const custom = said
    .filter(([key]) => key.startsWith('custom.'))
    .map(([key, value]) => [key.slice(7), value] as const)
  const named = said.filter(([key]) => !key.startsWith('custom.'))
  return {
    source,
    ...Object.fromEntries(named),
    ...(custom.length > 0 ? { custom: Object.fromEntries(custom) } : {}),
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '')
}
