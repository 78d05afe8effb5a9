import type { AssignPolicy } from '../../../contract/assign.ts'
import { wordsIn } from '../../app/language.tsx'
import { modeWords } from './modeWords.ts'
import type { Saying } from './saying.ts'

/** A mode in one line. */
export function sayMode(mode: NonNullable<AssignPolicy['mode']>, { lang }: Pick<Saying, 'lang'>): string {
  const w = wordsIn(modeWords, lang)
  const { kind, dial, floor, explore, catchUp, claims, moves } = mode
  const percent = (share: number) => Math.round(share * 100)
  const said = w.says({
    kind: w[kind],
    dial: percent(dial),
    floor: percent(floor.share),
    days: floor.days,
    grades: floor.grades.join('/'),
    explore: percent(explore),
    claims: lang === 'en' ? w[claims].toLowerCase() : w[claims],
    moves: lang === 'en' ? w[moves].toLowerCase() : w[moves],
  })
  return catchUp ? said + w.madeUp : said
}

/** How many invalid leads are made up for, in one line. */
export function sayMakeUps(limit: number | null, { lang }: Pick<Saying, 'lang'>): string {
  const w = wordsIn(modeWords, lang)
  if (limit === null) return w.makeUpsAll
  return limit === 0 ? w.makeUpsNone : w.makeUpsMost(limit)
}
