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
  below: ['低于保底', 'Below the floor'],
  comma: ['、', ', '],
  unnamed: ['未命名的规则', 'A rule without a name'],
  gone: ['（已不存在）', '(gone)'],
})
