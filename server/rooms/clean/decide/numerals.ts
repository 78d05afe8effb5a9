/**
 * Numbers as Chinese writes them, in its own digits, the bank's (壹贰叁) or ours, mixed as people do: 三万五, 1万2千,
 * 二十五万三千二百, 一点五. Wants simplified characters.
 */
// oxfmt-ignore
const digits: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, 一: 1, 壹: 1, 幺: 1, 二: 2, 贰: 2, 两: 2, 俩: 2, 三: 3, 叁: 3, 仨: 3, 四: 4, 肆: 4,
  五: 5, 伍: 5, 六: 6, 陆: 6, 七: 7, 柒: 7, 八: 8, 捌: 8, 九: 9, 玖: 9,
}
const units: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }

const one = '零〇一壹幺二贰两俩三叁仨四肆五伍六陆七柒八捌九玖'
/** A class of characters: a digit as Chinese writes it. */
export const hanDigit = `[${one}]`
const wanted = new RegExp(`^[\\d.点${one}十拾百佰千仟万亿]+$`)
const arabic = /^\d+(?:\.\d+)?$/
const run = new RegExp(`^[${one}]+(?:点[${one}]+)?$`)
const step = new RegExp(`^零?([\\d.]+|[${one}](?:点[${one}]+)?)?([十拾百佰千仟])`)

/** 二零二六 → 2026, 一点五 → 1.5, 12.5 → 12.5. */
function readDigits(text: string): number | null {
  if (arabic.test(text)) return Number(text)
  if (!run.test(text)) return null
  let plain = ''
  for (const char of text) plain += char === '点' ? '.' : String(digits[char])
  return Number(plain)
}

/** What follows a unit: 三万五 is 35,000, 三万零五 30,005. */
function readRest(text: string, unit: number): number | null {
  if (text === '') return 0
  const single = text.length === 1 ? readDigits(text) : null
  if (single !== null) return unit === 1 ? null : (single * unit) / 10
  const rest = readNumber(text.replace(/^[零〇]/, ''))
  return rest !== null && rest < unit ? rest : null
}

/** Below 万. */
function readSmall(text: string): number | null {
  let left = text
  let total = 0
  let last = Infinity
  for (let found = step.exec(left); found; found = step.exec(left)) {
    const [whole, count, name = ''] = found
    const unit = units[name] ?? 0
    const times = count === undefined ? (unit === 10 ? 1 : null) : readDigits(count)
    if (times === null || unit >= last) return null
    total += times * unit
    last = unit
    left = left.slice(whole.length)
  }
  if (last === Infinity) return readDigits(text)
  const rest = readRest(left, last)
  return rest === null ? null : total + rest
}

function readNumber(text: string): number | null {
  for (const [name, unit] of [['亿', 100_000_000] as const, ['万', 10_000] as const]) {
    const at = text.lastIndexOf(name)
    if (at < 0) continue
    const high = readNumber(text.slice(0, at))
    const rest = readRest(text.slice(at + 1), unit)
    return high === null || rest === null ? null : high * unit + rest
  }
  return readSmall(text)
}

/** The number a text is, 35000 for 三万五; null where it is none. Up to 15 digits are exact. */
export function readNumeral(text: string): number | null {
  if (!wanted.test(text) || text.length > 40) return null
  const value = readNumber(text)
  // 1.13万 is 11300, not 11299.999999999998
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(15))
}
