import { defineWords } from '../../app/language.tsx'

/** The texts of the score reports. */
export const reportWords = defineWords({
  title: ['评分报表', 'Score reports'],
  effect: ['评分准不准', 'Do scores foretell'],
  shared: ['高分线索的共同点', 'What high scorers share'],
  campaigns: ['哪些活动带来好线索', 'Which campaigns bring them'],
  days: ['到达时间', 'Arrived within'],
  lastDays: [(n: number) => `近 ${n} 天`, (n: number) => `${n} days`],
  source: ['来源', 'Source'],
  allSources: ['全部来源', 'All sources'],
  team: ['团队', 'Team'],
  allTeams: ['全部团队', 'All teams'],
  none: ['这段时间没有线索', 'No leads in this time'],
  noneHint: ['放宽时间，或换一个来源、团队。', 'Choose a longer time, or another source or team.'],
  effectAbout: [
    '用到达那一刻的评分（没有手动调整）对照后来的结果',
    'The score of the moment of arrival, before anything was set by hand, against what became of it',
  ],
  found: [
    (auc: string, margin: string, decided: string, won: string) =>
      `随便挑一条成交的和一条没成交的，评分更高的那条 ${auc} 的情况下正是成交的（±${margin}）。依据：${decided} 条有结果的线索，成交 ${won} 条。`,
    (auc: string, margin: string, decided: string, won: string) =>
      `Take one lead that was won and one that was not: in ${auc} of cases (±${margin}) the won one had the higher score. From ${decided} decided leads, ${won} of them won.`,
  ],
  top: [
    (share: string) => `分数最高的三成线索里有 ${share} 的成交。`,
    (share: string) => `The best three tenths by score hold ${share} of the wins.`,
  ],
  tooFew: [
    (won: number, lost: number, least: number) =>
      `有结果的线索还太少，说不准：成交 ${won} 条，未成交 ${lost} 条，各要至少 ${least} 条。`,
    (won: number, lost: number, least: number) =>
      `Too few outcomes to tell: ${won} won and ${lost} not; at least ${least} of each are needed.`,
  ],
  unknown: [
    (n: string) => `另有 ${n} 条线索没有留下到达时的评分，未计入。`,
    (n: string) => `${n} more leads have no score of their arrival on record and are left out.`,
  ],
  byGrade: ['各等级成交率', 'Win rate by grade'],
  byGradeAbout: ['按到达时的等级；横线是 95% 区间', 'By the grade at arrival; the line is the 95 % interval'],
  grade: ['等级', 'Grade'],
  ungraded: ['未评级', 'None'],
  leads: ['线索', 'Leads'],
  decided: ['有结果', 'Decided'],
  won: ['成交', 'Won'],
  winRate: ['成交率', 'Win rate'],
  byWeek: ['逐周', 'Week by week'],
  byWeekAbout: [
    '竖线是发布新评分卡的时候；一周里成交或未成交不足 10 条就不画',
    'A vertical line is where a scorecard was published; a week with fewer than 10 won or not won has no point',
  ],
  week: ['周', 'Week of'],
  version: ['版本', 'Version'],
  versionOf: [(n: number) => `第 ${n} 版`, (n: number) => `v${n}`],
  auc: ['区分力', 'Tells apart'],
  aucHint: [
    'AUC：成交的比没成交的分数高的机会；50% 等于瞎猜',
    'AUC: the chance that a won lead scored above one that was not; 50 % is guessing',
  ],
  top30: ['最高三成占成交', 'Wins in the best 30 %'],
  few: ['太少', 'too few'],
  chart: ['逐周的区分力，带 95% 区间', 'How well scores tell apart by week, with 95 % intervals'],
  guess: ['瞎猜', 'guessing'],
  sharedOf: [
    (high: string, rest: string, what: string) => `${what}的线索 ${high} 条，其余 ${rest} 条。`,
    (high: string, rest: string, what: string) => `${high} leads with ${what}, ${rest} others.`,
  ],
  gradeIs: [(grade: string) => `${grade} 级`, (grade: string) => `grade ${grade}`],
  tenth: [
    (from: number) => `最高一成（${from} 分起）`,
    (from: number) => `the best tenth (from ${from} points)`,
  ],
  sharedAbout: [
    '只列可以肯定更常见的；倍数后面是 95% 区间',
    'Only what is surely more frequent; behind the factor its 95 % interval',
  ],
  noShared: ['高分线索没有明显的共同点', 'High scorers have nothing that stands out in common'],
  noSharedHint: [
    '线索更多以后再看，或放宽时间。',
    'Look again once there are more leads, or choose a longer time.',
  ],
  fact: ['特征', 'Fact'],
  times: ['倍数', 'Factor'],
  timesOf: [
    (lift: string, lower: string, upper: string) => `${lift} 倍（${lower}–${upper}）`,
    (lift: string, lower: string, upper: string) => `× ${lift} (${lower}–${upper})`,
  ],
  ofHigh: ['高分里', 'Among them'],
  ofRest: ['其余里', 'Among the rest'],
  did: ['行为', 'Behaviour'],
  campaign: ['活动', 'Campaign'],
  noCampaign: ['（未标活动）', '(no campaign)'],
  good: ['好线索', 'Good leads'],
  goodAre: [
    (grades: string) => `好线索指到达时的等级为 ${grades}`,
    (grades: string) => `Good leads arrived with ${grades}`,
  ],
  mean: ['平均分', 'Mean score'],
  export: ['导出 CSV', 'Export CSV'],
  sortBy: [(what: string) => `按${what}排序`, (what: string) => `Sort by ${what.toLowerCase()}`],
  list: ['、', ', '],
})
