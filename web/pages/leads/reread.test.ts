import { describe, expect, test } from 'vitest'
import type { Row } from '../lead/lead.ts'
import { rereadAll, rereadFew } from './reread.ts'
import type { Reads } from './reread.ts'

const rowOf = (leadId: string, version = 2) => ({ leadId, version }) as Row
const belongs = () => true

/** A list as the server has it; leads in `lost` cannot be asked for. */
function server(list: readonly string[], elsewhere: readonly string[] = [], lost: readonly string[] = []) {
  let asked = 0
  const reads: Reads = {
    page: ({ cursor, limit = 50 }) => {
      asked++
      const from = Number(cursor ?? 0)
      const to = from + Number(limit)
      return Promise.resolve({
        items: list.slice(from, to).map((id) => rowOf(id)),
        next: to < list.length ? String(to) : null,
      })
    },
    row: (leadId) => {
      asked++
      if (lost.includes(leadId)) return Promise.reject(new Error('429'))
      return Promise.resolve([...list, ...elsewhere].includes(leadId) ? rowOf(leadId) : undefined)
    },
  }
  return { reads, asked: () => asked }
}
const many = (n: number, from = 0) => Array.from({ length: n }, (_, at) => `lead ${at + from}`)

describe('a few changed rows', () => {
  test('are in the list, have left it, or are to be asked for again', async () => {
    const { reads } = server(['a'], ['moved'], ['lost'])
    const found = await rereadFew(
      ['a', 'moved', 'hidden', 'lost'],
      {},
      {
        belongs: ({ leadId }) => leadId !== 'moved',
        reads,
      },
    )
    expect(found).toMatchObject({ left: ['moved', 'hidden'], failed: ['lost'] })
    expect([...found.now.keys()].toSorted()).toEqual(['a', 'moved'])
  })

  test('are judged without the beginning of the list when that could not be read', async () => {
    const { reads } = server(['a'])
    const page = () => Promise.reject(new Error('500'))
    expect(await rereadFew(['a', 'b'], {}, { belongs, reads: { ...reads, page } })).toMatchObject({
      left: ['b'],
      failed: [],
      first: [],
    })
  })
})

describe('all that is loaded', () => {
  test('is read page by page, and what no page has has left', async () => {
    const { reads, asked } = server(many(900).filter((_, at) => at % 2 === 0))
    const found = await rereadAll(many(400), {}, { belongs, reads })
    expect(found.left).toHaveLength(200)
    expect(found.left).not.toContain('lead 0')
    expect(found.first).toHaveLength(50)
    expect(asked()).toBeLessThanOrEqual(3)
  })

  test('stops as soon as everything was found', async () => {
    const { reads, asked } = server(many(5000))
    expect((await rereadAll(many(100), {}, { belongs, reads })).left).toEqual([])
    expect(asked()).toBe(1)
  })

  test('a row that only moved far down is asked for, and stays', async () => {
    const { reads } = server([...many(1000, 1), 'lead 0'])
    expect((await rereadAll(many(100), {}, { belongs, reads })).left).toEqual([])
  })

  test('of an emptied list has left', async () => {
    const { reads } = server([])
    expect((await rereadAll(many(30), {}, { belongs, reads })).left).toHaveLength(30)
  })

  test('says nothing when a page could not be read', async () => {
    const page = () => Promise.reject(new Error('500'))
    await expect(rereadAll(many(3), {}, { belongs, reads: { ...server([]).reads, page } })).rejects.toThrow(
      '500',
    )
  })
})
