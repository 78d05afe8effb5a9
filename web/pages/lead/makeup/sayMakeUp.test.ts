import { expect, test } from 'vitest'
import { sayMakeUp } from './sayMakeUp.ts'

const told = {
  leadId: 'lead',
  rep: { id: 'wang', name: '王芳' },
  state: 'made_up' as const,
  at: null,
  reason: null,
  appealedAt: null,
  answer: null,
  answeredBy: null,
  answeredAt: null,
  used: { made: 3, granted: 0, limit: 5 as number | null },
  may: { appeal: false, answer: false, takeBack: false },
}
const manager = { id: 'lin', name: '林夕' }
const spent = { used: { made: 5, granted: 1, limit: 5 }, may: { ...told.may, appeal: true } }

test.each([
  [
    {},
    'wang',
    '已补量：下一条先补给你，本月补量 3/5',
    'Made up: you get another first · made up 3/5 this month',
  ],
  [
    { used: { made: 3, granted: 1, limit: null } },
    'lin',
    '已补量：下一条先补给王芳，本月已补 3 条，另经主管同意 1 条',
    'Made up: 王芳 gets another first · 3 made up this month · 1 more granted by a manager',
  ],
  [
    { ...spent, state: 'refused' as const },
    'wang',
    '这条没有补：本月补量已用完（5/5），可以申诉',
    'Not made up: this month’s make-ups are used up (5/5) · you may appeal',
  ],
  [
    { state: 'refused' as const, used: { made: 0, granted: 0, limit: 0 } },
    'lin',
    '这条没有补：没有开放补量',
    'Not made up: invalid leads are not made up for here',
  ],
  [
    { ...spent, state: 'taken_back' as const, answeredBy: manager },
    'wang',
    '林夕收回了补量，可以申诉',
    '林夕 took the make-up back · you may appeal',
  ],
])('%o is told to %s', (parts, me, zh, en) => {
  expect(sayMakeUp({ ...told, ...parts }, { lang: 'zh', me })).toBe(zh)
  expect(sayMakeUp({ ...told, ...parts }, { lang: 'en', me })).toBe(en)
})
