import { defineWords } from '../../app/language.tsx'

/** Dealing leads that nobody works to whoever is likeliest to win them. */
export const bestWords = defineWords({
  open: ['按最优分配', 'Deal best to best'],
  title: [
    (pool: string) => `按最优分配“${pool}”的线索`,
    (pool: string) => `Deal the leads of ${pool} best to best`,
  ],
  titleWaiting: ['按最优分配等待中的线索', 'Deal the leads that wait best to best'],
  from: ['哪些线索', 'Which leads'],
  waiting: ['等待分配的线索', 'Leads that wait'],
  teams: ['分给哪些团队', 'To which teams'],
  whoClaims: ['分给能在这里领取的人', 'To whoever may claim here'],
  everybody: ['分给所有在班和今天来上班的销售', 'To every rep on duty or coming within a day'],
  noneInPool: ['公海里没有你看得到的线索', 'There is no lead you see in the pool'],
  noneWaits: ['没有线索在等人上班或空出来', 'No lead waits for somebody to be free'],
  how: [
    '每条线索给最可能成交的人，不超过各人上限，并保证每人分到一份优质线索。先看效果，再分配。',
    'Each lead goes to whoever is likeliest to win it, within everybody’s limits, and everybody gets some of the good ones. See first, then deal.',
  ],
  most: ['最多分配', 'At most'],
  dial: ['均分 ↔ 成交', 'Equal shares ↔ wins'],
  dialEven: ['均分', 'Equal'],
  dialWins: ['成交', 'Wins'],
  floor: ['优质线索保底', 'Floor of good leads'],
  sums: [
    (best: string, greedy: string, equal: string) =>
      `预计成交 ${best} 单；逐条给最强的人 ${greedy} 单，均分 ${equal} 单`,
    (best: string, greedy: string, equal: string) =>
      `${best} wins expected; ${greedy} if each went to the strongest who is free, ${equal} in equal shares`,
  ],
  left: [
    (n: number) => `${n} 条没有人能接，留在公海`,
    (n: number) =>
      n === 1 ? '1 lead nobody can take stays in the pool' : `${n} leads nobody can take stay in the pool`,
  ],
  leftWaiting: [
    (n: number) => `${n} 条没有人能接，继续等`,
    (n: number) =>
      n === 1 ? '1 lead nobody can take goes on waiting' : `${n} leads nobody can take go on waiting`,
  ],
  relaxed: [
    (names: string) => `优质线索不够或上限已满，保底降低：${names}`,
    (names: string) => `Too few good leads or too little room: the floor is lowered for ${names}`,
  ],
  rep: ['销售', 'Rep'],
  room: ['还能接', 'Room'],
  gets: ['分到', 'Gets'],
  even: ['均分', 'Equal'],
  good: ['优质', 'Good'],
  wins: ['预计成交', 'Wins'],
  deal: [(n: number) => `分配 ${n} 条`, (n: number) => (n === 1 ? 'Deal 1 lead' : `Deal ${n} leads`)],
  cancel: ['取消', 'Cancel'],
  nobody: ['没有人能接：都不在岗或已满', 'Nobody can take any: all are away or full'],
  dealt: [
    (n: number) => `已分配 ${n} 条，每人收到一条汇总通知`,
    (n: number) => (n === 1 ? '1 lead dealt' : `${n} leads dealt; each rep gets one notice`),
  ],
})
