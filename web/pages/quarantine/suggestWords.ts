import { defineWords } from '../../app/language.tsx'

export const suggestWords = defineWords({
  title: ['建议', 'Suggestion'],
  take: [
    (field: string, value: string) => `${field} → ${value}`,
    (field: string, value: string) => `${field} → ${value}`,
  ],
  takeIt: [
    (field: string, value: string, who: string) => `采纳：${who}的${field}改为 ${value}`,
    (field: string, value: string, who: string) => `Take it: ${field} of ${who} becomes ${value}`,
  ],
  takeNext: ['采纳建议', 'Take the suggestion'],
  why: [
    (how: string, before: string) => `${how}；原来写的是“${before}”`,
    (how: string, before: string) => `${how}; it read “${before}”`,
  ],
  sure: [(share: string) => `把握 ${share}`, (share: string) => `confidence ${share}`],
  more: [(n: number) => `还有 ${n} 种`, (n: number) => `${n} more`],
  deadline: ['自动作废', 'Refused in'],
  deadlineNone: ['不限', 'never'],
  alike: ['可以一起修正的', 'To be put right together'],
  alikeOf: [(n: string, what: string) => `${n} 条 ${what}`, (n: string, what: string) => `${n} × ${what}`],
  fixAll: ['全部修正', 'Fix all'],
  moreAlike: [(n: number) => `再看 ${n} 组`, (n: number) => `${n} more groups`],
  lessAlike: ['收起', 'Fewer'],
  dialog: [(n: string) => `一起修正 ${n} 条`, (n: string) => `Fix ${n} together`],
  dialogText: [
    '每条都会重新清洗、查重和判定，像刚到达一样；合格的按规则分配，到达时间和先后不变。之后可以撤销。',
    'Each is cleaned, matched and judged again as if it arrived; what passes is assigned by your rules, arrival and order stay. It can be undone.',
  ],
  samples: [(n: number) => `先看 ${n} 条`, (n: number) => `${n} of them`],
  empty: ['空', 'empty'],
  becomesReleased: ['放行', 'let go'],
  becomesKept: ['仍缺别的', 'still lacks something'],
  becomesDuplicate: ['已有此人', 'person is held'],
  cancel: ['取消', 'Cancel'],
  fixing: [
    (done: string, total: string) => `正在修正：${done} / ${total}`,
    (done: string, total: string) => `Fixing: ${done} of ${total}`,
  ],
  undoing: ['正在撤销…', 'Taking it back…'],
  fixed: [
    (fixed: string, released: string) => `修正了 ${fixed} 条，其中 ${released} 条已放行`,
    (fixed: string, released: string) => `${fixed} fixed, ${released} of them let go`,
  ],
  left: [(n: string) => `${n} 条没有动`, (n: string) => `${n} left alone`],
  undo: ['撤销', 'Undo'],
  undone: [
    (n: string) => `已撤销，${n} 条回到隔离区；之后有人动过的留着`,
    (n: string) => `Undone: ${n} are back in quarantine; what somebody touched since stays`,
  ],
  close: ['知道了', 'Close'],
  paused: ['来源已暂停', 'source paused'],
  known: ['已有此人', 'person is held'],
  maybeKnown: ['可能已有此人', 'maybe held already'],
})
