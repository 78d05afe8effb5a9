/**
 * Free text → GB/T 2260. Reads what people write into a region cell (北京, 江苏 苏州, 海淀区, Suzhou, Jiangsu, 110108) and
 * the head of a postal address.
 */
import { regionOfCode } from '../../../../rules/former-regions.ts'
import { simplified } from '../../../lead/han.ts'
import { abbreviations } from '../../../lead/place-forms.ts'
import { commonPlace, readPlaces } from '../../../lead/places.ts'
import { placesInEnglish } from './region-english.ts'

export const version = 2

export type RegionProblem = 'region.unknown' | 'region.ambiguous'
export type RegionReading = { value: string } | { problem: RegionProblem }

function ofDigits(text: string): RegionReading {
  const code = regionOfCode(text.slice(0, 6))
  return code ? { value: code } : { problem: 'region.unknown' }
}

/**
 * Reads one region cell (tidied text): a code of 2, 4 or 6 digits, or why there is none. A name that several places bear
 * gives what they have in common, else `region.ambiguous`.
 */
export function readRegion(text: string): RegionReading {
  if (/^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(text)) return ofDigits(text)
  const short = abbreviations.get(text)
  if (short) return { value: short }
  let held = readPlaces(text).held
  if (held.length === 0) held = readPlaces(simplified(text)).held
  // 广 东: a form that sets its words wide
  if (held.length === 0 && /\p{Script=Han} \p{Script=Han}/u.test(text))
    held = readPlaces(simplified(text.replace(/ /g, ''))).held
  if (held.length === 0 && /[a-z]{2}/i.test(text)) held = placesInEnglish(text)
  if (held.length === 0) return { problem: 'region.unknown' }
  const value = commonPlace(held)
  return value ? { value } : { problem: 'region.ambiguous' }
}
