import type { CustomerStage } from '../../contract/customer.ts'
import type { Field, Label } from '../../rules/fields.ts'
import type { OwnField } from '../lead/fields.ts'
import type { Because } from '../rooms/capture/decide.ts'
import { clean, type Cleaned } from '../rooms/clean/decide/clean.ts'
import type { Brought } from '../rooms/customer/decide/customer.ts'

/** A customer as somebody wrote it: text, and only what was said. */
export interface RawCustomer {
  readonly externalId?: string
  readonly name?: string
  readonly company?: string
  readonly creditCode?: string
  /** A cell may hold several. */
  readonly phones?: readonly string[]
  readonly emails?: readonly string[]
  readonly wechat?: string
  readonly region?: string
  readonly address?: string
  readonly lifecycleStage?: string
  readonly firstPurchaseOn?: string
  readonly lastPurchaseOn?: string
  /** In major units, as people write amounts: 12.5万, ¥3,000, USD 1,200. */
  readonly spend?: string
  readonly currency?: string
  readonly note?: string
  /** A member's name, e-mail or mobile. */
  readonly holder?: string
  readonly custom?: Readonly<Record<string, unknown>>
}

/** What reading customers goes by. */
export interface CustomerContext {
  readonly fields: readonly OwnField[]
  readonly stages: readonly CustomerStage[]
  /** The organisation's own currency. */
  readonly currency: string
  /** Members by name, e-mail and mobile; null for a name that two have. */
  readonly members: ReadonlyMap<string, string | null>
}

export interface ReadCustomer {
  /** What was said and could be read. */
  readonly brought: Brought
  readonly problems: readonly Because[]
}

const labels: Readonly<Record<string, Label>> = {
  lifecycleStage: { zh: '客户阶段', en: 'Lifecycle stage' },
  firstPurchaseOn: { zh: '首次购买', en: 'First purchase' },
  lastPurchaseOn: { zh: '最近购买', en: 'Last purchase' },
  spend: { zh: '累计消费', en: 'Spend' },
}

/** What a customer has beside a lead's own facts, as the readers of custom fields read them. */
function extraFields(stages: readonly CustomerStage[]): OwnField[] {
  const field = (key: string, type: Field['type'], options?: Field['options']): OwnField => ({
    id: key,
    key: `${EXTRA}${key}`,
    type,
    label: labels[key] ?? { zh: key, en: key },
    origin: 'custom',
    personal: false,
    archived: false,
    ...(options ? { options } : {}),
  })
  const options = stages.map(({ key, label }) => ({ value: key, label }))
  return [
    field('lifecycleStage', 'choice', options),
    field('firstPurchaseOn', 'date'),
    field('lastPurchaseOn', 'date'),
    field('spend', 'number'),
  ]
}

/** No custom field has a dot in its key, so these are nobody's. */
const EXTRA = 'customer.'

const currencies: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\s)(?:rmb|cny)|[¥￥]|人民币|元\s*$/i, 'CNY'],
  [/hk\$|hkd|港[币元]/i, 'HKD'],
  [/usd|us\$|美[金元]|\$/i, 'USD'],
  [/eur|€|欧元/i, 'EUR'],
  [/gbp|£|英镑/i, 'GBP'],
  [/jpy|日[元圆]/i, 'JPY'],
]
const currencyWords =
  /(?:rmb|cny|hkd|usd|eur|gbp|jpy|hk\$|us\$|人民币|港[币元]|美[金元]|欧元|英镑|日[元圆])/gi

/** The currency that an amount, or a cell about currencies, names; null for none. */
function currencyIn(text: string): string | null {
  const code = /^\s*([a-z]{3})\s*$/i.exec(text)?.[1]?.toUpperCase()
  if (code && code !== 'RMB') return code
  return currencies.find(([name]) => name.test(text))?.[1] ?? null
}

/**
 * Reads a customer by the readers of the clean room. What cannot be read is no value, and a problem with its sentence;
 * whoever calls decides whether that is a no.
 */
