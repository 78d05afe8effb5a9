import type { Logic } from '../../../rules/logic.ts'
import { readLogic } from '../../../rules/logic.ts'
import type { HeldState, MatchPolicy, MatchRule, MatchTerm } from '../../../rules/matching.ts'
import { heldStates } from '../../../rules/matching.ts'
import { defineWords, wordsIn } from '../../app/language.tsx'
import type { Said, Saying } from './saying.ts'

export const matchSaying = defineWords({
  phone: ['电话相同', 'same phone'],
  email: ['邮箱相同', 'same e-mail'],
  wechat: ['微信号相同', 'same WeChat id'],
  creditCode: ['信用代码相同', 'same credit code'],
  company: ['公司主名相同', 'same company core'],
  address: ['地址相同', 'same address'],
  domain: ['企业邮箱域名相同', 'same e-mail domain'],
  name: ['姓名相同', 'same name'],
  pinyin: ['姓名同音', 'name that sounds the same'],
  phoneEnd: [(n: number) => `电话后 ${n} 位相同`, (n: number) => `same last ${n} digits of the phone`],
  companyLike: [(share: string) => `公司名相似 ≥ ${share}`, (share: string) => `company alike ≥ ${share}`],
  nameLike: [(share: string) => `姓名相似 ≥ ${share}`, (share: string) => `name alike ≥ ${share}`],
  field: [(field: string) => `${field}相同`, (field: string) => `same ${field}`],
  and: [' 且 ', ' and '],
  or: [' 或 ', ' or '],
  not: ['非 ', 'not '],
  arrow: [' → ', ' → '],
  refuse: ['拒收', 'refuse'],
  alert: ['拒收并提醒负责人', 'refuse, tell the holder'],
  link: ['新建并关联', 'new lead, linked'],
  merge: ['并入原线索', 'join the lead held'],
  reenquire: ['算再次咨询', 'count as a new enquiry'],
  ask: ['请人判断', 'ask a person'],
  rep: ['在销售手里', 'with a rep'],
  pool: ['在公海', 'in a pool'],
  kept: ['在隔离或待核实', 'kept back'],
  closed: ['已流失或无效', 'lost or invalid'],
  converted: ['已成交', 'converted'],
  customer: ['是老客户', 'a known customer'],
  except: ['；', '; '],
  colon: ['：', ': '],
  list: ['、', ', '],
  certain: ['确定', 'certain'],
  likely: ['很可能', 'likely'],
  possible: ['可能', 'possible'],
  tells: ['告诉对方：', 'Whoever brings them is told: '],
  tellsNothing: ['只说已经有了', 'only that they are held'],
  tellsTeam: ['哪个团队负责', 'which team has them'],
  tellsName: ['由谁负责', 'who has them'],
  tellsUntil: ['保护到哪天', 'until when'],
  tellsStage: ['到哪一步', 'how far it is'],
  protectsFor: [
    (n: number) => `先录入的保护 ${n} 天`,
    (n: number) => `Who came first is protected for ${n} days`,
  ],
  renewed: ['，每次跟进重新起算', ', begun anew by each follow-up'],
  asksFrom: [
    (share: string) => `规则没找到的：可能性 ≥ ${share} 时请人看`,
    (share: string) => `Whom no rule finds: a person is asked from ${share} on`,
  ],
  linksFrom: [
    (share: string) => `规则没找到的：可能性 ≥ ${share} 时自动关联`,
    (share: string) => `Whom no rule finds: linked from ${share} on`,
  ],
  deadOver: [
    (share: string) => `；录入的有 ${share} 以上无效的不受保护`,
    (share: string) => `; not who had more than ${share} prove invalid`,
  ],
})

const exact = (share: number) => `${Math.round(share * 1000) / 10}%`

const percent = (share: number) => `${Math.round(share * 100)}%`

/** 公司名相似 ≥ 80%. */
export function sayMatchTerm(term: MatchTerm, say: Saying): string {
  const w = wordsIn(matchSaying, say.lang)
  switch (term.kind) {
    case 'phoneEnd':
      return w.phoneEnd(term.digits)
    case 'companyLike':
    case 'nameLike':
      return w[term.kind](percent(term.atLeast))
    case 'field':
      return w.field(say.field(term.field))
    case 'logic':
      return term.name
    default:
      return w[term.kind]
  }
}

/** (公司主名相同 且 姓名相同) 或 电话相同; a line that cannot be read stands as it is. */
export function sayLogic(line: string, terms: readonly MatchTerm[], say: Saying): string {
  const w = wordsIn(matchSaying, say.lang)
  const read = readLogic(line)
  if ('fault' in read) return line || '…'
  const words = (logic: Logic, inside: boolean): string => {
    if ('term' in logic) {
      const term = terms.find(({ name }) => name === logic.term)
      return term ? sayMatchTerm(term, say) : logic.term
    }
    if ('not' in logic) return w.not + words(logic.not, true)
    const parts = ('and' in logic ? logic.and : logic.or).map((part) => words(part, true))
    const said = parts.join('and' in logic ? w.and : w.or)
    return inside ? `(${said})` : said
  }
  return words(read.logic, false)
}

/** 电话相同 → 并入原线索；已流失或无效：新建并关联. The commonest answer first, then the states that differ. */
export function sayMatchRule(rule: MatchRule, terms: readonly MatchTerm[], say: Saying): Said {
  const w = wordsIn(matchSaying, say.lang)
  const main = rule.does[rule.against === 'customers' ? 'customer' : 'rep']
  const asked: readonly HeldState[] =
    rule.against === 'customers'
      ? ['customer']
      : heldStates.filter((state) => state !== 'customer' || rule.against === 'both')
  const other = Map.groupBy(
    asked.filter((state) => rule.does[state] !== main),
    (state) => rule.does[state],
  )
  const rest = [...other].map(
    ([action, states]) => w.except + states.map((state) => w[state]).join(w.list) + w.colon + w[action],
  )
  return [sayLogic(rule.logic, terms, say), w.arrow, { text: w[main], kind: 'value' }, ...rest]
}

export function sayTold({ told }: Pick<MatchPolicy, 'told'>, say: Saying): string {
  const w = wordsIn(matchSaying, say.lang)
  const parts = [
    ...(told.holder === 'team' ? [w.tellsTeam] : told.holder === 'name' ? [w.tellsName] : []),
    ...(told.until ? [w.tellsUntil] : []),
    ...(told.stage ? [w.tellsStage] : []),
  ]
  return w.tells + (parts.length > 0 ? parts.join(w.list) : w.tellsNothing)
}

/** 先录入的保护 30 天，每次跟进重新起算. */
export function sayProtects({ protects }: Pick<MatchPolicy, 'protects'>, say: Saying): string {
  const w = wordsIn(matchSaying, say.lang)
  const { days, renewed, deadShare } = protects
  return (
    w.protectsFor(days) +
    (renewed ? w.renewed : '') +
    (deadShare === null ? '' : w.deadOver(percent(deadShare)))
  )
}

/** 规则没找到的：可能性 ≥ 90% 时自动关联; nothing where likelihood is off. */
export function sayLikelihood({ likelihood }: Pick<MatchPolicy, 'likelihood'>, say: Saying): string[] {
  const w = wordsIn(matchSaying, say.lang)
  const { ask, link } = likelihood ?? { ask: null, link: null }
  const parts = [
    ...(ask === null ? [] : [w.asksFrom(exact(ask))]),
    ...(link === null ? [] : [w.linksFrom(exact(link))]),
  ]
  return parts.length > 0 ? [parts.join(w.except)] : []
}
