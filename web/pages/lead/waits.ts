import type { Lang } from '../../app/language.tsx'
import { wordsIn } from '../../app/language.tsx'
import { formatClock } from '../../ui/clock.ts'
import { sayBecause } from './decisions/say.ts'
import type { Row } from './lead.ts'
import { leadWords } from './words.ts'

/** One that is asked again each minute has no time of its own: it waits until somebody is free, ms. */
const SOON = 90_000

/** Until when a lead waits, and for what: 等到 3月9日 09:00：不在班（规则“华东”）. */
export function sayWaits({ wakeAt, waits }: Pick<Row, 'wakeAt' | 'waits'>, lang: Lang, now: Date): string {
  const w = wordsIn(leadWords, lang)
  const soon = wakeAt && new Date(wakeAt).getTime() - now.getTime() < SOON
  const until = !wakeAt
    ? w.waitsForHand
    : soon
      ? w.waitsForFree
      : w.waitsUntil(formatClock(wakeAt, lang, now))
  // What kept the reps from it says nothing where a person is to give it.
  const because = wakeAt ? (waits?.because ?? []).map((each) => sayBecause(each, lang)) : []
  return w.waitsFor(until, because.join(w.waitsList), waits?.rule ?? '')
}
