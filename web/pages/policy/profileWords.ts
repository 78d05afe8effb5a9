import { defineWords } from '../../app/language.tsx'

/** How ideal customer profiles are said. */
export const profilePolicyWords = defineWords({
  because: ['：', ': '],
  everyLead: ['所有线索', 'every lead'],
  weighs: [(n: number) => `权重 ${n}`, (n: number) => `weight ${n}`],
  fits: [
    (fitsFrom: number, keepShare: number) =>
      `达到 ${fitsFrom}% 的权重即符合${keepShare > 0 ? `；随机放行 ${keepShare}% 被排除的` : '；不放行被排除的'}`,
    (fitsFrom: number, keepShare: number) =>
      `fits from ${fitsFrom}% of the weight; ${keepShare > 0 ? `${keepShare}% of those ruled out go on at random` : 'none of those ruled out go on'}`,
  ],
})
