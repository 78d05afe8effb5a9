import type { FeedbackReason } from '../../../contract/score-feedback.ts'
import { reasonNames } from '../../../contract/scoring/reason.ts'
import { wordsIn } from '../../app/language.tsx'
import type { Lang } from '../../app/language.tsx'
import { type Merit, meritWords, sayMerit, share } from '../policy/merit.ts'
import { obstacleWords } from '../policy/obstacleWords.ts'
import type { TrailEntry } from './lead.ts'
import { changeOf, object, purposeName, text, texts } from './trail.ts'
import type { Naming } from './trail.ts'
import { trailWords } from './trailWords.ts'

/** A line of an entry's proof: what it is about, and what it says. */
export interface Proof {
  label: string
  value: string
}

interface PassedOver {
  userId: string
  because: string
}

/** Who was passed over for this lead and why, in one line; empty when nobody was. */
export function passedOver(entry: TrailEntry, naming: Naming): string {
  const w = wordsIn(trailWords, naming.lang)
  const without = listOf<PassedOver>(object(entry.data['why'])['without'])
  const customer = object(object(entry.data['why'])['customer']) as { holderId?: string; because?: string }
  const passed =
    customer.holderId && customer.because ? [{ userId: customer.holderId, because: customer.because }] : []
  const names = [...passed, ...without].map(({ userId, because }) =>
    w.whoWhy(
      naming.name(userId) ?? w.user,
      (wordsIn(obstacleWords, naming.lang) as Readonly<Record<string, string>>)[because] ?? because,
    ),
  )
  return names.length > 0 ? w.without(names.join(w.list)) : ''
}

/** What an entry rests on: the rule and its version, the rules before it, reasons, what was noted of it, the score's terms. */
export function proofsOf(entry: TrailEntry, naming: Naming): Proof[] {
  const { rule, data } = entry
  const w = wordsIn(trailWords, naming.lang)
  const lines: Proof[] = []
  if (rule)
    lines.push({
      label: w.by,
      value: rule.name ? w.ruleVersion(rule.name, rule.version) : w.policyVersion(rule.version),
    })
  const passed = listOf<{ because: string }>(object(data['why'])['passed'])
  const why = passed[0] && { capacity: w.capacity, nobody: w.nobodyFree }[passed[0].because]
  if (why) lines.push({ label: '', value: w.passed(passed.length, why) })
  lines.push(...meritProofs(data, naming.lang))
  const referrer = text(object(object(data['why'])['pointed'])['referrerId'])
  if (referrer) lines.push({ label: w.referrer, value: naming.name(referrer) ?? w.someone })
  const reasons = listOf<{ message: unknown }>(object(data['why'])['reasons'])
  for (const { message } of [...reasons, ...listOf<{ message: unknown }>(data['notes'])])
    lines.push({
      label: '',
      value: typeof message === 'string' ? message : text(object(message)[naming.lang]),
    })
  for (const { label, points } of listOf<{ label: string; points: number }>(data['terms']))
    lines.push({ label: points > 0 ? `+${points}` : String(points).replace('-', '−'), value: label })
  const tags = listOf<{ tag: string }>(data['tags']).map(({ tag }) => tag)
  if (tags.length > 0) lines.push({ label: w.tags, value: tags.join(w.list) })
  const consents = listOf<{ purpose: string; granted: boolean }>(data['consents'])
  if (consents.length > 0) {
    const said = consents.map(({ purpose, granted }) => {
      const called = purposeName(purpose, naming)
      return granted ? called : w.consentNo(called)
    })
    lines.push({ label: w.consent, value: said.join(w.list) })
  }
  return lines
}

/** Of a lead that went to whoever was likeliest to win it: what decided, and with what chances. */
function meritProofs(data: TrailEntry['data'], lang: Lang): Proof[] {
  const m = wordsIn(meritWords, lang)
  const merit = object(object(data['why'])['merit']) as Partial<Merit>
  const best = object(data['best']) as { chance?: number; of?: number; dial?: number }
  const told = merit.by ? sayMerit(merit as Merit, lang) : []
  const dealt = best.of === undefined ? [] : [m.batch(best.of, share(best.dial ?? 1))]
  const chance = best.chance ?? merit.chance
  return [...told, ...dealt, ...(typeof chance === 'number' ? [m.chance(share(chance))] : [])].map(
    (value) => ({ label: '', value }),
  )
}

/** What was there before and what came, field by field; a hidden value is said to be hidden. */
export function changesOf(entry: TrailEntry, naming: Naming): Proof[] {
  const w = wordsIn(trailWords, naming.lang)
  const said = (value: unknown) => texts(value).join(w.list) || text(value) || w.empty
  const told = new Set(['stage', 'tags', 'collaborators'])
  return entry.changes
    .filter(({ field }) => !told.has(field))
    .map(({ field, before, after }) => ({
      label: naming.field(field),
      value: `${said(before)} → ${said(after)}`,
    }))
}

/** The reason somebody gave: of a release, an end, an assignment by hand. */
export function reasonOf(entry: TrailEntry, lang: Lang): string {
  const named = reasonNames[entry.data['reason'] as FeedbackReason]?.[lang]
  if (named !== undefined && entry.kind.startsWith('score_'))
    return [named, text(entry.data['said'])].filter(Boolean).join(lang === 'zh' ? '：' : ': ')
  return text(entry.data['reason']) || text(changeOf(entry, 'stageReason')?.after)
}

function listOf<T>(raw: unknown): readonly T[] {
  return Array.isArray(raw) ? (raw as T[]) : []
}
