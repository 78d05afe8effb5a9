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
    case 'claimWindow':
      return [w.claimWindow, named(strategy.poolId, say.pool(strategy.poolId), say)]
    case 'roundRobin':
      return [strategy.weights ? w.weighted : w.inTurn, value(sayWho(who, say))]
    case 'quota':
      return [w.quota(w[strategy.per]), value(sayWho(who, say))]
    case 'leastLoaded':
    case 'best':
    case 'tier':
      return [w[strategy.kind], value(sayWho(who, say))]
    default:
      return [value(w[strategy.kind])]
  }
}

/** Who may get a lead, in a few words: 华东组、资深. */
export function sayWho(who: Who | undefined, say: Saying): string {
  const w = wordsIn(assignWords, say.lang)
  const { teamIds = [], userIds = [], tiers = [], traits = [], fits = [], notFormer } = who ?? {}
  const parts = [
    ...teamIds.map((id) => named(id, say.team(id), say).text),
    ...userIds.map((id) => named(id, say.person(id), say).text),
    ...tiers,
    ...traits.map(({ trait, anyOf }) => `${w[trait]} ${anyOf.join(w.or)}`),
    ...fits.map(({ trait, field }) => w.fits(w[trait], say.field(field))),
    ...(notFormer ? [w.notFormer] : []),
  ]
  return parts.length > 0 ? parts.join(w.list) : w.anyRep
}

function sayLimits({ caps, hours, nobody }: AssignRule, say: Saying): Said {
  const w = wordsIn(assignWords, say.lang)
  return [
    ...(caps?.daily === undefined ? [] : [w.daily(caps.daily)]),
    ...(caps?.weekly === undefined ? [] : [w.weekly(caps.weekly)]),
    ...(hours === 'onDuty' ? [w.onDuty] : []),
    ...(nobody === undefined || nobody.kind === 'next' ? [] : [w[nobody.kind]]),
    ...(nobody?.kind === 'pool' ? [named(nobody.poolId, say.pool(nobody.poolId), say)] : []),
  ]
}
