import { beforeEach, expect, test, vi } from 'vitest'
import { keepDraft, readKept, sameBody } from './draft.ts'

const store = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => store.get(key) ?? null,
  setItem: (key: string, value: string) => void store.set(key, value),
  removeItem: (key: string) => void store.delete(key),
})
beforeEach(() => store.clear())

const kept = { over: 3, body: { rules: [] } }

test('a draft is kept for its organisation, kind and source alone', () => {
  keepDraft({ org: 'a', kind: 'tags', scope: '' }, kept)
  expect(readKept('a', 'tags', '')).toEqual(kept)
  expect(readKept('b', 'tags', '')).toBeUndefined()
  expect(readKept('a', 'tags', 'source')).toBeUndefined()
  keepDraft({ org: 'a', kind: 'tags', scope: '' }, undefined)
  expect(readKept('a', 'tags', '')).toBeUndefined()
})

test('what cannot be read is no draft', () => {
  store.set('sluice.draft.a.tags.', '{broken')
  expect(readKept('a', 'tags', '')).toBeUndefined()
})

test('two bodies are the same whatever the order of their keys, and differ by the order of their lines', () => {
  expect(sameBody({ a: 1, b: [{ c: 2, d: undefined }] }, { b: [{ c: 2 }], a: 1 })).toBe(true)
  expect(sameBody({ rules: ['a', 'b'] }, { rules: ['b', 'a'] })).toBe(false)
})
