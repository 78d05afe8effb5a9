import { defineWords } from '../../app/language.tsx'

export const reportWords = defineWords({
  title: ['客户画像', 'Ideal customer'],
  about: ['画像判断过的线索后来怎样了', 'What became of the leads the profile judged'],
  edit: ['修改画像', 'Change the profile'],
  write: ['写一份客户画像', 'Describe the ideal customer'],
  aside: ['看搁置的线索', 'Leads set aside'],
  none: ['还没有客户画像', 'No ideal customer yet'],
  noneHint: [
    '写下理想客户的样子：不合适的线索不再占用销售的时间，这里会告诉你判断得准不准。',
    'Describe the ideal customer: leads that do not fit take no more of the reps’ time, and this page tells how right that was.',
  ],
  since: [
    (n: number, day: string) => `第 ${n} 版 · ${day}`,
    (n: number, day: string) => `Version ${n} · ${day}`,
  ],
  choose: ['哪一版', 'Which version'],
  outcomes: ['判断与结果', 'Verdicts and outcomes'],
  outcomesHint: [
    '按每条线索得到的第一个判断计算；横线是 95% 置信区间。',
    'By the first verdict each lead was given; the lines are 95 % intervals.',
  ],
  chart: ['各种判断的成交率与 95% 置信区间', 'The win rate of each verdict with its 95 % interval'],
  verdict: ['判断', 'Verdict'],
  judged: ['线索', 'Leads'],
  won: ['成交', 'Won'],
  lost: ['未成', 'Lost'],
  open: ['进行中', 'Open'],
  rate: ['成交率', 'Win rate'],
  all: ['合计', 'All'],
  fits: ['符合', 'Fits'],
  partly: ['部分符合', 'Fits in part'],
  unsure: ['待确认', 'Not sure yet'],
  unfit: ['不符合', 'Does not fit'],
  between: [
    (share: string, from: string, to: string) => `${share}（${from}–${to}）`,
    (share: string, from: string, to: string) => `${share} (${from}–${to})`,
  ],
  nothing: ['–', '–'],
  undecided: ['还没有线索有结果，过些日子再来看。', 'No lead has an outcome yet; come back in a while.'],
  lift: [
    (times: string) => `符合画像的线索，成交率是平均的 ${times} 倍。`,
    (times: string) => `Leads that fit are won ${times} times as often as all.`,
  ],
  precision: [
    (precision: string, recall: string) => `符合的里面 ${precision} 成交；成交的里面 ${recall} 是符合的。`,
    (precision: string, recall: string) =>
      `Of those that fit, ${precision} are won; of those won, ${recall} fit.`,
  ],
  rejects: ['错杀了多少', 'Whom it turns away wrongly'],
  rejectsNone: ['还没有线索被排除。', 'Nothing was ruled out yet.'],
  rejectsSaid: [
    (rejected: string, kept: string, won: string) =>
      `排除并搁置了 ${rejected} 条；随机放行且已有结果的 ${kept} 条，其中成交 ${won} 条。`,
    (rejected: string, kept: string, won: string) =>
      `${rejected} were ruled out and set aside. Of those let go on at random ${kept} are decided, ${won} of them won.`,
  ],
  falseRejects: [
    (count: string, from: string, to: string) =>
      `照此推算，搁置的里面约有 ${count} 条本可成交（95%：${from}–${to}）。`,
    (count: string, from: string, to: string) =>
      `So about ${count} of those set aside would have been won (95 %: ${from}–${to}).`,
  ],
  tooFew: [
    (enough: number) => `放行且有结果的不到 ${enough} 条，还说不准。`,
    (enough: number) => `Fewer than ${enough} let go on are decided: too few to say.`,
  ],
  suggested: ['成交的线索有什么共同点', 'What those won have in common'],
  suggestedHint: [
    (n: string) =>
      `从最近 ${n} 条有结果的线索中来；可以当作理想条件的候选。比较多了总有碰巧的，写进画像前想一想是否说得通。`,
    (n: string) =>
      `From the newest ${n} decided leads: candidates for what the profile asks. Of many facts some stand out by chance; ask whether one makes sense before you take it.`,
  ],
  noSuggestion: [
    '还没有哪项资料明显更容易成交；有结果的线索多了再看。',
    'No fact is surely more often won yet; it takes more decided leads.',
  ],
  fact: ['资料', 'Fact'],
  times: ['倍数', 'Lift'],
})
