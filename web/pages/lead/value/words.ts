import { defineWords } from '../../../app/language.tsx'

export const valueWords = defineWords({
  title: ['预期价值', 'Expected value'],
  whyValue: [(sum: string) => `为什么是 ${sum}`, (sum: string) => `Why ${sum}`],
  sum: [
    (chance: string, worth: string, cost: string, total: string) =>
      `${chance} × ${worth} − ${cost} = ${total}`,
    (chance: string, worth: string, cost: string, total: string) =>
      `${chance} × ${worth} − ${cost} = ${total}`,
  ],
  sumFree: [
    (chance: string, worth: string, total: string) => `${chance} × ${worth} = ${total}`,
    (chance: string, worth: string, total: string) => `${chance} × ${worth} = ${total}`,
  ],
  byModel: [
    (chance: string) => `赢单概率 ${chance}：学习评分卡按这条线索的资料算出`,
    (chance: string) => `${chance} chance to win, by the learned scorecard`,
  ],
  byHistory: [
    (chance: string, grade: string, won: number, of: number) =>
      `赢单概率 ${chance}：${grade} 级已结束 ${of} 条，赢 ${won} 条（样本少时向整体靠拢）`,
    (chance: string, grade: string, won: number, of: number) =>
      `${chance} chance to win: ${won} of ${of} ${grade} leads were won, drawn to the rate of all`,
  ],
  byTable: [
    (chance: string, grade: string) => `赢单概率 ${chance}：方案给 ${grade} 级定的`,
    (chance: string, grade: string) => `${chance} chance to win, set for grade ${grade}`,
  ],
  byOther: [
    (chance: string) => `赢单概率 ${chance}：方案给其他等级定的`,
    (chance: string) => `${chance} chance to win, set for every other grade`,
  ],
  noGrade: ['未分级', 'no grade'],
  amount: [(sum: string) => `成交值 ${sum}：方案定的`, (sum: string) => `Worth ${sum}, set in the policy`],
  history: [
    (sum: string, sales: number) => `成交值 ${sum}：${sales} 单的平均（向整体靠拢）`,
    (sum: string, sales: number) => `Worth ${sum}: the mean of ${sales} sales, drawn to that of all`,
  ],
  segment: [
    (sum: string, sales: number, of: number) =>
      `成交值 ${sum}：同类 ${sales} 单的平均（共 ${of} 单，样本少时向整体靠拢）`,
    (sum: string, sales: number, of: number) =>
      `Worth ${sum}: the mean of ${sales} like sales of ${of}, drawn to that of all`,
  ],
  times: [
    (label: string, percent: number, sum: string) => `${label} × ${percent / 100}：${sum}`,
    (label: string, percent: number, sum: string) => `${label} × ${percent / 100}: ${sum}`,
  ],
  plus: [
    (label: string, sum: string) => `${label}：${sum}`,
    (label: string, sum: string) => `${label}: ${sum}`,
  ],
  spend: [
    (percent: number, sum: string) => `老客户累计消费的 ${percent}%：${sum}`,
    (percent: number, sum: string) => `${percent}% of what the customer has spent: ${sum}`,
  ],
  limit: [(sum: string) => `限制在 0 到上限之间：${sum}`, (sum: string) => `Kept within the limits: ${sum}`],
  cost: [(sum: string) => `跟进成本 ${sum}`, (sum: string) => `${sum} to work it`],
  costBy: [
    (sum: string, label: string) => `跟进成本 ${sum}：${label}`,
    (sum: string, label: string) => `${sum} to work it: ${label}`,
  ],
  unnamed: ['（未命名）', '(no name)'],
  priority: ['重点线索', 'Priority lead'],
  dueIn: ['请在期限前首次跟进', 'Follow it up before the deadline'],
  overdue: ['已超过重点跟进期限', 'Past its priority deadline'],
  unheld: ['还没有人负责，请尽快分配', 'Nobody has it yet: give it to somebody'],
  since: ['成为重点', 'Priority since'],
})
