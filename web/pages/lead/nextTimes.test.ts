import { expect, test } from 'vitest'
import { quickTimes } from './nextTimes.ts'

const said = (now: string) =>
  quickTimes(new Date(now)).map(({ key, at }) => `${key} ${at.getDate()}.${at.getHours()}:${at.getMinutes()}`)

test('on a Wednesday morning all three are ahead', () => {
  expect(said('2026-03-04T10:00')).toEqual(['atFive 4.17:0', 'tomorrow 5.9:30', 'monday 9.9:30'])
})

test('five o’clock is offered no more once it is near', () => {
  expect(said('2026-03-04T16:45')).toEqual(['tomorrow 5.9:30', 'monday 9.9:30'])
})

test('on a Sunday tomorrow is Monday, and on a Monday the next one is meant', () => {
  expect(said('2026-03-08T10:00')).toEqual(['atFive 8.17:0', 'tomorrow 9.9:30'])
  expect(said('2026-03-09T18:00')).toEqual(['tomorrow 10.9:30', 'monday 16.9:30'])
})
