import { defineWords } from '../../../app/language.tsx'

export const decisionWords = defineWords({
  title: ['为什么给了他', 'Why whoever has it got it'],
  ask: ['为什么给了他？为什么不是我？', 'Why them? Why not me?'],
  hide: ['收起', 'Hide'],
  none: [
    '没有按规则分过：是手动分的，或是录入人自己的。',
    'No rule gave it: it was given by hand, or typed in by its holder.',
  ],
  byRule: [
    (to: string, rule: string) => `按规则“${rule}”分给 ${to}`,
    (to: string, rule: string) => `Given to ${to} by the rule “${rule}”`,
  ],
  toPool: [
    (to: string, rule: string) => `按规则“${rule}”进 ${to}`,
    (to: string, rule: string) => `Into ${to} by the rule “${rule}”`,
  ],
  waits: [(rule: string) => `按规则“${rule}”在等待区`, (rule: string) => `Waiting, by the rule “${rule}”`],
  fallback: [
    (to: string) => `没有规则接走，落入 ${to}`,
    (to: string) => `No rule took it, so it went to ${to}`,
  ],
  next: [
    (name: string) => `没有 ta 的话，下一位是 ${name}`,
    (name: string) => `Without them it would have been ${name}`,
  ],
  stop: ['；', '; '],
  noName: ['未命名', 'unnamed'],
  someone: ['（已不存在）', '(gone)'],
  version: [(n: number) => `第 ${n} 版方案`, (n: number) => `version ${n} of the policy`],
  passed: [
    (rule: string, why: string) => `前面的“${rule}”也符合，但${why}`,
    (rule: string, why: string) => `“${rule}” fitted before it, but ${why}`,
  ],
  nobody: ['没有人在岗', 'nobody was there'],
  capacity: ['人都满了', 'nobody had room or was the right one'],
  unpointed: ['没有指向任何人', 'it pointed at nobody'],
  candidates: ['候选人', 'Candidates'],
  rep: ['销售', 'Rep'],
  because: ['结果', 'Outcome'],
  holds: ['当时手上', 'Held then'],
  today: ['当天已得', 'Got that day'],
  you: [(why: string) => `你：${why}`, (why: string) => `You: ${why}`],
  youGot: ['你：分到了', 'You: it is yours'],
  notAsked: ['你不在这条规则的范围内', 'You are not among those this rule may give to'],
  older: [(n: number) => `更早的 ${n} 次`, (n: number) => `${n} earlier`],
  erased: [
    '此人的资料已永久删除，当时的依据也一并删除，只留下结果。',
    'This person was erased, and what the rules asked of them with it; only the outcome is left.',
  ],
  differs: [
    '按留下的记录重算，结果与当时不同；请管理员查看。',
    'Decided again from what was kept, the outcome differs; have an admin look.',
  ],
  same: ['已按当时的记录重算，结果一致', 'Decided again from what was kept: the same'],
  all: [(n: number) => `全部 ${n} 人`, (n: number) => `All ${n}`],
  list: ['、', ', '],
})
