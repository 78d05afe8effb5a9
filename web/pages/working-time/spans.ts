import type { Span, Week } from '../../../contract/working-time.ts'

/** Spans as somebody writes them: 09:00-12:00, 13:30-18:00. */
export const saySpans = (spans: readonly Span[]): string =>
  spans.map(({ from, to }) => `${from}-${to}`).join(', ')

/** The same read back; undefined where it is none. Full-width marks and a missing zero are meant well. */
export function readSpans(text: string): Span[] | undefined {
  const parts = text
    .split(/[,，、;；]/)
    .map((part) => part.trim())
    .filter(Boolean)
  const found = parts.map((part) =>
    /^(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})$/.exec(part),
  )
  const spans = found.flatMap((match) => {
    if (!match) return []
    const [from, to] = [clock(match[1], match[2]), clock(match[3], match[4])]
    return from && to && from !== '24:00' ? [{ from, to }] : []
  })
  return spans.length === parts.length ? spans : undefined
}

function clock(hour = '', minute = ''): string | undefined {
  const text = `${hour.padStart(2, '0')}:${minute}`
  return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text) ? text : undefined
}

const office: Span[] = [{ from: '09:00', to: '18:00' }]
/** What most begin with: Monday to Friday, nine to six. */
export const usualWeek: Week = [office, office, office, office, office, [], []]
