/** What is said of a value that is none, or isn't there: one sentence per code, with the remedy, in both languages. */
import type { Label } from '../../../../rules/fields.ts'

/** {field} is the field's label, {given} what was written. */
const sentences = {
  'phone.invalid': [
    '{field}“{given}”不是有效号码，请核对后重填',
    '{field} "{given}" is not a phone number; check it and enter it again',
  ],
  'phone.length': [
    '{field}“{given}”位数不对，手机号应为 11 位',
    '{field} "{given}" has the wrong number of digits; a Chinese mobile has 11',
  ],
  'phone.no_area': [
    '{field}“{given}”缺少区号，请补上，如 010-',
    '{field} "{given}" lacks its area code; add it, as in 010-',
  ],
  'phone.scientific': [
    '{field}“{given}”被表格软件改成了科学计数，尾数已丢失；请把该列设为文本后重新导出',
    '{field} "{given}" was turned into scientific notation and lost digits; format the column as text and export again',
  ],
  'phone.masked': [
    '{field}“{given}”打了码，请填写完整号码',
    '{field} "{given}" is masked; enter the whole number',
  ],
  'phone.short_code': [
    '{field}“{given}”是客服短号，请填写联系人本人的号码',
    '{field} "{given}" is a short service number; enter the contact’s own',
  ],
  'phone.dummy': [
    '{field}“{given}”是随手填的号码，请填写真实号码',
    '{field} "{given}" is a made-up number; enter the real one',
  ],
  'phone.seldom': [
    '{field}“{given}”像是随手填的，联系前请核实',
    '{field} "{given}" looks made up; check it before you call',
  ],
  'email.dummy': [
    '{field}“{given}”是随手填的地址，请填写真实邮箱',
    '{field} "{given}" is a made-up address; enter the real one',
  ],
  'email.typo': [
    '{field}“{given}”可能写错了，是不是 {meant}？',
    '{field} "{given}" may be misspelt; is it {meant}?',
  ],
  'name.none': [
    '{field}“{given}”里没有姓名，请填写姓名',
    '{field} "{given}" holds no name; enter the contact’s name',
  ],
  'name.surname_only': [
    '{field}“{given}”只有姓氏，联系时请问全名',
    '{field} "{given}" is a surname only; ask for the whole name',
  ],
  'name.masked': ['{field}“{given}”打了码，请补全姓名', '{field} "{given}" is masked; enter the whole name'],
  'name.post': [
    '{field}“{given}”里写了职位“{meant}”，可填入职位一栏',
    '{field} "{given}" holds a job title, "{meant}"; it can go into the title field',
  ],
  'name.company': [
    '{field}“{given}”像是公司名，请核对并填入公司一栏',
    '{field} "{given}" looks like a company; check it and move it to the company field',
  ],
  'name.several': [
    '{field}“{given}”像是不止一个人，请为每人建一条线索',
    '{field} "{given}" looks like several people; enter a lead for each',
  ],
  'name.has_phone': [
    '{field}“{given}”里写了电话 {meant}，已取出',
    '{field} "{given}" held a phone number, {meant}; it was taken out',
  ],
  'name.digits': [
    '{field}“{given}”里有多余的字符，是不是“{meant}”？',
    '{field} "{given}" has characters too many; is it "{meant}"?',
  ],
  'email.invalid': [
    '{field}“{given}”不是有效邮箱，请核对后重填',
    '{field} "{given}" is not an e-mail address; check it and enter it again',
  ],
  'email.no_at': [
    '{field}“{given}”缺少 @，请填写完整地址',
    '{field} "{given}" has no @; enter the whole address',
  ],
  'email.no_domain': [
    '{field}“{given}”的 @ 后面不完整，应形如 qq.com',
    '{field} "{given}" is cut short behind the @; it should end like qq.com',
  ],
  'email.length': [
    '{field}“{given}”过长，请核对',
    '{field} "{given}" is too long for an e-mail address; check it',
  ],
  'email.masked': [
    '{field}“{given}”打了码，请填写完整地址',
    '{field} "{given}" is masked; enter the whole address',
  ],
  'region.unknown': [
    '{field}“{given}”不是已知地区，请写到省、市或区县',
    '{field} "{given}" is no region we know; give the province, city or county',
  ],
  'region.ambiguous': [
    '{field}“{given}”有重名，请加上所属的省或市',
    '{field} "{given}" is the name of several places; add the province or city',
  ],
  'creditCode.invalid': [
    '{field}“{given}”不是统一社会信用代码，应为 18 位数字与大写字母',
    '{field} "{given}" is no unified social credit code; it has 18 digits and capital letters',
  ],
  'creditCode.length': [
    '{field}“{given}”位数不对，统一社会信用代码应为 18 位，请补全',
    '{field} "{given}" has the wrong length; a unified social credit code has 18 characters',
  ],
  'creditCode.check': [
    '{field}“{given}”校验位不符，可能抄错了一位，请对照营业执照核对',
    '{field} "{given}" fails its check character, so one is miscopied; compare it with the business licence',
  ],
  'creditCode.scientific': [
    '{field}“{given}”被表格软件改成了科学计数，尾数已丢失；请把该列设为文本后重新导出',
    '{field} "{given}" was turned into scientific notation and lost digits; format the column as text and export again',
  ],
  'creditCode.masked': [
    '{field}“{given}”打了码，请填写完整代码',
    '{field} "{given}" is masked; enter the whole code',
  ],
  'creditCode.registration': [
    '{field}“{given}”是旧的工商注册号，请改填 18 位统一社会信用代码',
    '{field} "{given}" is a registration number of before 2015; enter the 18-character unified social credit code',
  ],
  'creditCode.organisation': [
    '{field}“{given}”是组织机构代码，请改填 18 位统一社会信用代码',
    '{field} "{given}" is an organisation code; enter the 18-character unified social credit code',
  ],
  'creditCode.identity': [
    '{field}“{given}”是个人身份证号，请勿填写；应填企业的统一社会信用代码',
    '{field} "{given}" is a person’s identity number, which must not be kept here; enter the company’s unified social credit code',
  ],
  'number.invalid': [
    '{field}“{given}”不是数字，请只填数字',
    '{field} "{given}" is not a number; enter digits only',
  ],
  'date.invalid': [
    '{field}“{given}”不是有效日期，请写成 2026-03-01',
    '{field} "{given}" is not a date; write it as 2026-03-01',
  ],
  'date.ambiguous': [
    '{field}“{given}”有不止一种读法，请写成 2026-03-01',
    '{field} "{given}" can be read in more than one way; write it as 2026-03-01',
  ],
  'date.no_day': [
    '{field}“{given}”没有写到哪一天，请写成 2026-03-01',
    '{field} "{given}" names no day; write it as 2026-03-01',
  ],
  'date.reckoned': [
    '{field}“{given}”按到达当天推算为 {meant}，请核对',
    '{field} "{given}" was reckoned from the day it arrived as {meant}; check it',
  ],
  'number.range': [
    '{field}“{given}”是范围，按下限 {meant} 记',
    '{field} "{given}" is a range; its lower end, {meant}, was kept',
  ],
  'number.rough': [
    '{field}“{given}”是约数，按 {meant} 记',
    '{field} "{given}" is a rough figure; {meant} was kept',
  ],
  'number.currency': [
    '{field}“{given}”的币种是 {meant}，未换算成人民币',
    '{field} "{given}" is in {meant}; it was not converted to yuan',
  ],
  'choice.unknown': [
    '{field}“{given}”不在可选项中，可选：{options}',
    '{field} "{given}" is not one of the options: {options}',
  ],
  'boolean.invalid': ['{field}“{given}”应为“是”或“否”', '{field} "{given}" should be yes or no'],
  'field.unknown': [
    '没有自定义字段“{field}”，请先在“设置 → 字段”里新建',
    'There is no custom field "{field}"; add it under Settings → Fields first',
  ],
  'field.unreachable': [
    '{field}经核实无法联系到人，请换一个',
    '{field} was checked and reaches nobody; ask for another one',
  ],
  'gate.missing': ['无效线索：缺少{field}，请补充', 'Invalid lead: {field} is missing; add it'],
  'gate.too_few': [
    '无效线索：{field}至少填 {least} 项，现有 {have} 项',
    'Invalid lead: give at least {least} of {field}; {have} given',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>

export type ReasonCode = keyof typeof sentences

/** Why a lead or one of its values is not good enough. `given` is personal: shown to who may see it, never logged. */
export interface Reason {
  code: ReasonCode
  /** The field's address: 'phone', 'custom.budget'. */
  field: string
  given?: string
  message: Label
}

/** A value that would do better in a field, offered to somebody who decides. */
export interface Suggestion {
  field: string
  value: string
  /** 0 to 1: how sure one may be. */
  confidence: number
}

/** What is worth knowing of a value that was kept: no lead is held up for it. */
export interface Note extends Reason {
  suggest: readonly Suggestion[]
}

interface Telling {
  label: Label
  given?: string
  params?: Readonly<Record<string, Label>>
}

/** A cell of a megabyte is shown by its beginning. */
const SHOWN = 60

const shownOf = (given: string) => (given.length > SHOWN ? `${given.slice(0, SHOWN)}…` : given)

/** A sentence parted at its {names}: those stand at the odd places. Millions of rows say the same few. */
const parts = new Map<string, readonly string[]>()

function partsOf(sentence: string): readonly string[] {
  const known = parts.get(sentence) ?? sentence.split(/\{(\w+)\}/)
  parts.set(sentence, known)
  return known
}

function fill(sentence: string, lang: 'zh' | 'en', { label, given = '', params = {} }: Telling): string {
  let text = ''
  for (const [at, part] of partsOf(sentence).entries()) {
    if (at % 2 === 0) text += part
    else if (part === 'field') text += label[lang]
    else text += part === 'given' ? shownOf(given) : (params[part]?.[lang] ?? `{${part}}`)
  }
  return text
}

/** Builds a reason with its sentence in both languages. */
export function reason(code: ReasonCode, field: string, telling: Telling): Reason {
  const [zh, en] = sentences[code]
  const message = { zh: fill(zh, 'zh', telling), en: fill(en, 'en', telling) }
  return { code, field, ...(telling.given === undefined ? {} : { given: telling.given }), message }
}

interface Open {
  readonly code: string
  readonly field?: string
  readonly message: Label
}

/** The reason without what was given, for rows that are never rewritten: nothing personal may stand in them. */
export function withoutGiven(told: Open & { readonly given?: string }): Open {
  const { given, message, ...rest } = told
  if (given === undefined) return { ...rest, message }
  const shown = shownOf(given)
  return {
    ...rest,
    message: { zh: message.zh.replace(`“${shown}”`, ''), en: message.en.replace(` "${shown}"`, '') },
  }
}

/** 职位、电话 · Title, Phone */
export function listed(labels: readonly Label[]): Label {
  return { zh: labels.map(({ zh }) => zh).join('、'), en: labels.map(({ en }) => en).join(', ') }
}
