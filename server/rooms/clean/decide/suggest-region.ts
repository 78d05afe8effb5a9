import { readPlaces } from '../../../lead/places.ts'
/** Regions that several places bear the name of, or that nobody wrote but something else tells. */
import { areaCodeIn, regionOfAreaCode } from './area-codes.ts'
import { type Clues, type Guess, shared } from './guess.ts'

/** More places than this are no choice but a list. */
const MOST = 4

export function regionGuesses(clues: Clues): Guess[] {
  const known = whereabouts(clues)
  const possible = readPlaces(clues.rejected.region ?? '').held
  const fitting = (length: number) =>
    possible.filter((code) => known.some(({ region }) => code.startsWith(region.slice(0, length))))
  const told = fitting(4).length > 0 ? fitting(4) : fitting(2)
  const [only, ...others] = told
  if (only && others.length === 0)
    return [{ ...guess(only, `region.is:${only}`), confidence: Math.max(...known.map((each) => each.sure)) }]
  if (possible.length > 0 && possible.length <= MOST)
    return shared(
      0.8,
      possible.map((code) => guess(code, `region.is:${code}`)),
    )
  return known.map(({ region, from, sure }) => ({
    ...guess(region, `region.from:${from}`),
    confidence: sure,
  }))
}

const guess = (region: string, pattern: string): Omit<Guess, 'confidence'> => ({
  field: 'region',
  patch: { region: region.padEnd(6, '0') },
  pattern,
})

/** Where the lead is by its landline's area code, or by the place its company's name begins with. */
function whereabouts({ values }: Clues): { region: string; from: string; sure: number }[] {
  const code = values.phone ? areaCodeIn(values.phone) : undefined
  const byPhone = code ? regionOfAreaCode(code) : undefined
  const [seat, ...others] = readPlaces((values.company ?? '').slice(0, 12)).held
  return [
    ...(byPhone ? [{ region: byPhone, from: 'phone', sure: 0.85 }] : []),
    ...(seat && others.length === 0 ? [{ region: seat, from: 'company', sure: 0.7 }] : []),
  ]
}
