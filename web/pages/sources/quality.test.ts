import { expect, test } from 'vitest'
import type { QualityLine } from '../../../contract/quality.ts'
import { csvOf, gather } from './quality.ts'

const line = (week: string, more: Partial<QualityLine> = {}): QualityLine => ({
  sourceId: 'a',
  sourceName: '官网',
  batch: { kind: 'other', id: null, name: null },
  week,
  arrivals: 10,
  leads: 8,
  complete: 0.5,
  valid: 1,
  duplicate: 0.2,
  reachable: null,
  qualified: 0,
  converted: 0,
  medianHoursToFollowup: 2,
  ...more,
})
const weeks = ['2026-03-02', '2026-03-09']

test('weeks are gathered by source and batch, weighed by what each is a share of', () => {
  const rows = gather(
    [line('2026-03-02'), line('2026-03-09', { arrivals: 30, leads: 24, duplicate: 0.6, valid: 0.5 })],
    weeks,
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ arrivals: 40, leads: 32, duplicate: 0.5, valid: 0.625, reachable: null })
  expect(rows[0]?.trends.duplicate).toEqual([0.2, 0.6])
})

test('a week without arrivals is a gap, not a zero', () => {
  expect(gather([line('2026-03-09')], weeks)[0]?.trends.complete).toEqual([null, 0.5])
})

test('a file of it escapes what a spreadsheet would run', () => {
  const file = csvOf([line('2026-03-02', { sourceName: '=cmd,"x"' })], ['来源', '周'])
  expect(file.startsWith('\uFEFF来源,周\r\n')).toBe(true)
  expect(file).toContain('"\'=cmd,""x"""')
})
