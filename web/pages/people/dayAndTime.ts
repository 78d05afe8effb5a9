import type { Lang } from '../../app/language.tsx'
import { localeOf } from '../../ui/format.ts'

/** A moment that somebody planned, to the minute: 2026年11月29日 11:51. */
export function dayAndTime(at: string, lang: Lang): string {
  return new Intl.DateTimeFormat(localeOf(lang), { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at),
  )
}
