import type { FeedbackReason } from '../score-feedback.ts'
import type { Better, Step } from './better.ts'
import { behaviourNames } from './names.ts'
import { overrideReason } from './override.ts'
import type { Score, Term } from './score.ts'

type Lang = 'zh' | 'en'

const SHOWN = 4

const words = {
  zh: {
    graded: (grade: string, score: string) => (grade ? `${grade} 级 ${score} 分` : `${score} 分，未分级`),
    colon: '：',
    comma: '，',
    none: '没有符合的评分项',
    rest: (n: number, points: string) => `另外 ${n} 项 ${points}`,
    cap: (group: string) => `${group}（组上下限）`,
    byHand: (by: string, because: string) => `${by}手动调整（${because}）`,
    to: (grade: string, missing: number | null) =>
      missing === null ? `要到 ${grade}` : `差 ${missing} 分到 ${grade}`,
    fill: (fields: string) => `补充${fields}`,
    fillFor: (fields: string, label: string) => `补充${fields}（若为“${label}”）`,
    list: '、',
    followup: '跟进一次',
    times: (did: string, n: number) => (n > 1 ? `${did}（还差 ${n} 次）` : did),
  },
  en: {
    graded: (grade: string, score: string) =>
      grade ? `${grade} with ${score} points` : `${score} points, no grade`,
    colon: ': ',
    comma: ', ',
    none: 'nothing on the scorecard applies',
    rest: (n: number, points: string) => `${n} more ${points}`,
    cap: (group: string) => `${group} (limit of the group)`,
    byHand: (by: string, because: string) => `set by ${by} (${because})`,
    to: (grade: string, missing: number | null) =>
      missing === null
        ? `To reach ${grade}`
        : `${missing} ${missing === 1 ? 'point' : 'points'} short of ${grade}`,
    fill: (fields: string) => `add ${fields}`,
    fillFor: (fields: string, label: string) => `add ${fields} (if “${label}”)`,
    list: ', ',
    followup: 'follow up once',
    times: (did: string, n: number) => (n > 1 ? `${did} (${n} more times)` : did),
  },
} as const

const figure = (points: number) => `${points < 0 ? '−' : ''}${Math.abs(points)}`
const signed = (points: number) => `${points < 0 ? '−' : '+'}${Math.abs(points)}`

/** What a term is called: by its criterion, by the group whose limit it is, or by who set it by hand and why. */
export function termName({ id, label }: Pick<Term, 'id' | 'label'>, lang: Lang): string {
  const w = words[lang]
  const because = overrideReason(id)
  if (because !== undefined) return w.byHand(label, reasonNames[because as FeedbackReason]?.[lang] ?? because)
  return id.startsWith('cap:') ? w.cap(label) : label || id
}

/** Why a grade is set by hand, or a score is called wrong. */
export const reasonNames: Readonly<Record<FeedbackReason, { readonly zh: string; readonly en: string }>> = {
  noBudget: { zh: '没有预算', en: 'no budget' },
  wrongPerson: { zh: '找错了人', en: 'wrong person' },
  wrongProduct: { zh: '产品不对口', en: 'wrong product' },
  customerAlready: { zh: '已经是客户', en: 'already a customer' },
  hotter: { zh: '比看上去热得多', en: 'much hotter than it looks' },
  wrongData: { zh: '资料有误', en: 'wrong data' },
  other: { zh: '其他原因', en: 'another reason' },
}

/** Why a lead has its grade, in one sentence: the terms that weigh most, and what the others come to. */
export function reasonOf(
  { score, grade, terms }: Pick<Score, 'score' | 'grade' | 'terms'>,
  lang: Lang,
): string {
  const w = words[lang]
  const telling = terms
    .filter(({ points }) => points !== 0)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
  const rest = telling.slice(SHOWN)
  const said = telling.slice(0, SHOWN).map(({ id, label, points }) => {
    return `${termName({ id, label }, lang)} ${signed(points)}`
  })
  if (rest.length > 0)
    said.push(w.rest(rest.length, signed(rest.reduce((sum, { points }) => sum + points, 0))))
  return `${w.graded(grade, figure(score))}${w.colon}${said.length > 0 ? said.join(w.comma) : w.none}`
}

/** What would bring it to a better grade, in one sentence. */
export function betterSaid({ grade, missing, steps }: Better, lang: Lang): string {
  const w = words[lang]
  return `${w.to(grade, missing)}${w.colon}${steps.map((step) => `${stepSaid(step, lang)} ${signed(step.gain)}`).join(w.list)}`
}

function stepSaid(step: Step, lang: Lang): string {
  const w = words[lang]
  if (step.kind === 'followup') return w.followup
  if (step.kind === 'facts') {
    const fields = step.fields.map(({ label }) => label[lang]).join(w.list)
    return step.whatever || !step.label ? w.fill(fields) : w.fillFor(fields, step.label)
  }
  const [did] = step.did
  return w.times(step.label || (did ? behaviourNames[did.kind][lang] : ''), step.did.length)
}