export function readCustomer(raw: RawCustomer, context: CustomerContext): ReadCustomer {
  const { phones = [], emails = [] } = raw
  const fields = [...context.fields.filter(({ archived }) => !archived), ...extraFields(context.stages)]
  const cleaning = { fields }
  const main = clean({ ...textOf(raw), custom: { ...raw.custom, ...extraOf(raw) } }, cleaning)
  const dialled = phones.map((phone) => clean({ phone }, cleaning))
  const mailed = emails.map((email) => clean({ email }, cleaning))
  const { name, company, creditCode, wechat, region, address, note } = main.values
  const extra = (key: string) => main.values.attrs[`${EXTRA}${key}`]
  const spend = extra('spend') as number | undefined
  const holder = holderOf(raw.holder, context)
  const externalId = raw.externalId?.trim() || undefined
  const said = {
    externalId,
    name,
    company,
    creditCode,
    ...(phones.length > 0 ? { phones: distinct(dialled.flatMap(phonesOf)) } : {}),
    ...(emails.length > 0 ? { emails: distinct(mailed.flatMap(emailsOf)) } : {}),
    wechat,
    region,
    address,
    lifecycleStage: extra('lifecycleStage'),
    firstPurchaseOn: extra('firstPurchaseOn'),
    lastPurchaseOn: extra('lastPurchaseOn'),
    ...(spend === undefined ? {} : moneyOf(spend, currencyOf(raw, context))),
    holderId: holder.id,
    note,
    attrs: Object.fromEntries(Object.entries(main.values.attrs).filter(([key]) => !key.startsWith(EXTRA))),
  }
  const brought = Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined && value !== null),
  ) as Brought
  const problems = [main, ...dialled, ...mailed].flatMap((each) => each.problems.map(ours))
  return { brought, problems: [...problems, ...holder.problems] }
}

/** An amount in the minor units of its currency: fen for CNY, whole yen for JPY. */
function moneyOf(amount: number, currency: string): { spend: number; currency: string } {
  return { spend: Math.round(amount * 10 ** digitsOf(currency)), currency }
}

function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

const distinct = (values: readonly string[]) => [...new Set(values)]
const phonesOf = ({ values, spare }: Cleaned) => (values.phone ? [values.phone, ...spare.phones] : [])
const emailsOf = ({ values, spare }: Cleaned) => (values.email ? [values.email, ...spare.emails] : [])

function textOf({ name, company, creditCode, wechat, region, address, note }: RawCustomer) {
  return { name, company, creditCode, wechat, region, address, note }
}

/** Raw text of what a lead has not, under keys of its own. A currency in an amount is told apart before. */
function extraOf(raw: RawCustomer): Record<string, string> {
  const { lifecycleStage, firstPurchaseOn, lastPurchaseOn, spend } = raw
  const amount = spend?.normalize('NFKC').replace(currencyWords, '').trim()
  const all = { lifecycleStage, firstPurchaseOn, lastPurchaseOn, spend: amount }
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, text]) => (text ? [[`${EXTRA}${key}`, text]] : [])),
  )
}

function currencyOf({ spend = '', currency }: RawCustomer, context: CustomerContext): string {
  return (currency && currencyIn(currency)) ?? currencyIn(spend.normalize('NFKC')) ?? context.currency
}

function ours({ field, ...problem }: Because): Because {
  return { ...problem, ...(field ? { field: field.replace(`custom.${EXTRA}`, '') } : {}) }
}

function holderOf(
  holder: string | undefined,
  { members }: CustomerContext,
): { id: string | undefined; problems: Because[] } {
  const named = holder?.normalize('NFKC').trim()
  if (!named) return { id: undefined, problems: [] }
  const found = members.get(named.toLowerCase())
  if (found) return { id: found, problems: [] }
  const [zh, en] =
    found === null
      ? [
          `有多位成员叫“${named}”，请改填邮箱或手机号`,
          `Several members are called "${named}"; give an e-mail or a mobile`,
        ]
      : [`没有成员“${named}”，负责人留空`, `There is no member "${named}"; it is left without a holder`]
  return {
    id: undefined,
    problems: [{ code: 'customer.holder_unknown', field: 'holder', message: { zh, en } }],
  }
}
