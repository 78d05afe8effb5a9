/** The time of day as people write it behind a day: 10:30, 下午三点半, 上午十点一刻, 3pm. */
import { readNumeral } from './numerals.ts'

const n = '\\d{1,2}|[〇零一二三四五六七八九十两]{1,3}'
const part =
  '凌晨|清晨|早晨|早上|清早|一早|早|上午|中午|正午|午间|午后|下午|傍晚|晚上|晚间|夜里|夜间|半夜|深夜|午夜|晚|am|pm|a\\.m\\.|p\\.m\\.'
const clock = new RegExp(
  `^[\\s,t的(-]*(${part})?\\s*的?\\s*(${n})(?:[:点时](?:多?钟|整|多)?\\s*(?:(半|[一1三3]刻|${n})分?)?(?:[:分]?\\s*(\\d{1,2}(?:\\.\\d+)?)秒?)?)?\\s*(am|pm|a\\.m\\.|p\\.m\\.)?`,
)
const zone =
  /^\s*(?:z|(?:gmt|utc)?\s*[-+]\d{1,2}:?\d{0,2}|gmt|utc)?(?:\s*\([^)]*\))?\s*(?:左右|许|前后|之?前|之?后|以前|以后|起|止|见|\))?$/
const onlyPart = new RegExp(`^[\\s的(]*(${part})\\)?\\s*(?:左右|前后)?$`)
const afternoon = /^(?:下午|傍晚|晚上|晚间|晚|午后|夜里|夜间|半夜|深夜|pm|p\.m\.)$/

/** When a part of the day begins for who names no hour: a call 上午 is at nine. */
// oxfmt-ignore
const usual: Readonly<Record<string, string>> = {
  凌晨: '00:00', 清晨: '08:00', 早晨: '08:00', 早上: '08:00', 清早: '08:00', 一早: '08:00', 早: '08:00',
  上午: '09:00', am: '09:00', 中午: '12:00', 正午: '12:00', 午间: '12:00', 午后: '14:00', 下午: '14:00',
  pm: '14:00', 傍晚: '18:00', 晚上: '19:00', 晚间: '19:00', 晚: '19:00', 夜里: '21:00', 夜间: '21:00',
}

function hourOf(hour: number, of: string | undefined): number {
  if (!of) return hour
  const late = /^(?:半夜|深夜|夜里|夜间|午夜)$/.test(of)
  if (late && hour <= 5) return hour
  if (hour === 12 && (late || of.startsWith('晚'))) return 24
  if ((afternoon.test(of) || late) && hour < 12) return hour + 12
  if (/^(?:中午|正午|午间)$/.test(of) && hour <= 3) return hour + 12
  return of.startsWith('a') && hour === 12 ? 0 : hour
}

function minuteOf(text: string | undefined): number {
  if (text === undefined) return 0
  if (text === '半') return 30
  const quarter = /^([一1三3])刻/.exec(text)?.[1]
  if (quarter) return /[一1]/.test(quarter) ? 15 : 45
  return readNumeral(text) ?? NaN
}

/** HH:MM, 24:00 for the midnight that ends a day, or undefined where the text is no time of day. */
export function readTime(text: string): string | undefined {
  const only = onlyPart.exec(text)?.[1]
  if (only) return usual[only]
  const found = clock.exec(text)
  if (!found) return undefined
  const [whole, before, hours = '', minutes, , behind] = found
  const said = /[:点时]/.test(whole) || before !== undefined || behind !== undefined
  if (!said || !zone.test(text.slice(whole.length))) return undefined
  const hour = hourOf(readNumeral(hours) ?? NaN, before ?? behind)
  const minute = minuteOf(minutes)
  if (!(hour <= 23 && minute <= 59) && !(hour === 24 && minute === 0)) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
