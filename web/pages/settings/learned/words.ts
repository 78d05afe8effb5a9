import { defineWords } from '../../../app/language.tsx'

export const learnedWords = defineWords({
  intro: [
    '从已经有结果的线索里学出一张评分卡：哪些特征的线索更容易成交，各值多少分。每条线索都按它到达时的样子来学，结果出来以后才填的内容不算。它只给你一份草稿，从不自己发布。',
    'A scorecard learned from leads whose outcome is known: what makes a lead likelier to convert, and by how many points. Each is read as it was when it arrived; what was filled in once the outcome was known does not count. It gives you a draft and never publishes by itself.',
  ],
  start: ['开始学习', 'Learn a scorecard'],
  again: ['重新学习', 'Learn again'],
  stop: ['停下', 'Stop'],
  monthly: ['每月自动重新学习', 'Learn again every month'],
  none: ['还没有学过评分卡', 'No scorecard was learned yet'],
  noneHint: [
    '需要近两年内至少 40 条已转化、40 条流失或无效的线索。',
    'It takes at least 40 converted and 40 lost or invalid leads of the last two years.',
  ],
  running: ['正在学习', 'Learning'],
  stepRead: ['读取线索', 'reading leads'],
  stepLearn: ['计算', 'computing'],
  stepDrift: ['对比新线索', 'comparing new leads'],
  ofRead: [
    (n: string, all: string) => `已读 ${n} / ${all} 条`,
    (n: string, all: string) => `${n} of ${all} leads read`,
  ],
  cancelled: ['已停下', 'Stopped'],
  failed: ['没有完成，请重新学习', 'Did not finish; learn again'],
  tooFew: ['有结果的线索太少', 'Too few outcomes'],
  outcomes: [
    (won: string, lost: string) => `${won} 条已转化，${lost} 条流失或无效`,
    (won: string, lost: string) => `${won} converted, ${lost} lost or invalid`,
  ],
  bySchedule: ['按月自动', 'by the schedule'],
  models: ['学过的评分卡', 'Learned scorecards'],
  quality: ['有多准', 'How good it is'],
  qualityAbout: ['用最新三成、它没见过的线索检验', 'On the newest three tenths, which it had not seen'],
  auc: [
    (auc: string, low: string, high: string) =>
      `任取一条成交和一条未成交的线索，它有 ${auc} 的把握把成交的排在前面（95% 区间 ${low}–${high}；瞎猜是 50%）。`,
    (auc: string, low: string, high: string) =>
      `Of one lead that converts and one that does not, it ranks the right one first ${auc} of the time (95 % interval ${low}–${high}; chance is 50 %).`,
  ],
  noBetter: [
    '区间里包含 50%：它未必比瞎猜好，先不要用。等结果更多，或补上真正影响成交的字段以后再学。',
    'The interval holds 50 %: it may be no better than chance, so do not use it yet. Learn again with more outcomes, or with fields that matter to a sale.',
  ],
  lift: [
    (ten: string, thirty: string) => `得分最高的一成线索里有全部成交的 ${ten}，最高的三成里有 ${thirty}。`,
    (ten: string, thirty: string) =>
      `The best tenth holds ${ten} of all conversions, the best three tenths ${thirty}.`,
  ],
  ece: [
    (gap: string) => `它说的概率与实际平均相差 ${gap}。`,
    (gap: string) => `What it says and what comes lie ${gap} apart on average.`,
  ],
  rocTitle: ['区分能力', 'Telling apart'],
  rocLabel: ['ROC 曲线：横轴误取，纵轴取中', 'ROC curve: lost leads taken across, won leads taken up'],
  rocX: ['未成交的占比', 'of lost leads'],
  liftTitle: ['先跟进高分的收获', 'Best scores first'],
  liftLabel: [
    '提升曲线：按分数从高到低跟进多少，能拿到多少成交',
    'Lift curve: share of leads followed up by score, and of conversions won',
  ],
  liftX: ['跟进的线索', 'of leads followed up'],
  wonY: ['成交的占比', 'of conversions'],
  calibrationTitle: ['说的与来的', 'Said and came'],
  calibrationLabel: [
    '校准图：它说的概率与实际成交率',
    'Calibration: chances it said against shares that converted',
  ],
  saidX: ['它说的概率', 'chance it said'],
  cameY: ['实际成交率', 'converted'],
  byChance: ['瞎猜', 'by chance'],
  strongest: ['最有分量的条件', 'What weighs most'],
  strongestAbout: ['每 10 分，成交的可能性之比翻一倍', 'Ten points double the odds'],
  leads: [(n: string) => `${n} 条线索`, (n: string) => `${n} leads`],
  leaks: ['疑似事后才知道的字段', 'Fields that seem to know the outcome'],
  leaksAbout: ['没有用来学习', 'Left out'],
  noLeaks: ['没有发现。', 'None found.'],
  late: [
    (share: string) => `${share} 的值是在结果出来以后才填或改的`,
    (share: string) => `${share} of its values were set or changed once the outcome was known`,
  ],
  tellsAll: [
    (auc: string) => `光凭它就能分清成败（${auc}）：多半是事后填的`,
    (auc: string) => `By itself it tells won from lost (${auc}): probably filled in afterwards`,
  ],
  bothWays: [
    (share: string) => `${share} 的线索，看它的取值成败几乎已定`,
    (share: string) => `For ${share} of leads its answer all but decides the outcome, both ways`,
  ],
  example: [
    (value: string, won: string, n: string) => `“${value}”：${n} 条中 ${won} 成交`,
    (value: string, won: string, n: string) => `“${value}”: ${won} of ${n} converted`,
  ],
  keep: ['仍然使用', 'Keep it anyway'],
  keepHint: [
    '如果你确定它在线索到达时就已知道，可以保留；会重新学习一张。',
    'If you are sure it is known when a lead arrives, keep it: a scorecard is learned anew.',
  ],
  kept: [
    (fields: string) => `按你的判断保留：${fields}`,
    (fields: string) => `Kept as you judged: ${fields}`,
  ],
  left: ['没有用到的字段', 'Fields not used'],
  blank: ['没有值，或全都一样', 'no values, or all the same'],
  personal: ['属于个人信息', 'personal'],
  pastUnknown: ['不知道到达时是什么', 'what it was at arrival is not known'],
  list: ['、', ', '],
  drift: ['与新线索的差别', 'How new leads differ'],
  driftAbout: [
    (n: string) => `最近 30 天的 ${n} 条线索与学习时相比`,
    (n: string) => `${n} leads of the last 30 days against those learned from`,
  ],
  driftNone: [
    '最近 30 天到达的线索不到 100 条，还看不出差别。',
    'Fewer than 100 leads arrived in the last 30 days: too few to tell.',
  ],
  field: ['字段', 'Field'],
  index: ['稳定性指数 PSI', 'Stability index (PSI)'],
  means: ['说明', 'Meaning'],
  steady: ['稳定', 'steady'],
  shifted: ['有变化，留意', 'shifted; keep an eye on it'],
  moved: ['已明显不同，建议重新学习', 'moved; learn again'],
  use: ['作为草稿使用', 'Use as a draft'],
  used: [
    '已放进评分卡的草稿；发布之前不会生效',
    'It is in the scorecard’s draft; nothing changes before you publish',
  ],
})
