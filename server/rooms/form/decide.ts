import type { Lang, Reason } from '../../../contract/shapes.ts'
import type { Field, Fields, FieldType, Label, Option } from '../../../rules/fields.ts'

/** A field as the form's maker set it. */
export interface FormField {
  readonly field: string
  readonly label: string
  readonly required: boolean
  readonly placeholder?: string | undefined
}

/** A field that is none of the lead's: who referred the visitor, a code or a phone. */
const referrer = 'referrer'

/** How a field is asked for. */
export type Kind = FieldType | 'phone' | 'email' | 'long'

/** A field of a form as a visitor is asked for it. */
export interface Asked extends FormField {
  readonly kind: Kind
  /** What may be chosen; empty where anything may be written. */
  readonly options: readonly Option[]
}

/** The built-in fields a form may ask for, and how. */
const askable: Readonly<Record<string, Kind>> = {
  name: 'text',
  company: 'text',
  creditCode: 'text',
  title: 'text',
  phone: 'phone',
  email: 'email',
  wechat: 'text',
  region: 'region',
  address: 'text',
  need: 'long',
  note: 'long',
}

/** The fields of a form that are still known, with how each is asked; `unknown` names the others. */
export function askFor(form: readonly FormField[], fields: Fields): { asked: Asked[]; unknown: string[] } {
  const found = form.map((each) => {
    if (each.field === referrer) return { ...each, kind: 'text' as const, options: [] }
    const known = fields.get(each.field)
    const kind = known && kindOf(known)
    return known && kind ? { ...each, kind, options: known.options ?? [] } : each.field
  })
  return {
    asked: found.filter((each) => typeof each !== 'string'),
    unknown: found.filter((each) => typeof each === 'string'),
  }
}

const kindOf = ({ origin, key, type }: Field): Kind | undefined => (origin === 'custom' ? type : askable[key])

/** What a visitor filled in, by field. */
export type Values = Readonly<Record<string, string | readonly string[]>>

const isBlank = (value: Values[string] | undefined): boolean =>
  value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0)

/** What a visitor must still fill in or correct before the form is taken; none when it is fine. */
export function check(asked: readonly Asked[], values: Values, lang: Lang): Reason[] {
  return asked.flatMap((each) => {
    const value = values[each.field]
    const code = isBlank(value) ? each.required && 'missing' : complaint(each, [value ?? ''].flat())
    return code ? [reason(code, each.field, { label: { zh: each.label, en: each.label }, lang })] : []
  })
}

type Code = 'missing' | 'phone' | 'email' | 'number' | 'option' | 'consent'

const sentences: Readonly<Record<Code, Label>> = {
  missing: { zh: '请填写{label}', en: 'Please fill in {label}' },
  phone: { zh: '请填写完整的电话号码', en: 'Please enter the whole phone number' },
  email: {
    zh: '请填写完整的邮箱地址，如 name@qq.com',
    en: 'Please enter a whole e-mail address, like name@qq.com',
  },
  number: { zh: '请只填数字', en: 'Please enter a number' },
  option: { zh: '请从列出的选项中选择', en: 'Please choose one of the options' },
  consent: { zh: '请先阅读并同意后再提交', en: 'Please read this and agree before you send the form' },
}

/** A reason with its sentence in the reader's language. */
export function reason(code: Code, field: string, { label, lang }: { label: Label; lang: Lang }): Reason {
  return { code: `form.${code}`, field, message: sentences[code][lang].replace('{label}', label[lang]) }
}

/** Rough on purpose: it spares an honest visitor a typing mistake; cleaning decides what a value is. */
function complaint({ kind, options }: Asked, values: readonly string[]): Code | undefined {
  const [text = ''] = values
  if (kind === 'phone' && text.replace(/\D/g, '').length < 7) return 'phone'
  if (kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.normalize('NFKC').trim())) return 'email'
  if (kind === 'number' && !/\d/.test(text)) return 'number'
  if (options.length > 0 && values.some((value) => options.every((option) => option.value !== value)))
    return 'option'
  return undefined
}

/** The lead a filled-in form brings: what it asked for and nothing else, blanks left out. */
export function leadOf(asked: readonly Asked[], values: Values): Record<string, unknown> {
  const filled = asked.flatMap(({ field }) =>
    isBlank(values[field]) ? [] : [[field, values[field]] as const],
  )
  const isCustom = ([field]: readonly [string, unknown]) => field.startsWith('custom.')
  return {
    ...Object.fromEntries(
      filled.filter((each) => !isCustom(each)).map(([field, value]) => [field, oneLine(value)]),
    ),
    custom: Object.fromEntries(
      filled.filter(isCustom).map(([field, value]) => [field.slice('custom.'.length), value]),
    ),
  }
}

const oneLine = (value: Values[string] | undefined): string => [value ?? ''].flat().join(', ')

const kept = /^(utm_(source|medium|campaign|term|content|id)|referrer|landing_page)$/
const LONGEST = 1_000 // characters of an address

/** Of what a page says about where its visitor came from, what is kept: campaign, referrer, landing page. */
export function touchOf(told: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(told)
      .filter(([key, value]) => kept.test(key) && value.trim() !== '')
      .map(([key, value]) => [key, value.trim().slice(0, LONGEST)]),
  )
}
