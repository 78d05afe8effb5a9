import { defineWords } from '../../app/language.tsx'

const times = (n: number) => (n === 2 ? 'the second time' : n === 3 ? 'the third time' : `time number ${n}`)

/** How scorecards are said. */
export const scorePolicyWords = defineWords({
  because: ['：', ': '],
  comma: ['，', ', '],
  list: ['、', ', '],
  unnamed: ['未命名', 'Unnamed'],
  retired: ['已停用', 'retired'],
  everyLead: ['所有线索', 'every lead'],
  noGrades: ['不分等级', 'No grades'],
  grades: ['等级：', 'Grades: '],
  gridOf: [
    (fit: string, behaviour: string) => `等级网格：匹配 ${fit || '不分'}；行为 ${behaviour || '不分'}`,
    (fit: string, behaviour: string) => `Grid: fit ${fit || 'none'}; behaviour ${behaviour || 'none'}`,
  ],
  ofKind: [(kind: string) => `（${kind}）`, (kind: string) => ` (${kind})`],
  groupLeast: [(n: number) => `合计不低于 ${n} 分`, (n: number) => `never below ${n}`],
  groupMost: [(n: number) => `合计不超过 ${n} 分`, (n: number) => `never above ${n}`],
  fit: ['匹配度', 'fit'],
  who: ['身份', 'who they are'],
  behaviour: ['行为', 'behaviour'],
  other: ['其他', 'other'],
  // ── what people do
  about: [(text: string) => `（含“${text}”）`, (text: string) => ` (about “${text}”)`],
  within: [
    (did: string, days: number) => `近 ${days} 天内${did}`,
    (did: string, days: number) => `${did} in the last ${days} ${days === 1 ? 'day' : 'days'}`,
  ],
  eachTime: ['每次都算', 'each time'],
  once: ['只算一次', 'once'],
  fromTime: [(n: number) => `满 ${n} 次才算，只算一次`, (n: number) => `once, from ${times(n)} on`],
  halves: [
    (days: number) => `每 ${days} 天减半`,
    (days: number) => `half as much every ${days} ${days === 1 ? 'day' : 'days'}`,
  ],
  steps: [(steps: string) => `逐步衰减：${steps}`, (steps: string) => `fading: ${steps}`],
  step: [
    (days: number, keep: number) => `${days} 天后剩 ${keep}%`,
    (days: number, keep: number) => `${keep}% after ${days} ${days === 1 ? 'day' : 'days'}`,
  ],
  atMost: [(n: number) => `最多 ${n} 分`, (n: number) => `at most ${n} points`],
  silent: [
    (days: number) => `${days} 天没有动静`,
    (days: number) => `silent for ${days} ${days === 1 ? 'day' : 'days'}`,
  ],
  again: [
    (days: number) => `之后每满 ${days} 天再扣一次`,
    (days: number) => `again after every ${days} more ${days === 1 ? 'day' : 'days'}`,
  ],
})
