/** May a lead be routed? The compliance rules of its source decide; it is kept in any case. */
import type { CompliancePolicy, ComplianceRule } from '../../../../contract/policy.ts'
import type { Fields, Label } from '../../../../rules/fields.ts'
import { type LeadFacts, matches, type Moment } from '../../../../rules/matches.ts'
import { consentOf, type Said } from './ledger.ts'

/** A source as far as compliance asks of it. */
export interface Licensed {
  readonly sourceId: string
  readonly name: string
  readonly channel: string
  readonly licence: string | null
  /** The last day it is valid: '2026-12-31'. */
  readonly licenceUntil: string | null
}

export interface Purpose {
  readonly key: string
  readonly label: Label
}

/** What is known of a lead that is to be routed. */
export interface Subject {
  readonly facts: LeadFacts
  readonly source: Licensed | undefined
  /** All that its person ever said. */
  readonly said: readonly Said[]
  /** The rules somebody approved it by. */
  readonly approved: ReadonlySet<string>
}

/** Why a lead may not be routed yet: a code, the rule as `compliance:ID`, and the sentence with its remedy. */
export interface Bar {
  readonly code: `compliance.${'consent' | 'withdrawn' | 'licence' | 'licence_over' | 'approval'}`
  readonly field: string
  readonly message: Label
}

export interface Complier {
  readonly bars: (subject: Subject) => Bar[]
  /** Whether any rule asks what the person agreed to. */
  readonly asksConsent: boolean
  /** Who may approve by a rule; none for a rule that asks for no approval. */
  readonly approvers: (ruleId: string) => readonly string[]
}

type Policies = readonly { readonly kind: string; readonly scope: string; readonly body: unknown }[]

interface World extends At {
  readonly fields: Fields
  readonly sources: readonly Licensed[]
}

/** The compliance policies in force, compiled: each source's own, else the organisation's. */
export function complianceOf(policies: Policies, { fields, sources, ...at }: World) {
  const bodies = new Map(
    policies
      .filter(({ kind }) => kind === 'compliance')
      .map(({ scope, body }) => [scope, complier(body as CompliancePolicy, fields, at)]),
  )
  const licensed = new Map(sources.map((source) => [source.sourceId, source]))
  const all = [...bodies.values()]
  return {
    purposes: at.purposes,
    /** What bars a source's leads; undefined where no policy asks anything. */
    comply: (sourceId: string): Complier | undefined => bodies.get(sourceId) ?? bodies.get(''),
    licensed: (sourceId: string): Licensed | undefined => licensed.get(sourceId),
    compliance: { any: all.length > 0, asksConsent: all.some(({ asksConsent }) => asksConsent) },
  }
}

interface At {
  readonly moment: Moment
  /** The organisation's day, '2026-12-31'. */
  readonly day: string
  readonly purposes: readonly Purpose[]
}

/** Compiles a compliance policy once for a batch: what bars each lead from being routed, [] when nothing does. */
export function complier(policy: CompliancePolicy, fields: Fields, at: At): Complier {
  const active = policy.rules.filter((rule) => rule.active)
  const ready = active.map((rule) => ({
    rule,
    fits: rule.when ? matches(rule.when, fields, at.moment) : () => true,
  }))
  return {
    bars: (subject) =>
      ready.flatMap(({ rule, fits }) =>
        concerns(rule, subject.source) && fits(subject.facts) ? barOf(rule, subject, at) : [],
      ),
    asksConsent: active.some(({ needs }) => needs.kind === 'consent'),
    approvers: (ruleId) => {
      const needs = active.find(({ id }) => id === ruleId)?.needs
      return needs?.kind === 'approval' ? needs.by : []
    },
  }
}

function concerns({ channels }: ComplianceRule, source: Licensed | undefined): boolean {
  return !channels || channels.length === 0 || channels.includes(source?.channel ?? '')
}

function barOf(rule: ComplianceRule, subject: Subject, at: At): Bar[] {
  const { needs } = rule
  if (needs.kind === 'consent') {
    const { state } = consentOf(subject.said, needs, at.moment.now)
    if (state === 'granted') return []
    const purpose = at.purposes.find(({ key }) => key === needs.purpose)?.label ?? twice(needs.purpose)
    return [bar(state === 'none' ? 'consent' : 'withdrawn', rule, purpose)]
  }
  if (needs.kind === 'approval')
    return subject.approved.has(rule.id) ? [] : [bar('approval', rule, approvalOf(rule))]
  const { licence = null, licenceUntil = null, name = '' } = subject.source ?? {}
  if (!licence) return [bar('licence', rule, twice(name))]
  return licenceUntil !== null && licenceUntil < at.day ? [bar('licence_over', rule, twice(name))] : []
}

const twice = (text: string): Label => ({ zh: text, en: text })

const flags = {
  conflict: { zh: '利益冲突', en: 'Conflict of interest' },
  bribery: { zh: '反商业贿赂', en: 'Anti-bribery' },
  reward: { zh: '推荐奖励', en: 'Referral reward' },
  other: { zh: '合规', en: 'Compliance' },
} as const
const approverNames = {
  manager: { zh: '主管', en: 'a manager' },
  admin: { zh: '管理员', en: 'an admin' },
} as const

function approvalOf({ name, needs }: ComplianceRule): Label {
  if (needs.kind !== 'approval') return twice(name)
  const by = needs.by.map((role) => approverNames[role])
  const called = name ? { zh: `“${name}”`, en: ` "${name}"` } : twice('')
  return {
    zh: `${flags[needs.flag].zh}${called.zh}需${by.map(({ zh }) => zh).join('或')}`,
    en: `${flags[needs.flag].en}${called.en} needs ${by.map(({ en }) => en).join(' or ')}`,
  }
}

const sentences = {
  consent: [
    '合规：没有“{what}”的同意凭证，暂不分配；请取得同意并在线索上记录',
    'Compliance: no proof of consent to "{what}", so it is not routed; obtain it and record it on the lead',
  ],
  withdrawn: [
    '合规：本人已撤回对“{what}”的同意，不予分配；须本人重新同意',
    'Compliance: consent to "{what}" was taken back, so it is not routed; the person has to agree anew',
  ],
  licence: [
    '合规：来源“{what}”没有登记数据许可，暂不分配；请在“来源”里填写',
    'Compliance: the source "{what}" has no licence on record, so it is not routed; enter it under Sources',
  ],
  licence_over: [
    '合规：来源“{what}”的数据许可已过期，暂不分配；请续期后更新',
    'Compliance: the licence of the source "{what}" has run out, so it is not routed; renew it under Sources',
  ],
  approval: [
    '合规：{what}批准后才能分配；请在隔离区批准',
    'Compliance: {what} to approve it before it is routed; approve it in quarantine',
  ],
} as const

function bar(code: keyof typeof sentences, rule: ComplianceRule, what: Label): Bar {
  const [zh, en] = sentences[code]
  return {
    code: `compliance.${code}`,
    field: `compliance:${rule.id}`,
    message: { zh: zh.replace('{what}', () => what.zh), en: en.replace('{what}', () => what.en) },
  }
}
