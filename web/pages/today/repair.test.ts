import { expect, test } from 'vitest'
import { check } from '../../../rules/check.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import {
  answered,
  arrivedIn7,
  arrivedToday,
  fallingBack,
  newToday,
  of,
  overdue,
  untouched,
} from './counted.ts'
import { byUrgency, inOrder, repairOf } from './repair.ts'
import type { RepDay } from './repair.ts'

const well: RepDay = {
  userId: 'well',
  name: '张明',
  away: false,
  newToday: 0,
  untouched: 0,
  overdue: 0,
  medianFirstResponseSeconds: null,
  fallingBackToday: 0,
  holding: 10,
  holdingMax: 60,
  givenToday: 0,
  dailyMax: 20,
  doneToday: 0,
}

test('the gravest trouble decides what is to be done', () => {
  expect(repairOf(well)).toBeUndefined()
  expect(repairOf({ ...well, overdue: 2 })?.act).toBe('seeOverdue')
  expect(repairOf({ ...well, overdue: 2, untouched: 3 })?.act).toBe('seeUntouched')
  expect(repairOf({ ...well, untouched: 3, holding: 60 })).toMatchObject({
    act: 'passOn',
    why: 'whyFull',
    count: 3,
  })
  expect(repairOf({ ...well, untouched: 3, fallingBackToday: 1 })?.act).toBe('seeFalling')
  expect(repairOf({ ...well, untouched: 3, fallingBackToday: 1, away: true })?.act).toBe('passOn')
  expect(repairOf({ ...well, holding: 60 })?.act).toBe('seeHolding')
  expect(repairOf({ ...well, holding: 900, holdingMax: null })).toBeUndefined()
})

test('rows keep the order they were taken in, newcomers last', () => {
  const late = { ...well, userId: 'late', fallingBackToday: 2 }
  const order = byUrgency([well, late])
  expect(order).toEqual(['late', 'well'])
  const later = [
    { ...well, overdue: 9 },
    { ...well, userId: 'new', fallingBackToday: 5 },
    { ...late, fallingBackToday: 0 },
  ]
  expect(inOrder(later, order).map(({ userId }) => userId)).toEqual(['late', 'well', 'new'])
})

test('every number’s condition is one the rules know', () => {
  const id = '019abcde-0000-7000-8000-000000000001'
  const week = arrivedIn7(new Date('2026-03-08T16:30:00Z'), 'Asia/Shanghai')
  expect(week).toMatchObject({ value: '2026-03-02' })
  for (const when of [newToday, untouched, fallingBack, overdue, answered, arrivedToday, week])
    for (const people of [undefined, [id], [id, id]])
      expect(check(of(people, when), fieldsOf([]))).toEqual([])
})
