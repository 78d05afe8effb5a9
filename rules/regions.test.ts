import { expect, test } from 'vitest'
import { formerRegions, regionOfCode } from './former-regions.ts'
import { regionStem } from './region-stem.ts'
import {
  childRegions,
  isRegion,
  macroRegionOf,
  macroRegions,
  parentRegion,
  regionCodes,
  regionName,
  regionOwnName,
  regionShortName,
} from './regions.ts'

test.each([
  ['110108', '北京市海淀区', '海淀区, Beijing', '海淀'],
  ['3205', '江苏省苏州市', 'Suzhou, Jiangsu', '苏州'],
  ['65', '新疆维吾尔自治区', 'Xinjiang', '新疆'],
  ['2224', '吉林省延边朝鲜族自治州', 'Yanbian, Jilin', '延边'],
  ['429004', '湖北省仙桃市', '仙桃市, Hubei', '仙桃'],
  ['6101', '陕西省西安市', "Xi'an, Shaanxi", '西安'],
  ['999', '999', '999', '999'],
])('%s is %s, %s, said %s', (code, zh, en, said) => {
  expect([regionName(code), regionName(code, 'en'), regionShortName(code)]).toEqual([zh, en, said])
})

test.each([
  ['浦东新区', '浦东'],
  ['清新区', '清新'],
  ['碑林区', '碑林'],
  ['神农架林区', '神农架'],
  ['土默特左旗', '土默特左旗'],
  ['城区', '城区'],
  ['东乡族自治县', '东乡'],
  ['积石山保安族东乡族撒拉族自治县', '积石山'],
  ['巴音郭楞蒙古自治州', '巴音郭楞'],
])('people say %s: %s', (name, stem) => {
  expect(regionStem(name)).toBe(stem)
})

test.each([
  ['440000', '44'],
  ['441900', '4419'],
  ['1101', '11'],
  ['110100', '11'],
  ['4290', '42'],
  ['110103', '110101'],
  ['990000', null],
  ['44999', null],
])('the code %s is %s', (code, kept) => {
  expect(regionOfCode(code)).toBe(kept)
})

test('34 provinces, every region in exactly one parent, every code reached from the top', () => {
  const below = (code: string): string[] => [code, ...childRegions(code).flatMap(below)]
  const reached = childRegions().flatMap(below)
  expect(childRegions().length).toBe(34)
  expect(reached.toSorted()).toEqual(regionCodes)
  expect(new Set(reached).size).toBe(reached.length)
  expect(regionCodes.filter((code) => !code.startsWith(parentRegion(code) ?? ''))).toEqual([])
})

test('what a former region became is a region of today in the province it was in, and its code leads there', () => {
  const moved = formerRegions.filter(([code, , today]) => code && code.slice(0, 2) !== today.slice(0, 2))
  expect(moved).toEqual([])
  expect(
    formerRegions.filter(([code, , today]) => !isRegion(today) || (code && !regionOfCode(code))),
  ).toEqual([])
})

test.each([
  ['110104', '11', '110102'],
  ['310108', '31', '310106'],
  ['310119', '31', '310115'],
  ['320121', '3201', '320115'],
  ['330184', '3301', '330110'],
  ['370282', '3702', '370215'],
  ['350204', '3502', '350203'],
  ['440681', '4406', '440606'],
  ['512081', '5101', '510185'],
  ['622100', '62', '6209'],
])('the former code %s in %s is %s today', (code, above, today) => {
  expect(regionOfCode(code)).toBe(today)
  expect(parentRegion(today)).toBe(above)
})

test('the macro regions share out the provinces, none twice', () => {
  expect(macroRegions.flatMap(({ provinces }) => provinces).toSorted()).toEqual(childRegions())
  expect(macroRegionOf(['33', '31', '32', '34', '35', '36', '37'])?.zh).toBe('华东')
  expect(macroRegionOf(['31', '32'])).toBeUndefined()
})

test('every province and prefecture has an English name in Latin letters', () => {
  const upper = regionCodes.filter((code) => code.length < 6)
  expect(upper.filter((code) => !/^[A-Z][A-Za-zü' ]+$/.test(regionOwnName(code, 'en') ?? ''))).toEqual([])
})
