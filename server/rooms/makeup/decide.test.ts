import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canOwe, creditOf, marked, mayAppeal, type Standing, unmarked } from './decide.ts'

type Deed = 'mark' | 'unmark' | 'appeal' | 'accept' | 'decline' | 'takeBack'
const anyLife = fc.array(
  fc.record({
    deed: fc.constantFrom<Deed>('mark', 'unmark', 'appeal', 'accept', 'decline', 'takeBack'),
    made: fc.nat({ max: 4 }),
  }),
  { maxLength: 40 },
)
const limit = 2

/** What a deed makes of a make-up, as the service does it; the same where it may not be done. */
function after(before: Standing | undefined, { deed, made }: { deed: Deed; made: number }) {
  const state = before?.state
  if (deed === 'mark') {
    const to = marked(before, { made, limit })
    return { state: to, ruled: to === state ? before!.ruled : false }
  }
  if (!before) return before
  if (deed === 'unmark') return { ...before, state: unmarked(before) }
  if (deed === 'appeal') return mayAppeal(before.state) ? { ...before, state: 'appealed' as const } : before
  if (deed === 'takeBack') return state === 'made_up' ? { state: 'taken_back' as const, ruled: true } : before
  if (state !== 'appealed') return before
  return { state: deed === 'accept' ? ('made_up' as const) : ('declined' as const), ruled: true }
}

test('whatever is done in whatever order, a lead is owed exactly while it is made up for, and never more than once', () => {
  fc.assert(
    fc.property(anyLife, (life) => {
      let standing: Standing | undefined
      let owed = 0
      for (const deed of life) {
        const next = after(standing, deed)
        if (next) owed += creditOf(standing?.state, next.state)
        standing = next
        expect(owed).toBe(standing?.state === 'made_up' ? 1 : 0)
      }
    }),
  )
})

test('what a manager has taken back comes again by a manager alone, and what one has declined never', () => {
  fc.assert(
    fc.property(anyLife, (life) => {
      let standing: Standing | undefined = { state: 'taken_back', ruled: true }
      let accepted = false
      for (const deed of life) {
        const next: Standing | undefined = after(standing, deed)
        accepted ||= deed.deed === 'accept' && standing?.state === 'appealed'
        if (standing?.state === 'declined') expect(next?.state).toBe('declined')
        if (next?.state === 'made_up') expect(accepted).toBe(true)
        standing = next
      }
    }),
  )
})

test('the limit is the number of leads made up; none is none, and no limit is none', () => {
  const at = (made: number, most: number | null) => marked(undefined, { made, limit: most })
  expect([at(0, 0), at(0, 1), at(1, 1), at(4, 5), at(5, 5), at(9999, null)]).toEqual([
    'refused',
    'made_up',
    'refused',
    'made_up',
    'refused',
    'made_up',
  ])
})

test('a rule owes leads that it deals by itself, while it is there', () => {
  const rule = { id: 'r', name: '', when: { all: [] }, active: true }
  const by = (strategy: object) => canOwe({ rules: [{ ...rule, strategy } as never] }, 'r')
  expect(by({ kind: 'roundRobin' })).toBe(true)
  expect(by({ kind: 'quota', quotas: {}, per: 'week' })).toBe(true)
  expect(by({ kind: 'rep', userId: 'a' })).toBe(false)
  expect(canOwe({ rules: [] }, 'r')).toBe(false)
})
