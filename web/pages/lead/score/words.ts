import { defineWords } from '../../../app/language.tsx'

/** What people say of a score, and the grade they set by hand. */
export const feedbackWords = defineWords({
  title: ['对评分的意见', 'What people say of this score'],
  wrong: ['评分不对…', 'This score is wrong…'],
  wrongTitle: ['这个评分不对，因为', 'This score is wrong, because'],
  changeRemark: ['修改我的意见…', 'Change what I said…'],
  direction: ['哪里不对', 'How it is wrong'],
  high: ['评高了', 'Too high'],
  low: ['评低了', 'Too low'],
  reason: ['原因', 'Reason'],
  misled: ['哪几项在误导（可不选）', 'Which lines mislead (if any)'],
  misledNone: ['没有评分项', 'There are no lines'],
  note: ['说一句（选填）', 'In a sentence (optional)'],
  noteHint: [
    '比如：预算明年三月才批，现在只是了解',
    'For example: the budget comes in March, they are only looking',
  ],
  noteFor: [
    '管理员改评分卡时会看到；此人被永久删除时一并删除',
    'Admins read it when they revise the scorecard; it goes when the person is erased',
  ],
  say: ['提交意见', 'Say so'],
  said: ['已记下，下一版评分卡会参考', 'Noted; it counts in the next version of the scorecard'],
  withdraw: ['撤回', 'Withdraw'],
  withdrawn: ['意见已撤回', 'What you said is withdrawn'],
  by: [
    (name: string, what: string, why: string) => `${name}：${what} · ${why}`,
    (name: string, what: string, why: string) => `${name}: ${what.toLowerCase()} · ${why}`,
  ],
  quote: [(text: string) => `“${text}”`, (text: string) => `“${text}”`],
  atScore: [
    (grade: string, version: number) => `当时 ${grade}${version > 0 ? `，第 ${version} 版` : ''}`,
    (grade: string, version: number) => `it was ${grade} then${version > 0 ? `, version ${version}` : ''}`,
  ],
  answered: [
    (version: number) => `第 ${version} 版评分卡发布后已收`,
    (version: number) => `answered by version ${version}`,
  ],
  setGrade: ['手动改等级…', 'Set the grade by hand…'],
  setScore: ['手动改分数…', 'Set the score by hand…'],
  setTitle: ['手动改等级', 'Set the grade by hand'],
  to: ['改为', 'To'],
  noGrade: ['不评级', 'No grade'],
  toScore: ['分数', 'Score'],
  until: ['有效到', 'Until'],
  untilHint: ['一直有效，直到撤销', 'Until it is taken back'],
  setHint: [
    '会在评分里加一项“手动调整”补足差额，分数仍等于各项之和；负责人不变',
    'A line “set by you” makes up the difference, so the score stays the sum of its lines; the holder stays',
  ],
  set: ['改', 'Set'],
  isSet: [(grade: string) => `已改为 ${grade}`, (grade: string) => `Set to ${grade}`],
  takeBack: ['撤销', 'Take back'],
  takenBack: [
    (grade: string) => `已撤销，按评分卡是 ${grade}`,
    (grade: string) => `Taken back; by the scorecard it is ${grade}`,
  ],
  inForce: [
    (by: string, to: string, why: string) => `${by}手动改为 ${to}：${why}`,
    (by: string, to: string, why: string) => `Set to ${to} by ${by}: ${why}`,
  ],
  untilDay: [(day: string) => `到 ${day}`, (day: string) => `until ${day}`],
  points: [(n: number) => `${n} 分`, (n: number) => `${n} points`],
  over: [
    (n: number) => `以前手动改过 ${n} 次`,
    (n: number) => (n === 1 ? 'Set by hand once before' : `Set by hand ${n} times before`),
  ],
  byHandMark: ['手动改过', 'set by hand'],
  cancel: ['取消', 'Cancel'],
  learned: ['学习评分卡怎么看', 'What the learned scorecard says'],
  chance: [
    (n: string) => `像这样的线索，以往每 100 条大约成交 ${n} 条。`,
    (n: string) => `Of 100 leads like this one, about ${n} are won.`,
  ],
  because: ['影响最大的几项：', 'What weighs most:'],
  noReasons: ['没有特别突出的地方，和一般线索差不多。', 'Nothing stands out: it is much like the others.'],
  noModel: [
    '还没有学习评分卡：有足够多的成交和流失结果后，管理员可在设置里学一张。',
    'No scorecard was learned yet: once enough leads are won and lost, an admin can learn one under Settings.',
  ],
  compared: ['与一般线索相比', 'against a usual lead'],
})
