import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Field, fieldsOf } from '../../../rules/fields.ts'
import { askFor, check, leadOf, touchOf } from './decide.ts'

const custom = (key: string, type: Field['type'], values: string[] = []): Field => ({
  key,
  type,
  origin: 'custom',
  label: { zh: key, en: key },
  ...(values.length > 0 && { options: values.map((value) => ({ value, label: { zh: value, en: value } })) }),
})
const fields = fieldsOf([
  custom('size', 'choice', ['s', 'l']),
  custom('likes', 'list', ['a', 'b']),
  custom('budget', 'number'),
])
const ask = (field: string, required = true) => ({ field, label: field, required })
const form = ['name', 'phone', 'email', 'custom.size', 'custom.likes', 'custom.budget'].map((field) =>
  ask(field),
)
const { asked } = askFor(form, fields)

test('only fields a visitor can be asked for are known', () => {
  expect(
    askFor(
      ['name', 'score', 'custom.gone', 'holder', 'toString'].map((field) => ask(field)),
      fields,
    ).unknown,
  ).toEqual(['score', 'custom.gone', 'holder', 'toString'])
})

test.each([
  [{}, ['missing', 'missing', 'missing', 'missing', 'missing', 'missing']],
  [
    {
      name: ' ',
      phone: '138',
      email: 'a@b',
      'custom.size': 'x',
      'custom.likes': ['a', 'z'],
      'custom.budget': 'much',
    },
    ['missing', 'phone', 'email', 'option', 'option', 'number'],
  ],
  [
    {
      name: '张明',
      phone: '138 0000 0001',
      email: 'a@b.cn',
      'custom.size': 's',
      'custom.likes': ['a'],
      'custom.budget': '50万',
    },
    [],
  ],
])('%j is asked back for %j', (values, codes) => {
  expect(check(asked, values as Record<string, string>, 'zh').map(({ code }) => code)).toEqual(
    codes.map((code) => `form.${code}`),
  )
})

test('an optional field may stay empty, but not be wrong', () => {
  const { asked: optional } = askFor([ask('phone', false)], fields)
  expect(check(optional, {}, 'en')).toEqual([])
  expect(check(optional, { phone: '12' }, 'en')).toMatchObject([{ field: 'phone', code: 'form.phone' }])
})

test('the lead has what the form asks for and nothing else', () => {
  expect(
    leadOf(asked, { name: '张明', phone: '', 'custom.likes': ['a', 'b'], score: '99', 'custom.hidden': 'x' }),
  ).toEqual({ name: '张明', custom: { likes: ['a', 'b'] } })
})

test('of where a visitor came from only campaign, referrer and landing page are kept, each of bounded length', () => {
  const told = {
    utm_source: 'baidu',
    utm_evil: 'x',
    referrer: 'https://a.cn',
    landing_page: 'y'.repeat(2000),
    consent: 'no',
    form: 'z',
  }
  expect(Object.keys(touchOf(told))).toEqual(['utm_source', 'referrer', 'landing_page'])
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (any) => {
      return Object.values(touchOf(any)).every((value) => value.length <= 1000)
    }),
  )
})
