import { defineWords } from '../../app/language.tsx'

/** How the policy of merging is said. */
export const mergePolicyWords = defineWords({
  survivorBy: [(order: string) => `保留：${order}`, (order: string) => `Goes on: ${order}`],
  open: ['进行中的', 'the open one'],
  held: ['有销售负责的', 'the one a rep holds'],
  older: ['先到的', 'the one that came first'],
  verified: ['核实过的', 'verified'],
  recent: ['最近更新的', 'newest'],
  first: ['最早的', 'earliest'],
  longest: ['最完整的', 'fullest'],
  source: ['来源更可信的', 'from the more trusted source'],
  next: [' → ', ' → '],
  allOther: ['其他字段', 'All other fields'],
  touch: ['访问轨迹', 'Visit'],
  trusted: [(order: string) => `来源可信度：${order}`, (order: string) => `Sources by trust: ${order}`],
  shareYes: ['原负责人继续可见合并后的线索', 'Former holders go on seeing the merged lead'],
  shareNo: ['原负责人不再可见合并后的线索', 'Former holders no longer see the merged lead'],
  because: ['：', ': '],
  gone: ['（已不存在）', '(gone)'],
})
