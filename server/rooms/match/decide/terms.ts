import type { Field, Fields } from '../../../../rules/fields.ts'
import type { MatchTerm } from '../../../../rules/matching.ts'
import { fold } from '../../../../rules/probe.ts'
import { companyCore } from '../../../lead/company.ts'
import {
  addressKey,
  coreKey,
  coreUnits,
  folded,
  ownHost,
  phoneEndKey,
  wholeName,
} from '../../../lead/keys.ts'
import type { Known } from './known.ts'
import { alikeByEdits, jaroWinkler, sharedOf } from './similar.ts'

/**
 * A term made ready: whether two records agree in it, and how whoever agrees is found. A *probe* is a key of lead/keys.ts
 * (`p:+86138…`), the beginning of one (`c:仁科*`), two keys on two lines, or a value of a fast field (`f:KEY=value`). For any records that agree,
 * the probes of the one are among the marks of the other: `probes(a)` are looked up, `marks(b)` are what b is found by.
 */
export interface ReadyTerm {
  readonly agrees: (a: Known, b: Known) => boolean
  readonly probes: (a: Known) => readonly string[]
  readonly marks: (b: Known) => readonly string[]
  /** Told by keys alone, which have to be looked up whatever else is: a record's values do not tell all of them. */
  readonly byKeys: boolean
}

/** Makes a term ready; `logic` terms are put in their places before. */
export function readyTerm(term: MatchTerm, fields: Fields): ReadyTerm {
  switch (term.kind) {
    case 'phone':
      return byLetter('p:')
    case 'email':
      return byLetter('e:')
    case 'wechat':
      return byLetter('w:')
    case 'creditCode':
      return byLetter('u:')
    case 'phoneEnd':
      return byPhoneEnd(term.digits)
    case 'address':
      return byKey(({ address }) => (address ? addressKey(address) : null))
    case 'domain':
      return byKey(({ email }) => {
        const host = email ? ownHost(email) : null
        return host && `h:${host}`
      })
    case 'company':
      return byKey(({ company }) => coreKey(coreOf(company)))
    case 'name':
      return byKey(({ name }) => nameKey(name))
    case 'pinyin':
      return byPinyin
    case 'nameLike':
      return unserved((a, b) => nameLike(a, b) >= term.atLeast)
    case 'companyLike':
      return byCompany(term)
    case 'field':
      return byField(fields.get(term.field), term.field)
    case 'logic':
      throw new TypeError(`term ${term.name}: its logic has to be put in its place first`)
  }
}

function byLetter(letter: string): ReadyTerm {
  const keysOf = ({ keys }: Known) => [...keys].filter((key) => key.startsWith(letter))
  return {
    agrees: (a, b) => keysOf(a).some((key) => b.keys.has(key)),
    probes: keysOf,
    marks: keysOf,
    byKeys: true,
  }
}

/** The last digits of every phone, as the beginning of the key that has its digits backwards. */
function byPhoneEnd(digits: number): ReadyTerm {
  const ends = ({ keys }: Known) =>
    [...keys].flatMap((key) => {
      if (key.startsWith('t:')) return [key] // it was found by this one
      return key.startsWith('p:') && key.length > digits + 3 ? [`${phoneEndKey(key.slice(-digits))}*`] : []
    })
  return { agrees: (a, b) => shares(ends(a), ends(b)), probes: ends, marks: ends, byKeys: true }
}

const shares = (a: readonly string[], b: readonly string[]) => a.some((each) => b.includes(each))

/** Equal where one key, reckoned from a record's values, is. */
function byKey(keyOf: (record: Known) => string | null): ReadyTerm {
  const keys = (record: Known) => {
    const key = keyOf(record)
    return key === null ? [] : [key]
  }
  return {
    agrees: (a, b) => {
      const key = keyOf(a)
      return key !== null && key === keyOf(b)
    },
    probes: keys,
    marks: keys,
    byKeys: false,
  }
}

function unserved(agrees: ReadyTerm['agrees']): ReadyTerm {
  const none = () => []
  return { agrees, probes: none, marks: none, byKeys: false }
}

const coreOf = (company: string | null | undefined) => (company ? companyCore(company) : '')

function nameKey(name: string | null | undefined): string | null {
  const whole = name ? wholeName(name).written : ''
  return whole === '' ? null : `n:${whole}`
}

const soundOf = ({ name }: Known) => (name ? wholeName(name).sounds : '')

