import type { AssignRule, Who } from '../../../contract/assign.ts'
import { wordsIn } from '../../app/language.tsx'
import { assignWords } from './assignWords.ts'
import { named, value } from './named.ts'
import type { Said, Saying } from './saying.ts'

/** Whom a rule gives to, and how: 轮流给 华东组, 每人每天最多 20 条. */
export function sayStrategy(rule: AssignRule, say: Saying): Said {
  return [...sayHow(rule, say), ...sayLimits(rule, say)]
}

function sayHow({ strategy, who }: AssignRule, say: Saying): Said {
  const w = wordsIn(assignWords, say.lang)
  switch (strategy.kind) {
    case 'rep':
      return [w.toRep, named(strategy.userId, say.person(strategy.userId), say)]
    case 'pool':
      return [w.toPool, named(strategy.poolId, say.pool(strategy.poolId), say)]
    case 'claimWindow': {
      const steps = strategy.steps.map((step) => w.step(sayWho(step.who, say), sayMinutes(step.minutes, say)))
      const pool = named(strategy.poolId, say.pool(strategy.poolId), say)
      return [w.claimWindow, pool, w.opens, value(steps.join(w.next))]
    }
    case 'roundRobin': {
      const shares = strategy.weights ? sayShares(strategy.weights, say) : ''
      return [strategy.weights ? w.weighted : w.inTurn, value(sayWho(who, say)), shares]
    }
    case 'quota':
      return [w.quota(w[strategy.per]), value(sayWho(who, say)), sayShares(strategy.quotas, say)]
    case 'tier': {
      const lines = strategy.lines.map(({ grades, tiers }) => w.line(grades.join(w.or), tiers.join(w.or)))
      return [w.tier, value(sayWho(who, say)), w.bracket(lines.join(w.next))]
    }
    case 'leastLoaded':
    case 'best':
      return [w[strategy.kind], value(sayWho(who, say))]
    default:
      return [
        value(w[strategy.kind]),
        ...(who?.fits?.length || who?.notFormer ? [w.among(sayWho(who, say))] : []),
      ]
  }
}

/** How many names a sentence takes in before it says "and more"; a comparison of versions takes them all. */
const FEW = 3

function sayShares(shares: Readonly<Record<string, number>>, say: Saying): string {
  const w = wordsIn(assignWords, say.lang)
  const all = Object.entries(shares).map(([id, n]) => w.share(named(id, say.person(id), say).text, n))
  if (all.length === 0) return ''
  const shown = say.whole || all.length <= FEW + 1 ? all : all.slice(0, FEW)
  const rest = all.length > shown.length ? w.more(all.length - shown.length) : ''
  return w.bracket(shown.join(w.list) + rest)
}

/** 30 分钟; 2 小时. */
function sayMinutes(minutes: number, { lang }: Saying): string {
  const w = wordsIn(assignWords, lang)
  return minutes % 60 === 0 ? w.hours(minutes / 60) : w.minutes(minutes)
}

/** Who may get a lead, in a few words: 华东组、资深. */
export function sayWho(who: Who | undefined, say: Saying): string {
  const w = wordsIn(assignWords, say.lang)
  const { teamIds = [], userIds = [], tiers = [], traits = [], fits = [], notFormer } = who ?? {}
  const parts = [
    ...teamIds.map((id) => named(id, say.team(id), say).text),
    ...userIds.map((id) => named(id, say.person(id), say).text),
    ...tiers,
    ...traits.map(
      ({ trait, anyOf }) => `${w[trait]} ${anyOf.map((word) => wordOf(trait, word, say)).join(w.or)}`,
    ),
    ...fits.map(({ trait, field }) => w.fits(w[trait], say.field(field))),
    ...(notFormer ? [w.notFormer] : []),
  ]
  return parts.length > 0 ? parts.join(w.list) : w.anyRep
}

/** A trait's word as it is read: regions are kept as codes. */
function wordOf(trait: string, word: string, say: Saying): string {
  return trait === 'region' ? (say.region?.(word) ?? word) : word
}

function sayLimits({ caps, hours, nobody, modes }: AssignRule, say: Saying): Said {
  const w = wordsIn(assignWords, say.lang)
  return [
    ...(caps?.daily === undefined ? [] : [w.daily(caps.daily)]),
    ...(caps?.weekly === undefined ? [] : [w.weekly(caps.weekly)]),
    ...(hours === 'onDuty' ? [w.onDuty] : []),
    ...(nobody === undefined || nobody.kind === 'next' ? [] : [w[nobody.kind]]),
    ...(nobody?.kind === 'pool' ? [named(nobody.poolId, say.pool(nobody.poolId), say)] : []),
    ...(modes ? [w.only(modes.map((mode) => w[mode]).join(w.list))] : []),
  ]
}
