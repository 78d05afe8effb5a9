/** What a suggestion says of itself, by its pattern alone: nothing personal stands in it. */
import { builtinFields, type Label } from '../../../../rules/fields.ts'
import { regionName } from '../../../../rules/regions.ts'
import { endings } from './email-domains.ts'
import { suggestEmail } from './email-hints.ts'

const labels = new Map(builtinFields.map(({ key, label }) => [key, label]))
const labelOf = (key: string): Label => labels.get(key) ?? { zh: key, en: key }

/** {field} is the field's label, {what} what stands behind the colon. */
const sentences: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  letters: [
    '{field}里的字母读作数字（B → 8，S → 5）',
    'Letters in the {field} read as digits (B → 8, S → 5)',
  ],
  doubled: ['{field}多打了一位重复的数字', 'One digit of the {field} was struck twice'],
  at: ['{field}漏了 @', 'The {field} lacks its @'],
  comma: ['{field}里的逗号应为点', 'A comma in the {field} should be a dot'],
  cut: ['{field}域名补全为 {what}', '{field} domain completed to {what}'],
  domain: ['{field}域名 {what}', '{field} domain {what}'],
  ending: ['{field}域名结尾 {what}', '{field} ending {what}'],
  extra: ['去掉{field}里多余的字符', 'Extra characters taken out of the {field}'],
  'area:region': ['按地区补上座机区号', 'Area code added, by the region'],
  'area:company': ['按公司所在地补上座机区号', 'Area code added, by where the company is'],
  from: ['{field}取自“{what}”一格', '{field} taken from the {what} cell'],
  is: ['“{what}”一格里写的是{field}', 'The {what} cell holds the {field}'],
  swapped: ['{field}与{what}填反了', '{field} and {what} stand in each other’s cell'],
  place: ['{field}是{what}', '{field} is {what}'],
  'from:phone': ['{field}按座机区号', '{field} by the area code of the landline'],
  'from:company': ['{field}按公司名称', '{field} by the name of the company'],
}

/** 邮箱域名 gmial.com → gmail.com */
export function sayPattern(pattern: string): Label {
  const [, field = '', kind = '', what = ''] = /^(\w+)\.(\w+)(?::(.*))?$/.exec(pattern) ?? []
  const region = field === 'region'
  const named = region && kind === 'is' ? 'place' : kind
  const whole = region || kind === 'area' ? sentences[`${named}:${what}`] : undefined
  const [zh, en] = whole ?? sentences[named] ?? ['{field}', '{field}']
  const shown = shownOf(named, what)
  const { zh: fieldZh, en: fieldEn } = labelOf(field)
  const english = en.startsWith('{field}') ? fieldEn : fieldEn.toLowerCase()
  return {
    zh: zh.replace('{field}', fieldZh).replace('{what}', shown.zh),
    en: en.replace('{field}', english).replace('{what}', shown.en),
  }
}

function shownOf(kind: string, what: string): Label {
  if (kind === 'place') return { zh: regionName(what), en: regionName(what, 'en') }
  if (kind === 'domain') return both(`${what} → ${suggestEmail(`x@${what}`)?.value.slice(2) ?? '?'}`)
  if (kind === 'ending') return both(`.${what} → .${endings[what] ?? '?'}`)
  return kind === 'cut' ? both(what) : labelOf(what)
}

const both = (text: string): Label => ({ zh: text, en: text })
