import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outcomesOf } from '../../../contract/followup.ts'
import { activityKinds, stages } from '../../../contract/lead.ts'
import { counts, stageAfter, stageObstacle } from './decide.ts'

// The whole table, as a sales team would say it: what a lead in the row may become.
const table = {
  new: 'contacted qualified converted lost invalid',
  contacted: 'qualified converted lost invalid',
  qualified: 'contacted converted lost invalid',
  converted: '',
  lost: 'contacted new',
  invalid: 'contacted new',
} as const
const allowed = (from: keyof typeof table, to: string) => table[from].split(' ').includes(to)

describe('moving a stage', () => {
  const complete = { reason: '预算取消', amount: 100 }
  test.each(stages.flatMap((from) => stages.map((to) => [from, to] as const)))('%s to %s', (from, stage) => {
    expect(stageObstacle(from, { stage, ...complete })).toBe(allowed(from, stage) ? undefined : 'lead.move')
    if (!allowed(from, stage)) return
    const need = {
      lost: 'lead.reason_needed',
      invalid: 'lead.reason_needed',
      converted: 'lead.amount_needed',
    }
    expect(stageObstacle(from, { stage })).toBe(need[stage as keyof typeof need])
  })

  test('a conversion for nothing is a conversion; a reason of blanks is none', () => {
    expect(stageObstacle('new', { stage: 'converted', amount: 0 })).toBeUndefined()
    expect(stageObstacle('new', { stage: 'lost', reason: '' })).toBe('lead.reason_needed')
  })
})

describe('what a log does to the stage', () => {
  const unanswered = [
    'no_answer',
    'busy',
    'switched_off',
    'empty_number',
    'wrong_person',
    'no_reply',
    'not_in',
  ]
  const every = activityKinds.flatMap((kind) => [
    [kind, null] as const,
    ...outcomesOf[kind].map((outcome) => [kind, outcome] as const),
  ])

  test.each(every)(
    'a %s with %s makes a new lead contacted when the customer was reached',
    (kind, outcome) => {
      const reached = outcome !== null && !unanswered.includes(outcome)
      expect(stageAfter('new', { kind, outcome })).toBe(reached ? 'contacted' : 'new')
    },
  )

  test('it never takes a lead back, ends one, or makes a move that the table forbids', () => {
    const anyLog = fc.constantFrom(...every).map(([kind, outcome]) => ({ kind, outcome }))
    fc.assert(
      fc.property(
        fc.constantFrom(...stages),
        anyLog,
        fc.option(fc.constantFrom('contacted' as const, 'qualified' as const)),
        (from, log, asked) => {
          const to = stageAfter(from, log, asked ?? undefined)
          if (to !== from) expect(allowed(from, to)).toBe(true)
          expect(['contacted', 'qualified', from]).toContain(to)
          if (asked && allowed(from, asked)) expect(to).toBe(asked)
        },
      ),
    )
  })

  test('all but a note to oneself moves the deadline', () => {
    expect(activityKinds.filter((kind) => counts({ kind }))).toEqual(['call', 'message', 'visit'])
  })
})
