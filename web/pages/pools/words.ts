import { defineWords } from '../../app/language.tsx'

export const poolWords = defineWords({
  title: ['公海', 'Pools'],
  pools: ['公海', 'Pools'],
  claim: ['领取', 'Claim'],
  claimOf: [(name: string) => `领取 ${name}`, (name: string) => `Claim ${name}`],
  opensAt: [(at: string) => `${at} 开放`, (at: string) => `Opens ${at}`],
  opensWhy: [
    '先开放给其他同事，到时你也可以领取',
    'Offered to others first; from then on you may claim it too',
  ],
  claimed: [(name: string) => `已领取 ${name}，现在由你负责`, (name: string) => `${name} is yours now`],
  best: ['给我最好的 5 条', 'Give me the best 5'],
  bestClaimed: [
    (n: number) => `已领取 ${n} 条，现在由你负责`,
    (n: number) => (n === 1 ? '1 lead is yours now' : `${n} leads are yours now`),
  ],
  bestNone: ['没有可领的线索了', 'There is nothing left to claim'],
  today: ['今日', 'Today'],
  holding: ['持有', 'Holding'],
  mine: ['归你了', 'Yours'],
  noMember: [
    '你不是这个公海的成员，只能看；请联系管理员',
    'You are not a member of this pool and may only look; ask an admin',
  ],
  emptyPool: ['这个公海空了', 'This pool is empty'],
  emptyPoolHint: [
    '回收和退回的线索会落到这里，新到的会自己出现。',
    'Leads that are recycled or released land here; new ones show up by themselves.',
  ],
  noPools: ['你还没有公海', 'You are in no pool yet'],
  noPoolsHint: ['请管理员把你或你的团队加进一个公海。', 'Ask an admin to add you or your team to one.'],
  arrivedInPool: [(n: number) => `公海里新到 ${n} 条`, (n: number) => `${n} new in the pool`],
})
