import { expect, test } from 'vitest'
import { statesOf } from './standing.ts'

const of = (
  channel: 'phone' | 'sms' | 'email' | 'wechat',
  state: 'granted' | 'none',
  since: string | null,
) => ({
  purpose: 'marketing',
  channel,
  state,
  since,
  by: null,
})

test('one line where all channels agree, else one for each state', () => {
  const same = (['phone', 'sms', 'email', 'wechat'] as const).map((way) => of(way, 'none', null))
  expect(statesOf(same, 'marketing')).toEqual([{ state: 'none', channels: [], since: null }])
  const mixed = [
    of('sms', 'granted', '2026-01-01T00:00:00Z'),
    ...same.filter(({ channel }) => channel !== 'sms'),
  ]
  expect(statesOf(mixed, 'marketing')).toEqual([
    { state: 'granted', channels: ['sms'], since: '2026-01-01T00:00:00Z' },
    { state: 'none', channels: ['phone', 'email', 'wechat'], since: null },
  ])
  expect(statesOf(mixed, 'other')).toEqual([])
})
