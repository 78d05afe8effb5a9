import { expect, test } from 'vitest'
import { keysOfNamed, readNamed } from './named.ts'

test.each([
  ['138 0013 8000', { phone: '+8613800138000', name: null }],
  ['王强 13800138000', { phone: '+8613800138000', name: '王强' }],
  ['王强（手机：138-0013-8000）', { phone: '+8613800138000', name: '王强' }],
  ['wang@example.com', { email: 'wang@example.com', name: null }],
  ['王强 <wang@example.com>', { email: 'wang@example.com', name: '王强' }],
  ['k7m2qx', { code: 'K7M2QX' }],
  ['Ｋ７Ｍ２ＱＸ', { code: 'K7M2QX' }],
  ['王强', { name: '王强', code: null, phone: null }],
])('%s names whom it says', (text, named) => {
  expect(readNamed(text)).toMatchObject(named)
})

test('nothing names nobody, and a phone that is none names nobody either', () => {
  for (const raw of [undefined, null, '', '  ', {}, { phone: '123' }]) expect(readNamed(raw)).toBe(null)
})

test('an exact key is asked before a name', () => {
  expect(keysOfNamed(readNamed('王强 13800138000')!)).toEqual(['p:+8613800138000'])
  expect(keysOfNamed(readNamed('王强')!)).toEqual(['n:王强'])
})
