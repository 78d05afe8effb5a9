import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { regionOfCode } from '../../../../rules/former-regions.ts'
import { regionOwnName } from '../../../../rules/regions.ts'
import { splitAddress } from '../../../lead/address.ts'
import { readRegion } from './region.ts'
import { tidy } from './text.ts'

const vectors = '../shared/data/cn-vectors'
const jionlp = `${vectors}/jionlp-tests/test_location_parser.py`
const bitlap = `${vectors}/bitlap-geocoding/TestNormalizing.kt`
const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '')

const municipality = /^(?:11|12|31|50)/

/** Province, city and county by their names; '' where the reading does not go that deep. */
function levels(text: string): string[] {
  const region = readRegion(tidy(text))
  const code = 'value' in region ? region.value : ''
  const city = municipality.test(code) ? code.slice(0, 2) : code.slice(0, 4)
  return [code.slice(0, 2), city.length > 1 ? city : '', code.length === 6 ? code : ''].map(
    (one) => regionOwnName(one) ?? '',
  )
}

/** Where JioNLP's answer is none of ours, and why. */
const otherwise: Readonly<Record<string, string>> = {
  西湖区蒋村花园小区管局农贸市场: 'four cities have a 西湖区: we say none rather than half a place',
  河北省秦皇岛市经济技术开发区: 'a development zone is no county of GB/T 2260',
  香港九龙半岛清水湾香港科技大学: 'we keep Hong Kong whole',
  台湾省台北市: 'we keep Taiwan whole',
  台湾省屏东县屏东市太原1路84号: 'we keep Taiwan whole',
}

describe.skipIf(!existsSync(jionlp))('addresses of JioNLP (skipped where ../shared/data is absent)', () => {
  const quoted = String.raw`(?:'([^']*)'|None)`
  const pattern = new RegExp(
    String.raw`\['([^']+)', (?:True|False), (?:True|False),\s*\{'province': ${quoted},\s*'city': ${quoted},\s*'county': ${quoted}`,
    'g',
  )
  const cases = [...read(jionlp).matchAll(pattern)].map(([, text = '', ...names]) => ({
    text,
    names: names.slice(0, 3).map((name) => name ?? ''),
  }))

  test('have the province, city and county it finds', () => {
    const wrong = cases.filter(
      ({ text, names }) => !(text in otherwise) && levels(text).join() !== names.join(),
    )
    expect(cases.length).toBeGreaterThanOrEqual(30)
    expect(wrong.map(({ text, names }) => ({ text, names, got: levels(text) }))).toEqual([])
  })
})

/** Where bitlap/geocoding's answer is none of ours, and why. */
const differing: Readonly<Record<string, string>> = {
  赤城街道赤城大厦10E: 'found by its street office, which several counties have',
  '灵山镇海榆大道4号绿地城.润园11#楼2单元203': 'found by its town, which many counties have',
  '辽宁沈阳于洪区沈阳市辽中县县城虹桥商厦西侧三单元外跨楼梯3-2-23-':
    'what was typed behind the form’s choice is meant',
}

describe.skipIf(!existsSync(bitlap))(
  'addresses of bitlap/geocoding (skipped where ../shared/data is absent)',
  () => {
    const whole =
      /normalizing\("([^"]+)"\),\s*Address\(\s*(\d{6})\d*, "[^"]*",\s*(\d{6})\d*, "[^"]*",\s*(?:(\d{6})\d*, "[^"]*"|null, null)/g
    const found = [...read(bitlap).matchAll(whole)].map(([, text = '', , city = '', county]) => ({
      text,
      code: regionOfCode(county ?? city),
    }))
    const none = [...read(bitlap).matchAll(/normalizing\("([^"]+)"\), null/g)].map(([, text = '']) => ({
      text,
      code: null,
    }))

    test('are in the county it finds, by its code today, or in none', () => {
      const cases = [...found, ...none]
      const wrong = cases.filter(
        ({ text, code }) => !(text in differing) && splitAddress(tidy(text)).region !== code,
      )
      expect(cases.length).toBeGreaterThanOrEqual(30)
      expect(wrong.map(({ text, code }) => ({ text, code, got: splitAddress(tidy(text)).region }))).toEqual(
        [],
      )
    })
  },
)
