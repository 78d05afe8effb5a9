import { defineWords } from '../../../app/language.tsx'

/** The texts of a lead's score over time. */
export const historyWords = defineWords({
  title: ['评分历史', 'Score over time'],
  chart: [
    (steps: number) => `评分随时间变化的折线图，共 ${steps} 步；下方列表有同样的内容`,
    (steps: number) => `The score over time as a line of ${steps} steps; the list below says the same`,
  ],
  by: ['评分卡', 'Scorecard'],
  asThen: ['当时的评分卡', 'As judged then'],
  asToday: ['现在的评分卡', 'By today’s card'],
  unchanged: [
    (score: string) => `到达以来一直是 ${score}，没有变过。`,
    (score: string) => `It has been ${score} ever since the lead arrived.`,
  ],
  points: [
    (grade: string, score: number) => (grade ? `${grade} · ${score} 分` : `${score} 分`),
    (grade: string, score: number) => (grade ? `${grade} · ${score}` : `${score} points`),
  ],
  steps: [(n: number) => `逐步查看（${n} 步）`, (n: number) => `Each step (${n})`],
  fewer: ['收起', 'Hide the steps'],
  earlier: ['更早的', 'Earlier ones'],
  version: [(n: number) => `第 ${n} 版`, (n: number) => `v${n}`],
  card: [
    (name: string, n: number) => `${name}，第 ${n} 版`,
    (name: string, n: number) => `${name}, version ${n}`,
  ],
  noTerms: ['没有符合的评分项', 'Nothing on the scorecard applied'],
  close: ['关闭', 'Close'],
  unknown: [
    (fields: string) => `${fields}当时是什么没有留下记录，按现在的值计算。`,
    (fields: string) => `Nothing tells what ${fields} was then; today’s value was taken.`,
  ],
  apart: [
    (hours: number) => `变化太多，只画出间隔 ${hours} 小时以上的。`,
    (hours: number) => `It turned too often to show it all: steps lie ${hours} hours apart at least.`,
  ],
  list: ['、', ', '],
})
