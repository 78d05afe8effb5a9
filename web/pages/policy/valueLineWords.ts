import { defineWords } from '../../app/language.tsx'

export const valueLineWords = defineWords({
  worth: [(sum: string) => `一条赢下的线索值 ${sum}`, (sum: string) => `A won lead is worth ${sum}`],
  history: [
    (days: number, by: string, weight: number) =>
      `有成交后，按近 ${days} 天的成交均值${by ? `，分${by}` : ''}；样本少时按 ${weight} 单的分量向整体靠拢`,
    (days: number, by: string, weight: number) =>
      `Once there are sales: the mean of the last ${days} days${by ? ` by ${by}` : ''}, drawn to that of all as by ${weight} sales`,
  ],
  times: [(percent: number) => `× ${percent / 100}`, (percent: number) => `× ${percent / 100}`],
  spend: [
    (percent: number) => `老客户再加累计消费的 ${percent}%`,
    (percent: number) => `A known customer: ${percent}% of what they spent is added`,
  ],
  cost: [(sum: string) => `跟进一条花 ${sum}`, (sum: string) => `Working a lead costs ${sum}`],
  costs: [(sum: string) => `跟进花 ${sum}`, (sum: string) => `costs ${sum} to work`],
  model: ['赢单概率：有学习评分卡就用它算', 'Chance to win: by the learned scorecard, where there is one'],
  rates: [
    (fewest: number, weight: number) =>
      `否则结束满 ${fewest} 条后，用各等级的实际赢单率（按 ${weight} 条的分量向整体靠拢）`,
    (fewest: number, weight: number) =>
      `Else, once ${fewest} leads have ended, the rate each grade was won at, drawn to that of all as by ${weight} leads`,
  ],
  table: [
    (grades: string, other: number) => `再否则：${grades ? `${grades}，` : ''}其他 ${other}%`,
    (grades: string, other: number) => `Else ${grades ? `${grades}, ` : ''}${other}% for every other`,
  ],
  grade: [
    (grade: string, percent: number) => `${grade} 级 ${percent}%`,
    (grade: string, percent: number) => `${grade} ${percent}%`,
  ],
  list: ['、', ', '],
  noPriority: ['没有重点线索', 'No lead has priority'],
  from: [(sum: string) => `预期价值 ${sum} 起`, (sum: string) => `an expected value from ${sum}`],
  and: ['，且', ', and '],
  priority: [
    (which: string, within: string) => `重点线索：${which}；${within}内首次跟进`,
    (which: string, within: string) => `Priority: ${which}; first follow-up within ${within}`,
  ],
  hours: [
    (from: string, until: string) => `只在 ${from}–${until} 计时`,
    (from: string, until: string) => `the clock runs ${from}–${until}`,
  ],
  alarms: [
    (remind: string, escalate: string, again: string) =>
      `${remind ? `提前 ${remind} 提醒负责人；` : ''}超时告诉主管，再过 ${escalate} 告诉管理员，此后每 ${again} 再提醒，直到有人跟进`,
    (remind: string, escalate: string, again: string) =>
      `${remind ? `Its holder is reminded ${remind} before; ` : ''}managers are told when it is overdue, admins ${escalate} later, all of them every ${again} until it is followed up`,
  ],
  minutes: [(n: number) => `${n} 分钟`, (n: number) => (n === 1 ? '1 minute' : `${n} minutes`)],
  hoursLong: [(n: number) => `${n} 小时`, (n: number) => (n === 1 ? '1 hour' : `${n} hours`)],
})
