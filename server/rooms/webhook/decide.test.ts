import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge } from './decide.ts'

const now = new Date('2026-03-02T09:00:00Z')
const moment = { now, jitter: 0 }
const fresh = { tries: 0, failures: 0 }
const pause = (at: Date) => (at.getTime() - now.getTime()) / 1000

test.each([
  [{ status: 200 }, 'delivered'],
  [{ status: 204 }, 'delivered'],
  [{ status: 301 }, 'wait'],
  [{ status: 400 }, 'later'],
  [{ status: 401 }, 'wait'],
  [{ status: 404 }, 'wait'],
  [{ status: 410 }, 'gone'],
  [{ status: 422 }, 'later'],
  [{ status: 429 }, 'wait'],
  [{ status: 500 }, 'wait'],
  [{ trouble: 'timeout' }, 'wait'],
  [{ trouble: 'private' }, 'wait'],
])('%j: %s', (outcome, kind) => expect(judge(outcome, fresh, moment).kind).toBe(kind))

test('pauses grow from seconds to four hours, of the receiver’s failures when it is ill, of its own when refused', () => {
  const pauses = [0, 1, 2, 3, 9, 100].map((failures) => {
    const verdict = judge({ status: 503 }, { tries: 0, failures }, moment)
    return verdict.kind === 'wait' ? pause(verdict.at) : undefined
  })
  expect(pauses).toEqual([5, 15, 45, 135, 14_400, 14_400])
  const refused = judge({ status: 400 }, { tries: 1, failures: 7 }, moment)
  expect(refused.kind === 'later' && pause(refused.at)).toBe(15)
})

test('the next try is always ahead, within five hours, and says why', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 300, max: 599 }).filter((status) => status !== 410),
      fc.nat(200),
      fc.nat(200),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (status, tries, failures, jitter) => {
        const verdict = judge({ status }, { tries, failures }, { now, jitter })
        return (
          (verdict.kind === 'later' || verdict.kind === 'wait') &&
          pause(verdict.at) >= 5 &&
          pause(verdict.at) <= 18_000 &&
          verdict.problem === `HTTP ${status}`
        )
      },
    ),
  )
})
