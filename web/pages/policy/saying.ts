import type { AssignRule } from '../../../contract/assign.ts'
import type { ComplianceRule, Gate, RecyclePolicy, TagPolicy } from '../../../contract/policy.ts'
import type { Condition } from '../../../rules/condition.ts'
import { wordsIn } from '../../app/language.tsx'
import type { Lang } from '../../app/language.tsx'
import type { SentencePart } from '../../ui/Sentence.tsx'
import { named, value } from './named.ts'
import { sayStrategy } from './sayAssign.ts'
import { caseOf } from './sayGate.ts'
import { policyWords } from './words.ts'

/** What is needed to say a rule: the language, conditions as sentences, and the names behind ids. */
export interface Saying {
  readonly lang: Lang
  readonly condition: (condition: Condition) => string
  readonly field: (address: string) => string
  readonly person: (id: string) => string | undefined
  readonly team: (id: string) => string | undefined
  readonly pool: (id: string) => string | undefined
  readonly source: (id: string) => string | undefined
  /** What consent is asked for, by its key. */
  readonly purpose?: (key: string) => string | undefined
  /** A region by its code, once regions are known. */
  readonly region?: (code: string) => string | undefined
  /** Every name and number, however many: for comparing two versions. */
  readonly whole?: boolean
  /** The organisation's, for amounts; CNY where it is not told. */
  readonly currency?: string
}

export type Said = readonly (SentencePart | string)[]

/** The pieces of a sentence as plain text, for a comparison or a label. */
export function plain(parts: Said): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.text)).join('')
}

/** 地区在 华东 → 轮流给 华东组. */
export function sayAssign(rule: AssignRule, say: Saying): Said {
  const w = wordsIn(policyWords, say.lang)
  return [opening(say.condition(rule.when)), w.arrow, ...sayStrategy(rule, say), ...offMark(rule, say)]
}

export function sayFallback(poolId: string, say: Saying): Said {
  return [wordsIn(policyWords, say.lang).otherwise, named(poolId, say.pool(poolId), say)]
}

/** 等级是 A 3 天未跟进，退回 原公海，提前 1 天提醒. */
export function sayRecycle(rule: RecyclePolicy['rules'][number], say: Saying): Said {
  const w = wordsIn(policyWords, say.lang)
  const pool = rule.poolId === null ? value(w.ownPool) : named(rule.poolId, say.pool(rule.poolId), say)
  const remind = rule.remindDays > 0 ? [w.remind(w.days(rule.remindDays))] : []
  return [
    opening(say.condition(rule.when)),
    w.comma.trimEnd(),
    w.untouched(w.days(rule.days), rule.again ? w.againFirst(rule.again) : ''),
    pool,
    ...remind,
    ...offMark(rule, say),
  ]
}

/** 需求包含 “私有化” → 打标签 私有化部署，30 天后失效. */
export function sayTag(rule: TagPolicy['rules'][number], say: Saying): Said {
  const w = wordsIn(policyWords, say.lang)
  const tags = rule.tags.length > 0 ? rule.tags.join(w.list) : w.unchosen
  const lapse = rule.days === null ? [] : [w.lapse(w.days(rule.days))]
  return [opening(say.condition(rule.when)), w.arrow, w.tagWith, value(tags), ...lapse, ...offMark(rule, say)]
}

/** 必须有 公司、姓名、职位、电话; 电话、邮箱、微信 至少有 1 项. */
export function sayRequirement(
  { need, atLeast, ...asked }: Gate['requirements'][number],
  say: Saying,
  gate: Pick<Gate, 'kinds'> = {},
): Said {
  const w = wordsIn(policyWords, say.lang)
  const fields = value(need.length > 0 ? need.map(say.field).join(w.list) : w.unchosen)
  const of = caseOf(asked, gate, say)
  const lead = of ? [w.when(of)] : []
  const begin = of ? (text: string) => text : opening
  if (atLeast === undefined) return [...lead, begin(w.must), fields]
  return [...lead, begin(w.someOf(atLeast)), fields, w.some(atLeast)]
}

/** 渠道为 名单 的，来源须有有效的数据许可. */
export function sayCompliance(rule: ComplianceRule, say: Saying): Said {
  const w = wordsIn(policyWords, say.lang)
  const { channels = [], when, needs } = rule
  const lead = [
    ...(channels.length > 0 ? [w.ofChannels(channels.join(w.list))] : []),
    ...(when ? [w.when(say.condition(when))] : []),
  ]
  const asked =
    needs.kind === 'consent'
      ? w.needsConsent(say.purpose?.(needs.purpose) ?? needs.purpose, w[needs.channel])
      : needs.kind === 'licence'
        ? w.needsLicence
        : w.needsApproval(w[needs.flag], needs.by.map((role) => w[role]).join(w.orBy))
  return [...lead, value(lead.length > 0 ? asked : opening(asked)), ...offMark(rule, say)]
}

/** How a sentence begins: English with a capital. */
function opening(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function offMark({ active }: { active: boolean }, { lang }: Saying): Said {
  return active ? [] : [wordsIn(policyWords, lang).off]
}
