import { defineWords } from '../../../app/language.tsx'

export const scoreWords = defineWords({
  intro: [
    '得分是下面各项之和，符合几项加几项；分数决定等级。发布后全部线索会重新打分。',
    'A score is the sum of the lines that fit; the score decides the grade. After publishing, every lead is scored again.',
  ],
  terms: ['加减分', 'Points'],
  none: ['还没有打分项，线索都是 0 分', 'No lines yet: every lead scores 0'],
  noneHint: [
    '例如“能拍板的职位 +30”。先写三五条最能说明问题的。',
    'For example “Decides: +30”. Three or five telling lines are a good start.',
  ],
  grades: ['等级', 'Grades'],
  gradesHint: [
    '从高到低；分数不低于门槛就是这一级。',
    'Highest first: a score at or above the threshold has the grade.',
  ],
  grade: ['等级名', 'Grade'],
  from: ['不低于几分', 'At least'],
  addGrade: ['等级', 'Grade'],
  removeGrade: [(grade: string) => `去掉 ${grade} 级`, (grade: string) => `Remove grade ${grade}`],
  points: ['加减几分', 'Points'],
  label: ['叫什么', 'What it is called'],
  labelPrompt: ['例如：能拍板的职位', 'For example: decides'],
  labelHint: ['销售问“为什么是 A”时看到的就是这个名字', 'What a rep sees when asking why a lead is an A'],
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
