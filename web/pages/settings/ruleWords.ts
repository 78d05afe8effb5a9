import { defineWords } from '../../app/language.tsx'

/** The texts of the pages of recycling rules and of automatic tags. */
export const ruleWords = defineWords({
  recycleIntro: [
    '领了不跟进，线索会凉。从上往下第一条符合的规则说了算：多少天没跟进，就退回公海给别人。',
    'A lead nobody works goes cold. The first line that fits decides after how many days untouched it falls back for others to claim.',
  ],
  recycleNone: ['没有回收规则：线索会一直在销售手里', 'No rules: leads stay with their rep for ever'],
  tagsIntro: [
    '线索到达时逐条判断，符合的都打上标签；过期自动去掉。',
    'Each line is asked when a lead arrives; every one that fits tags it, until the tag lapses.',
  ],
  tagsNone: ['还没有自动标签', 'No automatic tags yet'],
  tagsNoneHint: [
    '例如“需求包含 私有化 → 打标签 私有化部署”。',
    'For example “Need contains on-premises → tag on-premises”.',
  ],
  add: ['规则', 'Rule'],
  days: ['几天没跟进就退回', 'Days untouched until it falls back'],
  remind: ['提前几天提醒负责人', 'Days before, its holder is reminded'],
  remindLate: ['提醒要早于退回', 'The reminder must come before it falls back'],
  dayUnit: ['天', 'days'],
  pool: ['退回哪里', 'Falls back to'],
  again: ['先重新分配', 'Dealt again first'],
  againUnit: ['次', 'times'],
  againTold: [
    (n: number) => `逾期先按分配规则换人，最多 ${n} 次，不会再给以前的负责人；之后进公海`,
    (n: number) =>
      `Dealt anew by the assignment rules up to ${n} ${n === 1 ? 'time' : 'times'}, to nobody who had it before; then to the pool`,
  ],
  againNever: ['逾期直接进公海', 'Straight to the pool'],
  ownPool: ['原来的公海', 'The pool it came from'],
  tag: ['打什么标签', 'Tags'],
  tagPrompt: ['选择，或输入新标签后回车', 'Choose, or type a new one and press Enter'],
  lapse: ['几天后失效（不填则不失效）', 'Days until it lapses (never, if empty)'],
  never: ['不失效', 'never'],
  namePrompt: ['例如：A 级 3 天', 'For example: A leads, 3 days'],
})
