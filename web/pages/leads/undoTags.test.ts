import fc from 'fast-check'
import { expect, test } from 'vitest'
import { undoOf } from './undoTags.ts'
import type { Retagging } from './undoTags.ts'

const tag = fc.constantFrom('展会', '老客户', '重点', '新品')
const tags = fc.uniqueArray(tag)

/** As the server does it. */
function retagged(held: readonly string[], { add, remove }: Omit<Retagging, 'leadIds'>): string[] {
  const given = add.filter((each) => !remove.includes(each))
  return [...new Set([...held, ...given])].filter((each) => !remove.includes(each))
}

test('taking a change of tags back leaves every lead as it was', () => {
  fc.assert(
    fc.property(fc.array(tags, { maxLength: 8 }), tags, tags, (leads, add, remove) => {
      const before = new Map(leads.map((held, at) => [`${at}`, held]))
      const wish = { leadIds: [...before.keys()], add, remove }
      const now = new Map([...before].map(([id, held]) => [id, retagged(held, wish)]))
      for (const back of undoOf(wish, (id) => before.get(id)))
        for (const id of back.leadIds) now.set(id, retagged(now.get(id) ?? [], back))
      for (const [id, held] of before) expect(now.get(id)?.toSorted()).toEqual(held.toSorted())
    }),
  )
})

test('a lead whose tags were not known is left alone', () => {
  expect(undoOf({ leadIds: ['a'], add: ['展会'], remove: [] }, () => undefined)).toEqual([])
})
