import type { Condition, Leaf, Op, Value } from './condition.ts'
import { isDayWord } from './days.ts'
import type { Field, Fields, Label } from './fields.ts'
import { sayings } from './operators.ts'
import { macroRegions, parentRegion, regionLevel, regionOwnName, regionShortName } from './regions.ts'

type Lang = keyof Label

/** The reader's language, and where the names are that the fields do not hold. */
export interface Wording {
  readonly lang: Lang
  /** Names of people, pools and sources; without one, an id stands as it is. */
  readonly optionName?: (field: Field, value: string) => string | undefined
}

const words = {
  zh: {
    everything: '所有线索',
    nothing: '没有线索',
    and: ' 且 ',
    or: ' 或 ',
    group: '（{c}）',
    not: '并非（{c}）',
    list: '、',
    orLast: '、',
    andLast: '、',
    upTo: ' 到 ',
    today: '今天',
    yesterday: '昨天',
    tomorrow: '明天',
  },
  en: {
    everything: 'every lead',
    nothing: 'no lead',
    and: ' and ',
    or: ' or ',
    group: '({c})',
    not: 'not ({c})',
    list: ', ',
    orLast: ' or ',
    andLast: ' and ',
    upTo: ' and ',
    today: 'today',
    yesterday: 'yesterday',
    tomorrow: 'tomorrow',
  },
} as const

/**
 * The condition as a sentence: 来源是 官网 且 地区在 华东. Says something for any condition, even one whose field
 * is gone: that one is called by the name it is stored under.
 */
export function sentence(condition: Condition, fields: Fields, wording: Wording): string {
  const own = words[wording.lang]
  const say = (part: Condition, outer: 'top' | 'and' | 'or'): string => {
    if ('all' in part) return group(part.all, 'and', outer)
    if ('any' in part) return group(part.any, 'or', outer)
    if (!('not' in part)) return leafSaid(part, false)!
    const inner = part.not
    if ('not' in inner) return say(inner.not, outer)
    const negated = 'field' in inner ? leafSaid(inner, true) : undefined
    return negated ?? own.not.replace('{c}', () => say(inner, 'top'))
  }
  const group = (parts: Condition[], join: 'and' | 'or', outer: 'top' | 'and' | 'or'): string => {
    if (parts.length === 0) return join === 'and' ? own.everything : own.nothing
    if (parts.length === 1) return say(parts[0]!, outer)
    const said = parts.map((part) => say(part, join)).join(own[join])
    return outer === 'top' || outer === join ? said : own.group.replace('{c}', () => said)
  }
  const leafSaid = (leaf: Leaf, negated: boolean) =>
    sayLeaf(leaf, negated, { field: fields.get(leaf.field), wording })
  return say(condition, 'top')
}

interface Spoken {
  readonly field: Field | undefined
  readonly wording: Wording
}

/** A test or its negation in words; undefined where no words are kept for the negation. */
function sayLeaf(
  { field: address, op, value }: Leaf,
  negated: boolean,
  { field, wording }: Spoken,
): string | undefined {
  const { lang } = wording
  const said = valuesSaid(value, field, wording)
  const saying = sayings[op]
  const phrases = said.length === 1 && saying.single ? saying.single : saying
  const phrase = (negated ? phrases.no : phrases.yes)?.[lang]
  if (phrase === undefined) return undefined
  const predicate = phrase.replace('{v}', () => listed(said, words[lang][lastJoint[op] ?? 'orLast'], lang))
  return `${field?.label[lang] ?? address}${lang === 'en' ? ' ' : ''}${predicate}`
}

/** What stands before the last of several values, where it is not "or". */
const lastJoint: { readonly [op in Op]?: 'upTo' | 'andLast' } = { between: 'upTo', has_all: 'andLast' }

function listed(said: readonly string[], joint: string, lang: Lang): string {
  const last = said.at(-1) ?? ''
  return said.length < 2 ? last : said.slice(0, -1).join(words[lang].list) + joint + last
}

function valuesSaid(value: Value | undefined, field: Field | undefined, wording: Wording): string[] {
  if (value === undefined) return []
  if (field?.type === 'region' && Array.isArray(value)) return regionsSaid(value.map(String), wording.lang)
  return (Array.isArray(value) ? value : [value]).map((one) => valueSaid(one, field, wording))
}

type Single = Exclude<Value, unknown[]>

function valueSaid(value: Single, field: Field | undefined, { lang, optionName }: Wording): string {
  if (typeof value === 'number')
    return (value / (field?.scale ?? 1)).toLocaleString(lang, { maximumFractionDigits: 20 })
  if (typeof value === 'object') return spanSaid(value, lang)
  if (field?.type === 'date') return isDayWord(value) ? words[lang][value] : value
  if (field?.type === 'text') return lang === 'zh' ? `“${value}”` : `"${value}"`
  const option = field?.options?.find((one) => one.value === value)
  return option?.label[lang] ?? (field && optionName?.(field, value)) ?? value
}

function spanSaid(span: Exclude<Single, string | number>, lang: Lang): string {
  const [count, zh, en] = 'days' in span ? [span.days, '天', 'day'] : [span.hours, '小时', 'hour']
  return lang === 'zh' ? `${count} ${zh}` : `${count} ${en}${count === 1 ? '' : 's'}`
}

/** The regions by name, and a whole part of China by its own. */
function regionsSaid(codes: readonly string[], lang: Lang): string[] {
  const whole = macroRegions.filter((macro) => macro.provinces.every((code) => codes.includes(code)))
  const covered = new Set(whole.flatMap((macro) => macro.provinces))
  const rest = codes.filter((code) => !covered.has(code))
  return [...whole.map((macro) => macro[lang]), ...rest.map((code) => regionSaid(code, lang))]
}

/** Short, but never two regions by one name: 吉林 is the province, 吉林市 the city, and 朝阳区 not only Beijing's. */
function regionSaid(code: string, lang: Lang): string {
  const parent = parentRegion(code)
  if (parent === null) return regionShortName(code, lang)
  const own = regionOwnName(code, lang) ?? code
  const within = regionShortName(parent, lang)
  if (lang === 'en') return `${own} (${within})`
  return regionLevel(code) === 'county' ? within + own : own
}
