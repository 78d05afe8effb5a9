import type { readDispute } from '../../../contract/dispute.ts'
import type { Reply } from '../../app/api.ts'
import { wordsIn } from '../../app/language.tsx'
import type { Lang } from '../../app/language.tsx'
import { formatShare, localeOf } from '../../ui/format.ts'
import { verdictWords } from './words.ts'

export type Judged = Reply<typeof readDispute>
type Side = Judged['sides'][number]

interface Reading {
  lang: Lang
  /** An IANA name. */
  zone: string
  now: Date
}

/** Whose the rules say a customer is, and by which rules, in words. */
export function sayVerdict({ sides, verdict, rules }: Judged, reading: Reading): string {
  const w = wordsIn(verdictWords, reading.lang)
  const terms =
    w.days(rules.days.toLocaleString(localeOf(reading.lang), { maximumFractionDigits: 1 })) +
    (rules.renewed ? w.renewed : w.fixed)
  const proof = rules.version === null ? w.usual(terms) : w.rules(rules.version, terms)
  const [one, other] = sides
    .filter((side) => side.first !== null)
    .toSorted((a, b) => timeOf(a) - timeOf(b) || (a.party.id < b.party.id ? -1 : 1))
  const owner = sides.find(({ party }) => party.id === verdict.owner)?.party.name ?? ''
  if (!one) return w.nobody + proof
  const moments = [one.first, other?.first, verdict.until].flatMap((at) => at ?? [])
  const say = sayer(moments, reading)
  const phrase = (side: Side, place: 'first' | 'other' | 'only') =>
    w[`${place}_${kindOf(side)}`](side.party.name, say(side.first as string))
  if (!other) return w.only(phrase(one, 'only')) + w.to(owner) + proof
  const because = verdict.because === 'lapsed' ? w.lapsed : w.protected
  const told = because(phrase(one, 'first'), say(verdict.until ?? ''), phrase(other, 'other'))
  return told.replaceAll(',,', ',') + w.to(owner) + proof
}

/** Of each side whose registrations count for nothing, why. */
export function saySquatters({ sides, verdict }: Judged, lang: Lang): string[] {
  const w = wordsIn(verdictWords, lang)
  return sides
    .filter(({ party }) => verdict.squatters.includes(party.id))
    .map(({ party, deadShare }) => w.squatter(party.name, formatShare(deadShare)))
}

const timeOf = ({ first }: Side) => new Date(first ?? 0).getTime()

function kindOf({ first, proofs }: Side): 'captured' | 'given' {
  const begun = proofs.find(
    ({ kind, at, discounted }) => at === first && discounted === null && kind !== 'followed_up',
  )
  return begun?.kind === 'given' ? 'given' : 'captured'
}

/** Days, with the hour where two of the moments fall on one day, and the year where it is not this one. */
function sayer(moments: readonly string[], { lang, zone, now }: Reading): (at: string) => string {
  const day = (at: string | Date) => new Date(at).toLocaleDateString('en-CA', { timeZone: zone })
  const crowded = new Set(moments.map(day)).size < moments.length
  return (at) => {
    if (!at) return ''
    const thisYear = day(at).slice(0, 4) === day(now).slice(0, 4)
    return new Intl.DateTimeFormat(localeOf(lang), {
      timeZone: zone,
      month: lang === 'zh' ? 'long' : 'short',
      day: 'numeric',
      ...(thisYear ? {} : { year: 'numeric' }),
      ...(crowded ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : {}),
    }).format(new Date(at))
  }
}
