import { expect, test } from 'vitest'
import type { PastEvent } from '../../../lead/trail.ts'
import { touchedBy } from './undo.ts'

const decidedAt = new Date('2026-03-01T02:00:00Z')
const event = (kind: string, actorKind: PastEvent['actorKind'], more: object = {}) => ({
  at: new Date(+decidedAt + 1000),
  kind,
  actorKind,
  actorId: null,
  data: {},
  ...more,
})

test('what the import did, or a deadline, is nobody’s work; the first that somebody did is told', () => {
  const asked = { importId: 'i', decidedAt }
  const own = [
    event('assigned', 'import', { actorId: 'i' }),
    event('filled', 'user', { data: { importId: 'i' } }),
  ]
  const idle = [event('recycled', 'rule'), event('tag_lapsed', 'system')]
  expect(touchedBy([...own, ...idle], asked)).toBeUndefined()
  expect(touchedBy([...idle, event('followed_up', 'user'), event('edited', 'user')], asked)).toBe(
    'followed_up',
  )
  expect(touchedBy([event('edited', 'user', { at: decidedAt })], asked)).toBeUndefined()
})
