import type { BehaviourKind } from '../../../contract/behaviour.ts'
import type { Card, Criterion, CriterionGroup, Fading, Grading } from '../../../contract/scorecard.ts'
import { behaviourNames } from '../../../contract/scoring/names.ts'
import { wordsIn } from '../../app/language.tsx'
import type { Said, Saying } from './saying.ts'
import { scorePolicyWords } from './scoreWords.ts'

type EventCriterion = Extract<Criterion, { kind: 'event' }>
type SilenceCriterion = Extract<Criterion, { kind: 'silence' }>

/** +30, −6, ±0. */
export function signed(points: number): string {
  return `${points > 0 ? '+' : points < 0 ? '−' : '±'}${Math.abs(points)}`
}

/** What behaviour of a kind is called. */
export function behaviourName(kind: BehaviourKind, lang: Saying['lang']): string {
  return behaviourNames[kind][lang]
}

/** +30 能拍板的职位：职位包含 “总”. */
export function sayCriterion(criterion: Criterion, say: Saying): Said {
  const w = wordsIn(scorePolicyWords, say.lang)
  const what =
    criterion.kind === 'fact'
      ? say.condition(criterion.when)
      : criterion.kind === 'event'
        ? sayEvent(criterion, say)
        : saySilence(criterion, say)
  return [
    { text: signed(criterion.points), kind: 'value' },
    ' ',
    ...(criterion.label ? [`${criterion.label}${w.because}`] : []),
    what,
  ]
}

/** 近 30 天内打开网页（含“价格”），每次都算，每 7 天减半，最多 40 分. */
function sayEvent({ event, about, counts, withinDays, fading, most }: EventCriterion, say: Saying): string {
  const w = wordsIn(scorePolicyWords, say.lang)
  const did = `${behaviourName(event, say.lang)}${about ? w.about(about) : ''}`
  const times =
    counts.kind === 'each' ? w.eachTime : (counts.atLeast ?? 1) > 1 ? w.fromTime(counts.atLeast ?? 1) : w.once
  return [
    withinDays === undefined ? did : w.within(did, withinDays),
    times,
    ...(fading ? [sayFading(fading, say)] : []),
    ...(most === undefined ? [] : [w.atMost(most)]),
  ].join(w.comma)
}

function sayFading(fading: Fading, say: Saying): string {
  const w = wordsIn(scorePolicyWords, say.lang)
  if (fading.kind === 'halfLife') return w.halves(fading.days)
  return w.steps(fading.steps.map(({ afterDays, keep }) => w.step(afterDays, keep)).join(w.list))
}

/** 14 天没有动静，之后每 7 天再扣一次，最多扣 30 分. */
function saySilence({ afterDays, everyDays, most }: SilenceCriterion, say: Saying): string {
  const w = wordsIn(scorePolicyWords, say.lang)
  return [
    w.silent(afterDays),
    ...(everyDays === undefined ? [] : [w.again(everyDays)]),
    ...(most === undefined ? [] : [w.atMost(most)]),
  ].join(w.comma)
}

/** 行为（行为），合计 0 到 40 分. */
export function sayGroup({ label, kind, least, most }: CriterionGroup, say: Saying): string {
  const w = wordsIn(scorePolicyWords, say.lang)
  const caps = [
    ...(least === undefined ? [] : [w.groupLeast(least)]),
    ...(most === undefined ? [] : [w.groupMost(most)]),
  ]
  const name =
    label.toLowerCase() === w[kind].toLowerCase() ? label : `${label || w.unnamed}${w.ofKind(w[kind])}`
  return [name, ...caps].join(w.comma)
}

/** 等级：A ≥ 60 · B ≥ 30; on a grid the two axes. */
export function sayGrading(grading: Grading, say: Saying): string {
  const w = wordsIn(scorePolicyWords, say.lang)
  const steps = (all: readonly { grade: string; from: number }[]) =>
    all.map(({ grade, from }) => `${grade} ≥ ${from}`).join(' · ')
  if (grading.kind === 'grid') return w.gridOf(steps(grading.fit), steps(grading.behaviour))
  return grading.steps.length === 0 ? w.noGrades : w.grades + steps(grading.steps)
}

/** 华南：地区在 华南; a card for every lead says so. */
export function sayCard(
  { name, when, retired }: Pick<Card, 'name' | 'when' | 'retired'>,
  say: Saying,
): string {
  const w = wordsIn(scorePolicyWords, say.lang)
  if (retired) return `${name}${w.because}${w.retired}`
  return `${name}${w.because}${when ? say.condition(when) : w.everyLead}`
}
