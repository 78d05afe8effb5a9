import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backAsOne, conflictsOf, factsUndone, type Images, same } from './undo.ts'

const anyText = fc.constantFrom<string | null>('甲', '乙', '丙', null)
const anyImage = fc.record({
  name: anyText,
  phone: anyText,
  stage: fc.constantFrom('new', 'contacted'),
  attrs: fc.dictionary(fc.constantFrom('size', 'city'), fc.constantFrom<unknown>('甲', 1, ['a']), {
    maxKeys: 2,
  }),
})
const anyImages: fc.Arbitrary<Images> = fc.record({ before: anyImage, after: anyImage, now: anyImage })
const facts = ({ name, phone, stage, attrs }: Record<string, unknown>) => ({ name, phone, stage, attrs })

test('what nobody touched since is as it was before, without a question', () => {
  fc.assert(
    fc.property(anyImage, anyImage, (before, after) => {
      const images = { before, after, now: after }
      expect(conflictsOf(images)).toEqual([])
      expect(facts(factsUndone(images, new Set()))).toEqual(facts(before))
    }),
  )
})

test('later edits stay unless they are to be given up; then all that the merge changed is as before', () => {
  fc.assert(
    fc.property(anyImages, (images) => {
      const conflicts = conflictsOf(images)
      const kept = { ...factsUndone(images, new Set()) }
      const restored = factsUndone(images, new Set(conflicts.map(({ field }) => field)))
      const read = (from: Record<string, unknown>, field: string) =>
        (field.startsWith('custom.')
          ? (from['attrs'] as Record<string, unknown>)[field.slice(7)]
          : from[field]) ?? null
      for (const { field, now, merged, wouldBe } of conflicts) {
        expect(now).not.toEqual(merged)
        expect(read(kept, field)).toEqual(now)
        expect(read(restored, field)).toEqual(wouldBe)
      }
      for (const field of ['name', 'phone', 'stage', 'custom.size', 'custom.city']) {
        const [was, became, is] = [images.before, images.after, images.now].map((image) =>
          read(image as Record<string, unknown>, field),
        )
        expect(read(restored, field)).toEqual(same(was, became) ? is : was)
      }
    }),
    { numRuns: 1000 },
  )
})

test('what belongs together goes back together or not at all', () => {
  const step = (nextStep: string | null, nextAt: string | null) => ({ next_step: nextStep, next_at: nextAt })
  const columns = ['next_step', 'next_at']
  const [before, after] = [step(null, null), step('回电', '2026-03-09')]
  expect(backAsOne(columns, { before, after, now: after })).toEqual(before)
  expect(backAsOne(columns, { before, after, now: step('回电', '2026-03-10') })).toBeNull()
  expect(backAsOne(columns, { before, after: before, now: before })).toBeNull()
})
