import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { gatherer, type Settled } from './gather.ts'

interface Request {
  readonly id: number
  readonly size: number
  readonly fate: 'answered' | 'refused'
}

/** A gatherer whose batches end when told to; `batches` are the requests each was given. */
function bench(most: number, grace = 0) {
  const batches: Request[][] = []
  const ends: ((fail?: Error) => void)[] = []
  const gather = gatherer<Request, number>(
    (requests) =>
      new Promise<Settled<number>[]>((resolve, reject) => {
        batches.push([...requests])
        ends.push((fail) =>
          fail
            ? reject(fail)
            : resolve(requests.map(({ id, fate }) => (fate === 'answered' ? { value: id } : { error: id }))),
        )
      }),
    { most, sizeOf: ({ size }) => size, grace },
  )
  return { batches, ends, gather }
}

const turn = () => new Promise(setImmediate)
const request = (id: number, parts: Partial<Request> = {}): Request => ({
  id,
  size: 1,
  fate: 'answered',
  ...parts,
})

const anyRequest = fc.record({
  size: fc.integer({ min: 1, max: 12 }),
  fate: fc.constantFrom('answered' as const, 'refused' as const),
  // Whether the batch that is being served ends before this one comes, and how.
  before: fc.constantFrom('wait', 'wait', 'end', 'fail'),
})

test('every request is served once and answered once, in order, in batches no larger than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRequest, { minLength: 1, maxLength: 30 }), async (wishes) => {
      const { batches, ends, gather } = bench(10)
      const failed = new Set<number>()
      const end = async (how: string) => {
        const batch = batches[batches.length - ends.length]
        const settle = ends.shift()
        if (how === 'fail') batch?.forEach(({ id }) => failed.add(id))
        settle?.(how === 'fail' ? new Error('the batch failed') : undefined)
        await turn()
      }
      const answers: Promise<unknown>[] = []
      for (const [id, { before, ...wish }] of wishes.entries()) {
        if (before !== 'wait') await end(before)
        answers.push(gather({ id, ...wish }).catch((error: unknown) => ({ error })))
      }
      while (ends.length > 0) await end('end')
      expect(batches.flat().map(({ id }) => id)).toEqual(wishes.map((_, id) => id))
      for (const batch of batches)
        expect(batch.length === 1 || batch.reduce((sum, { size }) => sum + size, 0) <= 10).toBe(true)
      const settled = await Promise.all(answers)
      for (const [id, { fate }] of wishes.entries()) {
        if (failed.has(id)) expect(settled[id]).toEqual({ error: new Error('the batch failed') })
        else expect(settled[id]).toEqual(fate === 'answered' ? id : { error: id })
      }
    }),
    { numRuns: 60 },
  )
})

test('an idle house serves at once; what comes meanwhile is served together when that is done', async () => {
  const { batches, ends, gather } = bench(10)
  const answers = [gather(request(0))]
  expect(batches).toHaveLength(1)
  answers.push(gather(request(1)), gather(request(2)), gather(request(3, { size: 9 })))
  expect(batches).toHaveLength(1)
  ends.shift()?.()
  await turn()
  expect(batches.map((batch) => batch.map(({ id }) => id))).toEqual([[0], [1, 2]])
  ends.shift()?.()
  await turn()
  ends.shift()?.()
  expect(await Promise.all(answers)).toEqual([0, 1, 2, 3])
})

test('a request larger than a batch may be is served alone rather than never', async () => {
  const { batches, ends, gather } = bench(10)
  const answers = [gather(request(0)), gather(request(1, { size: 50 })), gather(request(2))]
  for (let i = 0; i < 3; i++) {
    ends.shift()?.()
    await turn()
  }
  expect(await Promise.all(answers)).toEqual([0, 1, 2])
  expect(batches.map((batch) => batch.map(({ id }) => id))).toEqual([[0], [1], [2]])
})

test('who asks again at once is waited for, and nobody longer than the grace', async () => {
  const { batches, ends, gather } = bench(10, 20)
  const answers = [gather(request(0)), gather(request(1)), gather(request(2))]
  ends.shift()?.()
  await turn()
  expect(batches).toHaveLength(1) // two wait, and the first one may be back
  answers.push(gather(request(3)))
  await turn()
  expect(batches.map((batch) => batch.map(({ id }) => id))).toEqual([[0], [1, 2, 3]])
  ends.shift()?.()
  await turn()
  answers.push(gather(request(4)))
  await turn()
  expect(batches).toHaveLength(2)
  await vi.waitFor(() => expect(batches).toHaveLength(3)) // the other two stayed away
  ends.shift()?.()
  expect(await Promise.all(answers)).toEqual([0, 1, 2, 3, 4])
})
