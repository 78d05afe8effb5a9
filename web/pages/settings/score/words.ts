import { defineWords } from '../../../app/language.tsx'

export const scoreWords = defineWords({
  intro: [
    '得分是下面各项之和，每组可设上下限；分数决定等级。几张评分卡从上往下看，线索按第一张适用的来打分。发布后全部线索会重新打分。',
    'A score is the sum of the lines that apply, each group within its limits; the score decides the grade. Of several cards, the first that fits a lead scores it. After publishing, every lead is scored again.',
  ],
  cards: ['评分卡', 'Scorecards'],
  card: [(n: number) => `评分卡 ${n}`, (n: number) => `Scorecard ${n}`],
  addCard: ['评分卡', 'Scorecard'],
  copied: [(name: string) => `${name} 副本`, (name: string) => `Copy of ${name}`],
  copyCard: ['复制这张', 'Duplicate'],
  removeCard: ['删除这张', 'Delete'],
  removedCard: ['已删除这张评分卡', 'The scorecard was deleted'],
  earlier: ['往前排', 'Earlier'],
  later: ['往后排', 'Later'],
  cardName: ['这张卡叫什么', 'What the card is called'],
  cardFor: ['给哪些线索打分', 'Which leads it scores'],
  forAll: ['所有线索', 'Every lead'],
  forSome: ['只给一部分', 'Only some'],
  unfinished: ['未写完', 'Unfinished'],
  unreachable: [
    '排在前面的“所有线索”已经把线索都打完了，这张轮不到。',
    'An earlier card scores every lead, so this one is never reached.',
  ],
  shadows: [
    (n: number) => `这张适用于所有线索，排在它后面的 ${n} 张轮不到。把它排到最后，或限定它给哪些线索打分。`,
    (n: number) =>
      `This card scores every lead, so the ${n === 1 ? 'one' : n} after it ${n === 1 ? 'is' : 'are'} never reached. Put it last, or say which leads it scores.`,
  ],
  retire: ['停用这张', 'Retire'],
  unretire: ['重新启用', 'Use again'],
  retired: ['已停用', 'Retired'],
  retiredCard: ['已停用，发布后不再给线索打分', 'Retired: it scores nobody once this is published'],
  unretiredCard: ['已重新启用', 'In use again'],
  retiredHint: [
    '这张卡已停用：线索由下一张适用的卡打分；以前的得分和历史里仍用得到它，所以不能删除。',
    'This card is retired: leads are scored by the next one that fits. Past scores and history name it, so it cannot be deleted.',
  ],
  showRetired: [(n: number) => `看已停用的 ${n} 张`, (n: number) => `Show ${n} retired`],
  hideRetired: ['收起已停用的', 'Fold retired'],
  beyond: [
    (grade: string, most: number) => `等级 ${grade} 永远到不了：最多 ${most} 分。请调低起点，或增加加分项。`,
    (grade: string, most: number) =>
      `Nobody can reach ${grade}: at most ${most} points are given. Lower where it begins, or add points.`,
  ],
  emptyAxis: [
    (axis: string) => `${axis}还没有等级，网格缺一半。`,
    (axis: string) => `${axis} has no grades, so half of the grid is missing.`,
  ],
  halfGrade: [
    (axis: string, grade: string, least: number) =>
      `${axis}可能低到 ${least} 分，那样只有半个等级：让 ${grade} 从 ${least} 或更低开始。`,
    (axis: string, grade: string, least: number) =>
      `${axis} can be as low as ${least}, which would leave half a grade: let ${grade} begin at ${least} or below.`,
  ],
  endless: [
    (axis: string, grade: string) =>
      `${axis}可以一直扣下去，低于 ${grade} 只有半个等级：给这一组设“合计最低”。`,
    (axis: string, grade: string) =>
      `${axis} can fall without end, and below ${grade} a lead would have half a grade: give the group a lower limit.`,
  ],
  groupName: ['组名', 'Group'],
  groupKind: ['属于', 'It is about'],
  groupKindHint: [
    '用等级网格时，匹配度和身份算一个方向，行为算另一个方向；“其他”只进总分。',
    'On a grid, fit and who they are make one axis, behaviour the other; “other” counts in the total only.',
  ],
  least: ['合计最低', 'Never below'],
  most: ['合计最高', 'Never above'],
  capsCrossed: ['最低比最高还高', 'The lower limit is above the upper'],
  settings: ['这组的设置', 'Group settings'],
  addGroup: ['加一组', 'Add a group'],
  removeGroup: ['删除这组', 'Delete the group'],
  removedGroup: ['已删除这组', 'The group was deleted'],
  unit: ['分', 'points'],
  none: ['这组还没有打分项', 'No lines in this group yet'],
  noneHint: [
    '例如“能拍板的职位 +30”。先写三五条最能说明问题的。',
    'For example “Decides: +30”. Three or five telling lines are a good start.',
  ],
  gradedBy: ['怎么分级', 'How leads are graded'],
  scale: ['按总分', 'By the total'],
  grid: ['按匹配度 × 行为', 'By fit × behaviour'],
  gridHint: [
    '等级由两个方向拼成，如 A1：匹配度好、行为积极。从高到低排。',
    'A grade is made of both, as in A1: a good fit and very active. Highest first.',
  ],
  fit: ['匹配度', 'Fit'],
  behaviour: ['行为', 'Behaviour'],
  withoutBehaviour: [
    '这里只按资料试算，行为得分不计在内，两边一样。',
    'Only what is known is tried here; points for behaviour are left out on both sides.',
  ],
  rescoring: [
    (version: number, done: string, total: string) =>
      `正在按第 ${version} 版给线索重新打分：${done} / ${total}`,
    (version: number, done: string, total: string) =>
      `Scoring every lead by version ${version}: ${done} of ${total}`,
  ],
  triedWithout: [
    '试打分只看资料：它做过的事这里没有计入。',
    'Only what is known of the lead is tried here; what it did is left out.',
  ],
  noCard: ['没有适用的评分卡', 'No scorecard fits this lead'],
  byCard: [(name: string) => `评分卡：${name}`, (name: string) => `Scorecard: ${name}`],
  capped: [(group: string) => `${group}（组上下限）`, (group: string) => `${group} (limit of the group)`],
  grades: ['等级', 'Grades'],
  gradesHint: [
    '从高到低；分数不低于门槛就是这一级。',
    'Highest first: a score at or above the threshold has the grade.',
  ],
  grade: ['等级名', 'Grade'],
  from: ['不低于几分', 'At least'],
  addGrade: ['等级', 'Grade'],
  removeGrade: [(grade: string) => `去掉 ${grade} 级`, (grade: string) => `Remove grade ${grade}`],
  try: ['拿一条线索试打分', 'Score a lead'],
  tryHint: [
    '找一条线索，看草稿会给它几分、为什么。什么都不会改动。',
    'Find a lead to see what the draft would give it, and why. Nothing is changed.',
  ],
  was: [
    (score: number, grade: string) => `现在 ${score} 分 ${grade}`,
    (score: number, grade: string) => `Now ${score} ${grade}`,
  ],
  would: ['按草稿', 'By the draft'],
  another: ['换一条', 'Another lead'],
  notMet: ['没有符合', 'Not met'],
  effect: [
    (n: string) => `按最新的 ${n} 条线索试算，各等级有`,
    (n: string) => `Of the newest ${n} leads, each grade has`,
  ],
  now: ['现在', 'Now'],
  after: ['发布后', 'Then'],
  ungraded: ['不分级', 'No grade'],
  untried: [
    (fields: string) => `打分用到了 ${fields}，这里没法先试算；发布后全部线索会重新打分。`,
    (fields: string) =>
      `It asks for ${fields}, which cannot be tried here beforehand; after publishing every lead is scored again.`,
  ],
})
