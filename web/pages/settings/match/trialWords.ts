import { defineWords } from '../../../app/language.tsx'

export const matchTrialWords = defineWords({
  try: ['试一条', 'Try one'],
  hint: [
    '填一个人，看草案的每条规则怎么说。什么都不会保存。',
    'Type somebody and see what each rule of the draft says. Nothing is kept.',
  ],
  run: ['试', 'Try'],
  answer: ['结果', 'Answer'],
  isNew: ['没有撞单：会成为一条新线索', 'Nobody is held: it would be a new lead'],
  byRule: [
    (does: string, at: number) => `${does}（按第 ${at} 条规则）`,
    (does: string, at: number) => `It would: ${does} (by rule ${at})`,
  ],
  byLikelihood: [
    (does: string) => `${does}（规则没找到，按可能性）`,
    (does: string) => `No rule finds them; by likelihood it would: ${does}`,
  ],
  linksIt: ['自动关联到', 'Linked by itself to'],
  asksIt: ['请人看是不是', 'A person is asked about'],
  decides: ['成立，由它决定', 'Holds, and decides'],
  holds: ['成立', 'Holds'],
  fails: ['不成立，最接近的是', 'Does not hold; closest is'],
  nobody: ['不成立：没有一项相同的', 'Does not hold: nobody agrees in any term'],
  nameless: ['（未留姓名）', '(no name)'],
  agreed: [(terms: string) => `有：${terms}`, (terms: string) => `Has: ${terms}`],
  apart: [(terms: string) => `没有：${terms}`, (terms: string) => `Has not: ${terms}`],
})