/** 张明, 章鸣 and zhang ming sound alike. A Chinese name is found by y:, one in letters by n:. */
const byPinyin: ReadyTerm = {
  agrees: (a, b) => soundOf(a) !== '' && soundOf(a) === soundOf(b),
  probes: (a) => (soundOf(a) ? [`y:${soundOf(a)}`, `n:${soundOf(a)}`] : []),
  marks: (b) => {
    const sound = soundOf(b)
    if (!sound) return []
    return [wholeName(b.name ?? '').written === sound ? `n:${sound}` : `y:${sound}`]
  },
  byKeys: false,
}

function nameLike(a: Known, b: Known): number {
  if (!a.name || !b.name) return 0
  return Math.max(jaroWinkler(folded(a.name), folded(b.name)), jaroWinkler(soundOf(a), soundOf(b)))
}

/**
 * A core as companies are compared by likeness: its Chinese characters and Latin words, at most twelve; one that stands
 * alone among longer ones says nothing. Its pairs are its words, and its neighbouring characters two by two.
 */
export function likenessOf(company: string | null | undefined): { units: string[]; pairs: Set<string> } {
  const all = coreUnits(coreOf(company))
  const single = (at: number) => all[at]?.length === 1
  const units = all.filter((_, at) => !single(at) || single(at - 1) || single(at + 1))
  const pairs = all.flatMap((unit, at) => {
    if (!single(at)) return [unit]
    return single(at + 1) ? [unit + all[at + 1]] : []
  })
  return { units, pairs: new Set(pairs) }
}

/** A little more than nothing: shares are fractions, and 0.8 of five is four. */
const EPSILON = 1e-9

/**
 * Company cores that are alike. Pairs and edits have a bound: whoever is as alike as asked shares one of a few of its
 * pairs, and the rarest of them are looked up.
 */
function byCompany({ by, atLeast }: Extract<MatchTerm, { kind: 'companyLike' }>): ReadyTerm {
  if (by === 'jaroWinkler')
    return unserved((a, b) => jaroWinkler(folded(coreOf(a.company)), folded(coreOf(b.company))) >= atLeast)
  const enough = by === 'pairs' ? pairsNeeded : pairsNeededForEdits
  return {
    agrees: (a, b) => {
      const [one, other] = [likenessOf(a.company), likenessOf(b.company)]
      const alike = by === 'pairs' ? sharedOf(one.pairs, other.pairs) : alikeByEdits(one.units, other.units)
      return alike + EPSILON >= atLeast
    },
    probes: ({ company }) => {
      const like = likenessOf(company)
      const rarest = [...like.pairs].toSorted((a, b) => commonness(a) - commonness(b))
      return rarest.slice(0, enough(like, atLeast)).map(pairMark)
    },
    marks: ({ company }) => [...likenessOf(company).pairs].map(pairMark),
    byKeys: false,
  }
}

const pairMark = (pair: string) => `c:${pair}*`

/** Of n pairs at least t·n are shared by whoever is alike, so any n − ⌈t·n⌉ + 1 of them hold one that is. */
function pairsNeeded({ pairs }: ReturnType<typeof likenessOf>, atLeast: number): number {
  return pairs.size - Math.ceil(atLeast * pairs.size - EPSILON) + 1
}

/** An edit breaks two pairs at most; the longer of two that are alike has at most units ÷ t. */
function pairsNeededForEdits({ units }: ReturnType<typeof likenessOf>, atLeast: number): number {
  const longest = Math.floor(units.length / atLeast + EPSILON)
  return 2 * Math.floor((1 - atLeast) * longest + EPSILON) + 1
}

/** Pairs that half the country's companies are called by, commonest last: they are looked up only when nothing rarer is left. */
const trades = (
  '装饰 汽车 能源 材料 机电 食品 医疗 物流 设备 环保 咨询 生物 智能 工贸 软件 机械 传媒 电子 文化 教育 建设 管理 工程 ' +
  '投资 信息 网络 实业 发展 商贸 贸易 服务 技术 科技'
).split(' ')

const commonness = (pair: string) => trades.indexOf(pair)

function byField(field: Field | undefined, address: string): ReadyTerm {
  const valueOf = (record: Known): string | null => {
    const raw = address.startsWith('custom.')
      ? record.attrs[address.slice(7)]
      : record[address as keyof Known]
    if (typeof raw === 'string') return raw === '' ? null : fold(raw)
    return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : null
  }
  const marks = (record: Known) => {
    const value = valueOf(record)
    return value === null || !field?.fast ? [] : [`f:${field.key}=${value}`]
  }
  return {
    agrees: (a, b) => {
      const value = valueOf(a)
      return value !== null && value === valueOf(b)
    },
    probes: marks,
    marks,
    byKeys: false,
  }
}
