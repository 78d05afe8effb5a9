import type { Holiday } from '../../../contract/working-time.ts'
import { addDays } from '../../../rules/days.ts'

interface Plan {
  readonly days: Holiday[]
  /** Lines that name a day and were not understood. */
  readonly unread: string[]
}

const date = String.raw`(?:(\d{4})[年\-/.])?(?:(\d{1,2})[月\-/.])?(\d{1,2})(?:日|号)?`
const stretch = new RegExp(`${date}(?:\\s*(?:至|到|~|～|–|—)\\s*${date})?`, 'g')

/**
 * The days off and the make-up workdays of a year as they are published: the notice of the State Council's General Office
 * (一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。), or a line a day: 2027-01-01 元旦, 2027-01-03 上班.
 */
export function readPlan(text: string, year: number): Plan {
  const days = new Map<string, Holiday>()
  const unread: string[] = []
  for (const line of text.split(/\n/).map((each) => each.trim())) {
    const found = readLine(line, year)
    for (const day of found) days.set(day.day, day)
    if (found.length === 0 && /\d\s*[月日\-/]/.test(line) && !/通知|〔|各省/.test(line)) unread.push(line)
  }
  return { days: [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1)), unread }
}

function readLine(line: string, year: number): Holiday[] {
  // What stands in brackets is the weekday and the moon's date.
  const plain = line.replaceAll(/[（(][^）)]*[）)]/g, '')
  const iso = /^(\d{4}-\d{1,2}-\d{1,2})(?:\s*[~～至到]\s*(\d{4}-\d{1,2}-\d{1,2}))?[\s,，:：]*(.*)$/.exec(
    plain,
  )
  if (iso) {
    const [, from = '', to = from, name = ''] = iso
    return between(isoDay(from), isoDay(to)).map((day) => named(day, isWork(name), name.trim()))
  }
  const [, title = '', rest = plain] =
    /^(?:[一二三四五六七八九十]+、)?([^\d：:。，]{1,20})[：:](.*)$/.exec(plain) ?? []
  return rest
    .split(/[。；;，,]/)
    .filter((clause) => /放假|上班/.test(clause))
    .flatMap((clause) => daysIn(clause, year).map((day) => named(day, isWork(clause), title)))
}

const isWork = (text: string) => /上班|补班|make-?up|\bwork/i.test(text)

function named(day: string, works: boolean, name: string): Holiday {
  const called = name.replaceAll(/上班|补班|调休|make-?up|\bwork(?:day)?s?\b/gi, '').trim()
  return { day, kind: works ? 'work' : 'off', name: (called || (works ? '调休上班' : '放假')).slice(0, 60) }
}

function daysIn(clause: string, year: number): string[] {
  let month = 1
  return [...clause.matchAll(stretch)].flatMap(([all, y, m, d, y2, m2, d2]) => {
    // 共3天: a number of days is none of them.
    if (!/[月日号\-/.]/.test(all)) return []
    month = Number(m ?? month)
    const from = dayOf(Number(y ?? year), month, Number(d))
    if (d2 === undefined) return from ? [from] : []
    month = Number(m2 ?? month)
    const to = dayOf(Number(y2 ?? (y && !m2 ? y : year)), month, Number(d2))
    return from && to ? between(from, to) : []
  })
}

/** A day as YYYY-MM-DD; undefined where there is none such. */
function dayOf(year: number, month: number, day: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : undefined
}

function isoDay(text: string): string | undefined {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return dayOf(year, month, day)
}

/** No holiday of China's is longer than this many days: a wrong end is no half year off. */
const LONGEST = 15

function between(from: string | undefined, to: string | undefined): string[] {
  if (!from || !to) return []
  const all = Array.from({ length: LONGEST }, (_, i) => addDays(from, i)).filter((day) => day <= to)
  return all.at(-1) === to ? all : []
}

/** Days as they are written a line each, to be read again; `works` is the word for a make-up workday. */
export function sayPlan(days: readonly Holiday[], works: string): string {
  return days.map(({ day, kind, name }) => `${day} ${kind === 'work' ? `${works} ` : ''}${name}`).join('\n')
}
