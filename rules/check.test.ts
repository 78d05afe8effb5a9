import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allFields, anyCondition, anyLeaf, customFields } from '../test/conditions.ts'
import { check, problemSentence } from './check.ts'
import { caps, type Condition, conditionSchema, leavesOf } from './condition.ts'
import { addressOf } from './fields.ts'
import { conditionProblems } from './problems.ts'

const nested = (depth: number): unknown =>
  depth === 0 ? { field: 'name', op: 'is_empty' } : { not: nested(depth - 1) }
const codes = (raw: unknown) =>
  check(raw, allFields).map(({ path, code }) => [path.join('.'), code.replace('condition.', '')])

test('every condition the generator makes is accepted, by the schema too and after JSON', () => {
  fc.assert(
    fc.property(anyCondition, (condition) => {
      const stored: unknown = JSON.parse(JSON.stringify(condition))
      expect(check(stored, allFields)).toEqual([])
      expect(conditionSchema.parse(stored)).toEqual(stored)
    }),
  )
})

test('a condition spoiled in one place is refused at that place', () => {
  const spoilings: ((leaf: Record<string, unknown>) => void)[] = [
    (leaf) => (leaf['field'] = 'nobody'),
    (leaf) => (leaf['op'] = 'resembles'),
    (leaf) => (leaf['value'] = { weeks: 1 }),
    (leaf) => (leaf['value'] = ['']),
    (leaf) => (leaf['value'] = null),
    (leaf) => (leaf['extra'] = true),
    (leaf) => delete leaf['field'],
  ]
  fc.assert(
    fc.property(anyCondition, fc.nat(), fc.constantFrom(...spoilings), (condition, place, spoil) => {
      const spoiled = structuredClone(condition)
      const leaves = leavesOf(spoiled)
      const leaf = leaves[place % leaves.length]!
      spoil(leaf as unknown as Record<string, unknown>)
      const problems = check(spoiled, allFields)
      expect(problems).toHaveLength(1)
      expect(at(spoiled, problems[0]!.path)).toBe(leaf)
    }),
  )
})

/** The test that a problem's path leads into. */
function at(condition: Condition, path: readonly (string | number)[]): unknown {
  const steps = ['field', 'op', 'value'].includes(String(path.at(-1))) ? path.slice(0, -1) : path
  return steps.reduce<unknown>((part, step) => (part as Record<string | number, unknown>)[step], condition)
}

describe('what is wrong, and where', () => {
  const list = addressOf(customFields.find(({ type }) => type === 'list')!)
  test.for<[unknown, [path: string, code: string][]]>([
    [null, [['', 'shape']]],
    ['name', [['', 'shape']]],
    [{ all: [], any: [] }, [['', 'shape']]],
    [{ all: [{ any: [] }] }, [['all.0', 'group_empty']]],
    [{ all: [] }, []],
    [{ any: [] }, [['', 'group_empty']]],
    [{ field: 'company', op: 'in_last', value: { days: 1 } }, [['op', 'op_unknown']]],
    [{ field: 'company', op: 'is_empty', value: '' }, [['value', 'value_unwanted']]],
    [{ field: 'company', op: 'is', value: '' }, [['value', 'value_text']]],
    [{ field: 'company', op: 'is', value: 'a\0' }, [['value', 'value_text']]],
    [{ field: 'company', op: 'is', value: '\ud83d' }, [['value', 'value_text']]],
    [{ field: 'company', op: 'is', value: 'x'.repeat(201) }, [['value', 'value_text']]],
    [{ field: 'company', op: 'one_of', value: [] }, [['value', 'value_list']]],
    [{ field: 'score', op: 'at_least', value: '60' }, [['value', 'value_number']]],
    [{ field: 'score', op: 'at_least', value: 0.5 }, [['value', 'value_whole']]],
    [{ field: 'score', op: 'between', value: [2, 1] }, [['value', 'value_range']]],
    [{ field: 'arrivedAt', op: 'on', value: '2026-02-30' }, [['value', 'value_day']]],
    [{ field: 'arrivedAt', op: 'between', value: ['2026-03-02', '2026-03-01'] }, [['value', 'value_range']]],
    [{ field: 'arrivedAt', op: 'in_last', value: { days: 0 } }, [['value', 'value_span']]],
    [{ field: 'arrivedAt', op: 'in_last', value: { days: 1, hours: 1 } }, [['value', 'value_span']]],
    [{ field: 'stage', op: 'is', value: 'won' }, [['value', 'value_option']]],
    [{ field: 'source', op: 'is', value: '官网' }, [['value', 'value_id']]],
    [{ field: 'region', op: 'in', value: ['上海'] }, [['value', 'value_region']]],
    [{ field: 'holder', op: 'is_me' }, []],
    [{ field: 'source', op: 'is_me' }, [['op', 'op_unknown']]],
    [{ field: list, op: 'has_any', value: [1] }, [['value', 'value_text']]],
    [
      { any: [{ field: 'x', op: 'is' }, { not: { field: 'y', op: 'is' } }] },
      [
        ['any.0.field', 'field_unknown'],
        ['any.1.not.field', 'field_unknown'],
      ],
    ],
  ])('%j', ([raw, expected]) => expect(codes(raw)).toEqual(expected))
})

test('depth and size have a cap, and nobody recurses to find out', () => {
  const wide = { any: Array.from({ length: caps.nodes }, () => nested(0)) }
  const asked = [nested(caps.depth - 1), nested(caps.depth), nested(5000), wide]
  expect(asked.map(codes)).toEqual([[], [['', 'too_deep']], [['', 'too_deep']], [['', 'too_large']]])
  expect(asked.map((raw) => conditionSchema.safeParse(raw).success)).toEqual([true, false, false, false])
})

test('every problem is a whole sentence in both languages, naming the field as the reader does', () => {
  const [problem] = check({ field: 'company', op: 'more_than_ago', value: 1 }, allFields)
  expect(problemSentence(problem!, allFields, 'zh')).toBe('“公司”不支持“距今超过”这种比较，请改选一种')
  expect(problemSentence(problem!, allFields, 'en')).toBe(
    '"Company" cannot be tested with "is more than…ago"; choose another test',
  )
  for (const { zh, en } of Object.values(conditionProblems))
    expect(zh.match(/\{\w+\}/g)?.toSorted()).toEqual(en.match(/\{\w+\}/g)?.toSorted())
  fc.assert(
    fc.property(anyLeaf, fc.constantFrom(1.5, '', [], {}, null, '上海', ['上海'], [3, 1]), (leaf, value) => {
      for (const each of check({ ...leaf, value }, allFields)) {
        expect(problemSentence(each, allFields, 'zh') + problemSentence(each, allFields, 'en')).not.toMatch(
          /[^"]\{\w+\}|undefined/,
        )
      }
    }),
  )
})
