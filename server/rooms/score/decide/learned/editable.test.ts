import { describe, expect, test } from 'vitest'
import { scorePolicy } from '../../../../../contract/scorecard.ts'
import { scorer } from '../../../../../contract/scoring/score.ts'
import { type Field, fieldsOf } from '../../../../../rules/fields.ts'
import { askedOf } from './asked.ts'
import { pointsOf } from './card.ts'
import { editable } from './editable.ts'
import { learn } from './learn.ts'
import { dice } from './made.ts'

const custom = (key: string, type: Field['type']): Field => ({
  key,
  type,
  label: { zh: key, en: key },
  origin: 'custom',
})
const fields = fieldsOf([
  custom('budget', 'number'),
  custom('size', 'choice'),
  custom('trial', 'boolean'),
  custom('uses', 'list'),
  custom('words', 'text'),
])

function leads(many: number, seed: number) {
  const random = dice(seed)
  const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)]!
  return Array.from({ length: many }, () => ({
    sourceId: pick([1, 2, 3].map((n) => `01890000-0000-7000-8000-00000000000${n}`)),
    door: pick(['form', 'api']),
    region: pick([null, '4403', '110105', '31', '320500']),
    title: pick([null, '总监']),
    customerId: pick([null, null, '01890000-0000-7000-8000-0000000000c1']),
    customerSpend: pick([null, 100, 5000]),
    attrs: {
      ...(random() < 0.8 ? { budget: Math.floor(random() * 1e6) / 10 } : {}),
      ...(random() < 0.7 ? { size: pick(['s', 'm', 'l', `rare${Math.floor(random() * 90)}`]) } : {}),
      ...(random() < 0.5 ? { trial: random() < 0.5 } : {}),
      uses: pick([[], ['a'], ['a', 'b']]),
      words: pick(['', 'any words']),
    },
  }))
}

describe('a learned card as a scorecard', () => {
  const past = leads(1500, 3)
  const random = dice(4)
  const asked = askedOf(fields)
  const columns = asked.map(({ key, kind, read }) => ({ key, kind, values: past.map(read) }))
  const labels = Uint8Array.from(past, ({ attrs, door, title }) =>
    Number(random() < 0.2 + (Number(attrs.budget ?? 0) / 1e5) * 0.3 + (door === 'form' && title ? 0.3 : 0)),
  )
  const { card } = learn({ columns, labels })
  const groups = editable(card, new Map(asked.map((one) => [one.key, one])))
  const policy = scorePolicy.parse({
    cards: [{ id: 'learned', name: '学习', groups, grading: { kind: 'scale', steps: [] } }],
  })

  test('gives every lead, seen or not, the points the card gives it', () => {
    const points = pointsOf(card)
    const score = scorer(policy, fields, { now: new Date('2026-03-01T00:00:00Z'), zone: 'UTC' })
    const readers = new Map(asked.map(({ key, read }) => [key, read]))
    for (const lead of [...past, ...leads(1500, 5)])
      expect(score(lead).score).toBe(points((key) => readers.get(key)?.(lead)))
  })

  test('asks of nothing that becomes of a lead, only of what it comes with', () => {
    const keys = asked.map(({ key }) => key)
    expect(keys).toContain('custom.budget')
    for (const later of [
      'stage',
      'holder',
      'score',
      'grade',
      'firstFollowupAt',
      'closedAs',
      'amount',
      'tags',
    ])
      expect(keys).not.toContain(later)
  })
})
