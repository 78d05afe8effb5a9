import { defineWords } from '../../app/language.tsx'

export const fairnessWords = defineWords({
  title: ['公平', 'Fairness'],
  intro: [
    '每条规则把线索分得有多匀：人没变的时候，谁都不会比该得的多一条或少一条。',
    'How evenly each rule shares its leads: while the same people are eligible, nobody is a whole lead above or below their share.',
  ],
  back: ['返回分配规则', 'Back to the rules'],
  days: ['看多久以来', 'Over the last'],
  daysOf: [(n: number) => `${n} 天`, (n: number) => `${n} days`],
  none: ['还没有按规则分过线索', 'No lead was dealt by these rules yet'],
  noneHint: [
    '分过以后，这里会列出每条规则给了谁多少条。',
    'Once some are, this lists who got how many by each rule.',
  ],
  rep: ['销售', 'Rep'],
  lately: ['分到', 'Got'],
  weight: ['权重', 'Weight'],
  behind: ['比该得的', 'Beside their share'],
  ahead: [(n: string) => `多 ${n}`, (n: string) => `${n} ahead`],
  short: [(n: string) => `少 ${n}`, (n: string) => `${n} behind`],
  level: ['持平', 'level'],
  owed: ['待补', 'Owed'],
  owedOf: [(n: number) => `${n} 条`, (n: number) => String(n)],
  absent: ['最近一次没参与', 'Not there the last time'],
  floor: ['好线索保底', 'The floor of good leads'],
  floorAbout: [
    (share: string, days: number, grades: string, least: number) =>
      `近 ${days} 天里每人至少得到人均 ${grades} 级线索的 ${share}，眼下是 ${least} 条。`,
    (share: string, days: number, grades: string, least: number) =>
      `Everybody gets at least ${share} of an equal part of the ${grades} leads in ${days} days: ${least} by now.`,
  ],
  makeUps: ['本月补量', 'Made up this month'],
  makeUpsOf: [
    (limit: number) => `无效线索每人每月最多补 ${limit} 条，在“分配规则”里改`,
    (limit: number) => `${limit} invalid leads a rep and month at most; set with the assignment rules`,
  ],
  makeUpsAll: [
    '无效线索都补，没有上限；在“分配规则”里改',
    'Every invalid lead is made up for; a limit is set with the assignment rules',
  ],
  noMakeUps: ['本月还没有标为无效的线索', 'No lead was marked invalid this month'],
  appeals: [(n: number) => `待处理的补量申诉（${n}）`, (n: number) => `Appeals for a make-up (${n})`],
  invalidFor: [(why: string) => `标为无效：${why}`, (why: string) => `Invalid: ${why}`],
  takenFor: [(why: string) => `曾收回：${why}`, (why: string) => `Taken back: ${why}`],
  madeUp: ['已补', 'Made up'],
  granted: ['经申诉', 'By appeal'],
  notMade: ['没补', 'Refused'],
  which: [(n: number) => `补了哪些（${n}）`, (n: number) => `Which leads (${n})`],
  grantedBy: [(name: string) => `${name}同意`, (name: string) => `Granted by ${name}`],
  below: ['低于保底', 'Below the floor'],
  explored: [
    (rule: string) => `随机试派看出了什么：${rule}`,
    (rule: string) => `What exploration found: ${rule}`,
  ],
  exploredAbout: [
    '择优把容易成交的先给合适的人，成交率直接比不公平。校正后的成交率按“派给 ta 的概率”反过来加权，等于问：这条规则分出的线索要是都给 ta，能成交多少。结果以每晚核算为准，还没有结果的不算。',
    'Best-to-best gives leads to whoever is good at them, so plain win rates do not compare. The corrected rate weights each outcome by one over the chance that the lead was theirs: what they would win if all leads of this rule were theirs. Outcomes are those of the nightly reckoning; open leads do not count.',
  ],
  chosen: [
    (leads: number, rate: string, known: number) =>
      `择优派出 ${leads} 条，成交率 ${rate}（${known} 条已有结果）`,
    (leads: number, rate: string, known: number) =>
      `Given by merit: ${leads}, of which ${rate} won (${known} with an outcome)`,
  ],
  drawn: [
    (leads: number, rate: string, known: number) =>
      `随机试派 ${leads} 条，成交率 ${rate}（${known} 条已有结果）`,
    (leads: number, rate: string, known: number) =>
      `Drawn at random: ${leads}, of which ${rate} won (${known} with an outcome)`,
  ],
  noneDrawn: [
    '没有随机试派：每个人的成交率只能在给 ta 的线索里看，没法校正。可在分配规则的模式里把“随机试派”调到几个百分点。',
    'None was drawn at random, so nobody can be compared on leads they did not get. Set “At random” in the mode of the rules to a few per cent.',
  ],
  unknown: ['还不知道', 'not known yet'],
  raw: ['成交率', 'Won'],
  corrected: ['校正后（95% 区间）', 'Corrected (95% interval)'],
  effective: ['相当于多少条', 'Worth so many leads'],
  tooFew: ['太少，说不准', 'Too few to say'],
  comma: ['、', ', '],
  unnamed: ['未命名的规则', 'A rule without a name'],
  gone: ['（已不存在）', '(gone)'],
})
