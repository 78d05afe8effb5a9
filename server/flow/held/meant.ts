import type { Because, Meant } from '../../rooms/capture/decide.ts'
import type { Cleaned } from '../../rooms/clean/decide/clean.ts'
import { notesOf } from '../../rooms/clean/decide/suggest-noted.ts'
import { sayPattern } from '../../rooms/clean/decide/suggest-words.ts'
import { suggest, type Suggestion } from '../../rooms/clean/decide/suggest.ts'
import type { Setup } from '../setup.ts'

type Reasons = readonly Pick<Because, 'code' | 'field'>[]

const contacts = ['phone', 'email', 'wechat', 'company', 'name'] as const

/** The fields that a lead kept back for these reasons could be mended in. */
export function wantedBy(reasons: Reasons): string[] {
  const few = reasons.some(({ code }) => code === 'gate.too_few') ? contacts : []
  return [...new Set([...reasons.flatMap(({ field }) => field ?? []), ...few])]
}

/** What might be meant by an arrival that is not good enough, the surest first. */
export function meantBy(
  cleaned: Pick<Cleaned, 'values' | 'rejectedValues' | 'notes'>,
  reasons: Reasons,
  { cleaning }: Pick<Setup, 'cleaning'>,
): (Suggestion & Meant)[] {
  const { values, rejectedValues: rejected } = cleaned
  const written = { values, rejected, noted: notesOf(cleaned) }
  return suggest(written, wantedBy(reasons), cleaning).map((each) => ({
    ...each,
    message: sayPattern(each.pattern),
  }))
}
