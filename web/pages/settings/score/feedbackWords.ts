import { defineWords } from '../../../app/language.tsx'

/** What reps say of scores, in the scorecard editor. */
export const sayWords = defineWords({
  open: [(n: number) => `销售怎么说（${n}）`, (n: number) => `What reps say (${n})`],
  title: ['销售怎么说', 'What reps say'],
  none: ['还没有人说评分不对', 'Nobody has said that a score is wrong'],
  noneHint: [
    '销售在线索页上点“评分不对”，意见就会出现在这里。',
    'Reps press “This score is wrong” on a lead; what they say comes up here.',
  ],
  noneFits: ['没有这样的意见', 'No such remarks'],
  state: ['哪些意见', 'Which remarks'],
  stateOpen: ['待处理', 'Open'],
  stateAll: ['全部', 'All'],
  reason: ['原因', 'Reason'],
  anyReason: ['任何原因', 'Any reason'],
  criterion: ['评分项', 'Line'],
  anyCriterion: ['任何评分项', 'Any line'],
  version: ['版本', 'Version'],
  anyVersion: ['任何版本', 'Any version'],
  versionOf: [
    (n: number, many: number) => `第 ${n} 版 · ${many}`,
    (n: number, many: number) => `v${n} · ${many}`,
  ],
  many: [(name: string, n: number) => `${name} · ${n}`, (name: string, n: number) => `${name} · ${n}`],
  high: ['评高了', 'too high'],
  low: ['评低了', 'too low'],
  said: [
    (name: string, what: string, why: string) => `${name}：${what}，${why}`,
    (name: string, what: string, why: string) => `${name}: ${what}, ${why}`,
  ],
  misleading: [(lines: string) => `误导的是：${lines}`, (lines: string) => `Misleading: ${lines}`],
  gone: ['（已删的评分项）', '(a line that is gone)'],
  answered: [(n: number) => `第 ${n} 版已收`, (n: number) => `answered by v${n}`],
  nameless: ['（未留姓名）', '(no name)'],
  misled: [
    (n: number, of: number) => `${of} 条意见里 ${n} 条说它误导`,
    (n: number, of: number) => `misled in ${n} of ${of} remarks`,
  ],
  tried: [
    (n: number) => `销售对 ${n} 条线索的评分有意见，这份草稿：`,
    (n: number) => `Reps called the score of ${n} leads wrong. This draft:`,
  ],
  triedHigh: [
    (right: number, of: number) => `说评高了的 ${of} 条，调低 ${right} 条`,
    (right: number, of: number) => `of ${of} called too high it lowers ${right}`,
  ],
  triedLow: [
    (right: number, of: number) => `说评低了的 ${of} 条，调高 ${right} 条`,
    (right: number, of: number) => `of ${of} called too low it raises ${right}`,
  ],
  triedWrong: [(n: number) => `另有 ${n} 条改反了方向`, (n: number) => `and moves ${n} the wrong way`],
  tell: [
    (n: number) => `发布后告诉提意见的销售：新版采纳了这 ${n} 条意见`,
    (n: number) =>
      n === 1
        ? 'Tell the rep who said so that the new version takes up the remark'
        : `Tell those who said so that the new version takes up these ${n} remarks`,
  ],
  told: [
    (n: number) => `已告诉 ${n} 人`,
    (n: number) => (n === 1 ? 'One person was told' : `${n} people were told`),
  ],
  overriding: ['谁可以手动改等级', 'Who may set grades by hand'],
  overridingHint: [
    '手动改的等级算评分的一项，注明是谁、为什么；在线索页撤销',
    'A grade set by hand is a line of the score that says who and why; it is taken back on the lead’s page',
  ],
  reps: ['负责人本人、主管和管理员', 'Who holds the lead, managers and admins'],
  managers: ['只有主管和管理员', 'Managers and admins only'],
  saved: ['已保存', 'Saved'],
  list: ['、', ', '],
  comma: ['，', '; '],
})
