import { expect, test } from 'vitest'
import { obstacleWords } from '../../policy/obstacleWords.ts'
import { inOrder, sayBecause, sayDecision, sayMine } from './say.ts'
import type { Decision } from './say.ts'

const candidate = (id: string, because: string, holding = 0) => ({
  id,
  name: id,
  because,
  holding,
  givenToday: 0,
})
const decision: Decision = {
  decisionId: 'd',
  at: '2026-03-09T02:00:00Z',
  policyVersion: 3,
  to: { kind: 'rep', id: 'a', name: '王强' },
  rule: { id: 'r', name: '华东轮流' },
  replayed: 'same',
  passed: [],
  next: null,
  merit: null,
  candidates: [
    candidate('b', 'turn', 9),
    candidate('c', 'away'),
    candidate('d', 'turn', 2),
    candidate('a', 'got'),
  ],
}
const both = (say: (lang: 'zh' | 'en') => string | undefined) => [say('zh'), say('en')]

test('whom it went to is one sentence, whatever took it', () => {
  expect(both((lang) => sayDecision(decision, lang))).toEqual([
    '按规则“华东轮流”分给 王强',
    'Given to 王强 by the rule “华东轮流”',
  ])
  const pool = { kind: 'pool' as const, id: 'p', name: '公海' }
  expect(sayDecision({ ...decision, to: pool }, 'zh')).toBe('按规则“华东轮流”进 公海')
  expect(sayDecision({ ...decision, to: pool, rule: null }, 'zh')).toBe('没有规则接走，落入 公海')
  const waiting = { kind: 'waiting' as const, id: null, name: null }
  expect(sayDecision({ ...decision, to: waiting }, 'zh')).toBe('按规则“华东轮流”在等待区')
})

test('a reader is told of themselves', () => {
  expect(both((lang) => sayMine(decision, 'c', lang))).toEqual(['你：请假', 'You: On leave'])
  expect(sayMine(decision, 'a', 'zh')).toBe('你：分到了')
  expect(sayMine(decision, 'x', 'zh')).toBe('你不在这条规则的范围内')
  expect(sayMine({ ...decision, replayed: 'erased', candidates: [] }, 'a', 'zh')).toBeUndefined()
})

test('who got it comes first, then who could have', () => {
  expect(inOrder(decision.candidates).map(({ id }) => id)).toEqual(['a', 'd', 'b', 'c'])
})

test.each(Object.keys(obstacleWords))('%s has words in both languages', (because) => {
  expect(sayBecause(because, 'zh')).toMatch(/\p{Script=Han}/u)
  expect(sayBecause(because, 'en')).not.toBe(because)
})
