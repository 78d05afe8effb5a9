import type { Label } from './fields.ts'
import { logicCaps } from './logic.ts'

/** What is wrong with a match policy, where, in words that say what would mend it. */
export interface MatchProblem {
  readonly code: keyof typeof matchProblems
  /** The rule or term it is in. */
  readonly in: string
  readonly params: Readonly<Record<string, string | number>>
}

const matchProblems = {
  'match.logic_empty': {
    zh: '“{in}”的逻辑是空的；请写上条件项，如 (A 且 B) 或 C',
    en: 'The logic of "{in}" is empty; name terms, as in (A and B) or C',
  },
  'match.logic_unreadable': {
    zh: '“{in}”的逻辑在第 {at} 个字符处读不懂（“{found}”）；请写成 (A 且 B) 或 C 的样子',
    en: 'The logic of "{in}" cannot be read at character {at} ("{found}"); write it as in (A and B) or C',
  },
  'match.logic_open': {
    zh: '“{in}”的逻辑少了一个右括号；请补上',
    en: 'The logic of "{in}" lacks a closing bracket; add it',
  },
  'match.logic_large': {
    zh: '“{in}”的逻辑太大：最多 {terms} 个条件项、{depth} 层括号、{length} 个字符；请拆成几条规则',
    en: 'The logic of "{in}" is too large: at most {terms} terms, {depth} brackets deep, {length} characters; split it into several rules',
  },
  'match.term_unknown': {
    zh: '“{in}”用了没有定义的条件项“{term}”；请先定义它，或改用：{known}',
    en: '"{in}" names the term "{term}", which there is not; define it first, or use one of: {known}',
  },
  'match.term_name': {
    zh: '条件项不能叫“{in}”；请用字母或汉字开头、最多 20 个字，且不是“且、或、非”',
    en: 'A term cannot be called "{in}"; begin with a letter, use at most 20 letters and digits, and not "and", "or", "not"',
  },
  'match.term_twice': {
    zh: '有两个条件项都叫“{in}”；请给其中一个改名',
    en: 'Two terms are called "{in}"; rename one of them',
  },
  'match.term_circle': {
    zh: '条件项“{in}”绕回了自己（{circle}）；请去掉其中一处引用',
    en: 'The term "{in}" leads back to itself ({circle}); take one of these references out',
  },
  'match.field_unknown': {
    zh: '条件项“{in}”用的字段“{field}”不存在；请改选一个，或在“设置 → 字段”里新建',
    en: 'The term "{in}" compares the field "{field}", which there is not; choose another, or add it under Settings → Fields',
  },
  'match.unserved': {
    zh: '规则“{in}”会把每条线索和所有线索逐一比较：{terms} 没有索引可用。请用“且”加上电话、邮箱、公司等能查到的条件项，或把相似改为“共有字对”或“编辑距离 ≥ 80 %”',
    en: 'The rule "{in}" would compare every lead with every other: no index serves {terms}. Join it by "and" to a term that one serves (phone, e-mail, company …), or compare companies by shared pairs or by edits at 80 % or more',
  },
  'match.not_of_customers': {
    zh: '规则“{in}”要和老客户比，但老客户没有 {terms}，这条规则对他们永远不成立。请改为只和线索比，或换用老客户也有的条件项（电话、公司、自定义字段等）',
    en: 'The rule "{in}" is compared with known customers, who have no {terms}, so it could never hold of one. Compare it with leads only, or use terms that customers have (phone, company, custom fields …)',
  },
  'match.likelihood_range': {
    zh: '“按可能性判断”的门槛必须大于 0、小于 100%；现在是 {share}%。请改成如 80% 的数，或留空不用',
    en: 'A threshold of likelihood must lie above 0 % and below 100 %; it is {share} %. Set it to 80 %, say, or leave it empty',
  },
  'match.likelihood_order': {
    zh: '“请人看”的门槛（{ask}%）不能高于“自动关联”的门槛（{link}%）；请把前者调低或后者调高',
    en: 'The threshold for asking a person ({ask} %) cannot lie above the one for linking ({link} %); lower the first or raise the second',
  },
} as const satisfies Record<string, Label>

/** The problem in the reader's language. */
export function matchProblemSentence({ code, in: place, params }: MatchProblem, lang: keyof Label): string {
  const filled: Record<string, string | number> = { ...logicCaps, ...params, in: place }
  return matchProblems[code][lang].replace(/\{(\w+)\}/g, (whole, key: string) => String(filled[key] ?? whole))
}
