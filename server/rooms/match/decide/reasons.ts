import { levelWords } from '../../../../contract/match.ts'
import type { Fields, Label } from '../../../../rules/fields.ts'
import type { MatchTerm } from '../../../../rules/matching.ts'
import type { Likely } from './likened.ts'
import type { Match } from './match.ts'

/** Why an arrival is taken for somebody held: a code, the field, and the sentence in both languages. */
export interface MatchReason {
  readonly code: string
  readonly field?: string
  readonly message: Label
}

/** Terms by what the two have in common. */
const common: Readonly<
  Record<Exclude<MatchTerm['kind'], 'field' | 'logic'>, readonly [field: string, zh: string, en: string]>
> = {
  phone: ['phone', '电话', 'phone'],
  phoneEnd: ['phone', '电话尾号', 'end of the phone'],
  email: ['email', '邮箱', 'e-mail'],
  domain: ['email', '邮箱域名', 'e-mail domain'],
  wechat: ['wechat', '微信号', 'WeChat id'],
  creditCode: ['creditCode', '统一社会信用代码', 'credit code'],
  company: ['company', '公司名', 'company'],
  companyLike: ['company', '公司名（相似）', 'company (alike)'],
  address: ['address', '地址', 'address'],
  name: ['name', '姓名', 'name'],
  pinyin: ['name', '姓名读音', 'sound of the name'],
  nameLike: ['name', '姓名（相似）', 'name (alike)'],
}

/** The reasons a match gives, for whoever brought the arrival; [] of a new one. Fields are called by their labels. */
export function becauseOf(match: Match, fields: Fields): MatchReason[] {
  if (match.verdict === 'new') return []
  if (match.verdict === 'again')
    return [
      {
        code: 'match.same_external_id',
        field: 'externalId',
        message: { zh: '同一外部编号已经到达过', en: 'The same external id arrived before' },
      },
    ]
  if ('likely' in match) return [likelyReason(match.likely, fields)]
  const { agreed, held, verdict } = match
  const named = agreed.map((term) => told(term, fields))
  const zh = named.map(({ label }) => label.zh).join('、')
  const en = named.map(({ label }) => label.en).join(', ')
  const whom =
    held.leadId === null
      ? { zh: '老客户', en: 'a known customer' }
      : { zh: '已有线索', en: 'a lead already held' }
  const [only] = agreed.length === 1 ? agreed : []
  const code = verdict === 'ask' ? 'match.ask' : only ? codeOf(only) : 'match.rule'
  const field = named[0]?.field
  const ask =
    verdict === 'ask'
      ? { zh: '，可能是同一个，请人判断', en: '; whether the two are one is for a person to say' }
      : { zh: '', en: '' }
  return [
    {
      code,
      ...(field ? { field } : {}),
      message: { zh: `${zh}与${whom.zh}相同${ask.zh}`, en: `Of ${whom.en}: the same ${en}${ask.en}` },
    },
  ]
}

/** How sure it is, and in what the two are alike, the weightiest first. */
export function likelyReason({ probability, evidence }: Likely, fields: Fields): MatchReason {
  const speaking = evidence.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight)
  const said = speaking.map(({ field, level }) => ({
    label: fields.get(field)?.label ?? keyed(field),
    words: levelWords[level] ?? { zh: level, en: level },
  }))
  const zh = said.map(({ label, words }) => `${label.zh}${words.zh}`).join('、')
  const en = said.map(({ label, words }) => `${label.en} ${words.en}`).join(', ')
  const share = probability >= 0.9995 ? '99.9' : String(Math.floor(probability * 1000) / 10)
  return {
    code: 'match.likely',
    ...(speaking[0] ? { field: speaking[0].field } : {}),
    message: {
      zh: `很可能与已有线索是同一个（${share}%）：${zh}`,
      en: `Very likely a lead already held (${share} %): ${en}`,
    },
  }
}

/** Of a field that is no longer there, its key. */
const keyed = (field: string): Label => ({
  zh: field.replace(/^custom\./, ''),
  en: field.replace(/^custom\./, ''),
})

function codeOf(term: MatchTerm): string {
  return `match.same_${term.kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`
}

function told(term: MatchTerm, fields: Fields): { field: string; label: Label } {
  if (term.kind === 'logic') return { field: '', label: { zh: term.name, en: term.name } }
  if (term.kind === 'field') {
    const label = fields.get(term.field)?.label ?? { zh: term.name, en: term.name }
    return { field: term.field, label }
  }
  const [field, zh, en] = common[term.kind]
  return { field, label: { zh, en } }
}
