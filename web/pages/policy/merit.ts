import type { Decision } from '../../../contract/assign.ts'
import { defineWords, wordsIn } from '../../app/language.tsx'
import type { Lang } from '../../app/language.tsx'

/** How a lead was given to the likeliest. */
export type Merit = NonNullable<Decision['merit']>

export const meritWords = defineWords({
  merit: ['择优：比的是成交把握和均衡', 'By merit: the likelihood to win it weighed against equal shares'],
  explore: [
    '随机试派：每人机会相同，为的是看准每个人的能力',
    'Drawn at random, everybody alike, so that abilities are measured on all',
  ],
  floor: [
    '保底：好线索还没到保底份额，先给 ta',
    'The floor: they stood below their share of good leads, so this one was theirs',
  ],
  owed: ['补量：之前欠 ta 一条', 'Made up for: they were owed a lead'],
  propensity: [
    (share: string) => `按当时的情形，派给 ta 的概率是 ${share}`,
    (share: string) => `As things stood it went to them with a probability of ${share}`,
  ],
  batch: [
    (of: number, dial: string) => `${of} 条一起分，成交优先占 ${dial}`,
    (of: number, dial: string) => `Dealt together with ${of - 1} others, wins weighing ${dial}`,
  ],
  chance: [(share: string) => `估计成交把握 ${share}`, (share: string) => `Thought to win it: ${share}`],
})

/** 0.973 → 97.3%. */
export const share = (value: number) => `${Math.round(value * 1000) / 10}%`

/** What decided, and how likely it was, each as a sentence; the chance to win is told apart. */
export function sayMerit({ by, propensity }: Pick<Merit, 'by' | 'propensity'>, lang: Lang): string[] {
  const w = wordsIn(meritWords, lang)
  return [w[by], ...(by === 'owed' ? [] : [w.propensity(share(propensity))])]
}
