import type { readDecisions } from '../../../../contract/assign.ts'
import type { Reply } from '../../../app/api.ts'
import type { Lang } from '../../../app/language.tsx'
import { wordsIn } from '../../../app/language.tsx'
import { obstacleWords } from '../../policy/obstacleWords.ts'
import { decisionWords } from './words.ts'

export type Decision = Reply<typeof readDecisions>['items'][number]

/** Whom a lead went to and by which rule, as one sentence. */
export function sayDecision({ to, rule }: Decision, lang: Lang): string {
  const w = wordsIn(decisionWords, lang)
  const name = to.name ?? w.someone
  if (!rule) return w.fallback(name)
  const by = rule.name || w.noName
  return to.kind === 'rep' ? w.byRule(name, by) : to.kind === 'pool' ? w.toPool(name, by) : w.waits(by)
}

/** Why somebody did or did not get it, in words. */
export function sayBecause(because: string, lang: Lang): string {
  return (wordsIn(obstacleWords, lang) as Readonly<Record<string, string>>)[because] ?? because
}

/** What the decision says of one reader; undefined where it cannot say anything of them: erased, or a pool without candidates. */
export function sayMine({ candidates, replayed }: Decision, userId: string, lang: Lang): string | undefined {
  const w = wordsIn(decisionWords, lang)
  if (replayed === 'erased' || candidates.length === 0) return undefined
  const mine = candidates.find(({ id }) => id === userId)
  if (!mine) return w.notAsked
  return mine.because === 'got' ? w.youGot : w.you(sayBecause(mine.because, lang))
}

/** The one who got it, then those who could have, then the others. */
export function inOrder(candidates: Decision['candidates']): Decision['candidates'] {
  const rank = (because: string) => (because === 'got' ? 0 : because === 'turn' || because === 'free' ? 1 : 2)
  return candidates.toSorted((a, b) => rank(a.because) - rank(b.because) || a.holding - b.holding)
}
