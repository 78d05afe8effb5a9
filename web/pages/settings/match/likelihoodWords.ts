import { defineWords } from '../../../app/language.tsx'

export const likelihoodWords = defineWords({
  likelihood: ['按可能性判断', 'By likelihood'],
  hint: [
    '规则没找到的人怎么办。名字听错、电话错一位、公司换种写法，规则往往找不到；这里用最近一次扫描学到的权重算出新来的与已有线索是同一个人的可能性。留空就是不用；两个都留空则完全关闭。',
    'For whom no rule finds: a name misheard, a phone one digit off, a firm written differently. What arrives is weighed by what the last scan has learnt of your leads. Left empty, a threshold is not used; with both empty this is off.',
  ],
  ask: ['可能性不低于多少时请人看', 'A person is asked from'],
  link: ['可能性不低于多少时自动关联', 'Linked by itself from'],
  never: ['不用', 'Never'],
  noScan: ['还没有扫描过，没有可用的权重：请先扫描一次。', 'Nothing was learnt yet: run a scan first.'],
  toScan: ['去查重扫描', 'To the scan'],
  learnt: ['现在用的权重来自扫描：', 'What is known comes from the scan'],
  from: [(leads: string) => `${leads} 条线索`, (leads: string) => `${leads} leads`],
  compares: [(fields: string) => `比较：${fields}`, (fields: string) => `compares ${fields}`],
  list: ['、', ', '],
})
