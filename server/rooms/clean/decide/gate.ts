/** Is a lead complete enough to count? The requirements of its source decide; presets are where an admin starts from. */
import { type Gate, gatePresets } from '../../../../contract/policy.ts'
import type { Fields, Label } from '../../../../rules/fields.ts'
import { type LeadFacts, matches, type Moment } from '../../../../rules/matches.ts'
import type { Cleaned, Column, LeadValues } from './clean.ts'
import { listed, type Reason, reason } from './reasons.ts'

/** A gate as a preset starts it. */
export function gateOf(preset: keyof typeof gatePresets, mode: Gate['mode'] = 'quarantine'): Gate {
  return { preset, mode, requirements: [...gatePresets[preset]] }
}

interface ReadyRequirement {
  need: readonly { key: string; label: Label }[]
  /** All of them where the requirement names no number. */
  least: number | null
  applies: (facts: LeadFacts) => boolean
}
export interface ReadyGate {
  mode: Gate['mode']
  requirements: readonly ReadyRequirement[]
  /** Days that a lead it keeps may wait, and how many of them are left when managers are told; null: for ever. */
  wait: { days: number; warn: number } | null
}

const WARN = 2

/** Compiles a gate once for a batch of leads: its conditions at one moment, its labels from the fields. */
export function readyGate(gate: Gate, fields: Fields, at: Moment): ReadyGate {
  const always = () => true
  const kinds = new Map(gate.kinds?.map(({ id, when }) => [id, matches(when, fields, at)]))
  const requirements = gate.requirements.map(({ need, atLeast, when, kind }) => {
    const ofKind = (kind && kinds.get(kind)) || always
    const holds = when ? matches(when, fields, at) : always
    return {
      need: need.map((key) => ({ key, label: fields.get(key)?.label ?? { zh: key, en: key } })),
      least: atLeast ?? null,
      applies: (facts: LeadFacts) => ofKind(facts) && holds(facts),
    }
  })
  const { mode, refuseAfterDays: days, warnDays } = gate
  return { mode, requirements, wait: days ? { days, warn: warnDays ?? WARN } : null }
}

/** A value that could not be read is as missing as an empty one. */
function has(values: LeadValues, key: string): boolean {
  if (key === 'source') return true
  const value = key.startsWith('custom.') ? values.attrs[key.slice(7)] : values[key as Column]
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  )
}

function lacking({ need, least }: ReadyRequirement, { values, problems, dead }: Judged): Reason[] {
  const missing = need.filter(({ key }) => !has(values, key) || dead?.has(key))
  // What stands there and leads nowhere is as missing, for a reason of its own
  const deadEnds = missing
    .filter(({ key }) => has(values, key))
    .map(({ key, label }) => reason('field.unreachable', key, { label }))
  const have = need.length - missing.length
  // Of what was written but can't be read, the reason is what is wrong with it
  const misread = problems.filter(({ field }) => missing.some(({ key }) => key === field))
  if (least === null) {
    const told = [...misread, ...deadEnds]
    const silent = missing.filter(({ key }) => !told.some(({ field }) => field === key))
    return [...silent.map(({ key, label }) => reason('gate.missing', key, { label })), ...told]
  }
  if (have >= least) return []
  const params = { least: both(least), have: both(have) }
  const label = listed(need.map((one) => one.label))
  return [reason('gate.too_few', need[0]?.key ?? '', { label, params }), ...misread, ...deadEnds]
}

const both = (number: number): Label => ({ zh: String(number), en: String(number) })

type Judged = Pick<Cleaned, 'values' | 'problems'> & {
  /** The fields whose value was found to reach nobody. */
  readonly dead?: ReadonlySet<string>
}
export interface Verdict {
  pass: boolean
  /** Each field once, in the order the gate asks; [] when it passes. */
  reasons: Reason[]
}

/**
 * Judges one cleaned lead. What happens to one that fails is the gate's mode: kept in quarantine, or refused. `facts` is
 * what conditions see, where more is known of the lead than its values (sourceId, door, tags).
 */
export function judge(lead: Judged, gate: ReadyGate, facts: LeadFacts = { ...lead.values }): Verdict {
  const reasons = gate.requirements.flatMap((requirement) =>
    requirement.applies(facts) ? lacking(requirement, lead) : [],
  )
  const once = reasons.filter(
    (one, at) => reasons.findIndex((other) => other.code === one.code && other.field === one.field) === at,
  )
  return { pass: once.length === 0, reasons: once }
}

/** All reasons as one line: 无效线索：缺少职位、电话. */
export function summary(reasons: readonly Reason[], fields: Fields): Label {
  const missing = reasons.filter(({ code }) => code === 'gate.missing')
  const names = listed(missing.map(({ field }) => fields.get(field)?.label ?? { zh: field, en: field }))
  const others = reasons.filter(({ code }) => code !== 'gate.missing').map(({ message }) => message)
  const zh = [
    ...(missing.length ? [`缺少${names.zh}`] : []),
    ...others.map((one) => one.zh.replace('无效线索：', '')),
  ]
  const en = [
    ...(missing.length ? [`missing ${names.en}`] : []),
    ...others.map((one) => one.en.replace('Invalid lead: ', '')),
  ]
  return { zh: `无效线索：${zh.join('；')}`, en: `Invalid lead: ${en.join('; ')}` }
}
