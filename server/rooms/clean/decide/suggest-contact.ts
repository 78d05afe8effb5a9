import { readPlaces } from '../../../lead/places.ts'
/** Phones and WeChat ids that were mistyped, cut short, or written somewhere else. */
import { areaCodeOf } from './area-codes.ts'
import { type Clues, type Guess, shared } from './guess.ts'

const mobile = /^1[3-9]\d{9}$/
/** A mobile within other text; not part of a longer number. */
const mobileIn = /(?<![\d.])(?:\+?86[- ]?)?(1[3-9]\d(?:[- ]?\d{4}){2})(?!\d)/g
const wechatIn = /(?:微信号?|wechat|wx|vx)\s*(?:号|id)?\s*[:：]\s*([a-zA-Z][-_a-zA-Z0-9]{5,19})(?![\w-])/i
const wechatId = /^[a-zA-Z][-_a-zA-Z0-9]{5,19}$/

export function contactGuesses(clues: Clues): Guess[] {
  return [...mistyped(clues), ...withoutArea(clues), ...elsewhere(clues), ...wechatGuesses(clues)]
}

/** Letters that look like digits in some typefaces. Those that do in all (O, l) cleaning reads by itself, where it meets no others. */
// oxfmt-ignore
const alike: Readonly<Record<string, string>> = {
  o: '0', 〇: '0', l: '1', i: '1', '|': '1', q: '0', z: '2', s: '5', b: '8',
}

function mistyped({ rejected: { phone } }: Clues): Guess[] {
  if (phone === undefined) return []
  const bare = phone.toLowerCase().replace(/[\s\-.()]/g, '')
  const digits = [...bare].map((sign) => alike[sign] ?? sign).join('')
  const spelled: Guess[] =
    digits !== bare && /^(?:\+?86)?1[3-9]\d{9}$/.test(digits)
      ? [{ field: 'phone', patch: { phone: digits }, pattern: 'phone.letters', confidence: 0.8 }]
      : []
  return [...spelled, ...doubled(bare)]
}

/** Twelve digits of which one was struck twice: each run of equal digits may be the one. */
function doubled(bare: string): Guess[] {
  const digits = bare.replace(/^\+?86(?=1[3-9]\d{10}$)/, '')
  if (!/^1\d{11}$/.test(digits)) return []
  const shorter = [...digits].flatMap((digit, at) =>
    digit === digits[at + 1] ? [digits.slice(0, at) + digits.slice(at + 1)] : [],
  )
  const possible = [...new Set(shorter)].filter((each) => mobile.test(each))
  return shared(
    0.6,
    possible.map((phone) => ({ field: 'phone', patch: { phone }, pattern: 'phone.doubled' })),
  )
}

/** A landline without its area code, where the lead says whereabouts it is. */
function withoutArea({ values, rejected: { phone } }: Clues): Guess[] {
  const local = phone?.replace(/[\s\-.]/g, '') ?? ''
  if (!/^[2-8]\d{6,7}$/.test(local)) return []
  const said = values.region ? areaCodeOf(values.region) : undefined
  if (said) return [area(said, local, { pattern: 'phone.area:region', confidence: 0.85 })]
  const [region, ...others] = readPlaces(values.company ?? '').held
  const seat = region && others.length === 0 ? areaCodeOf(region) : undefined
  return seat ? [area(seat, local, { pattern: 'phone.area:company', confidence: 0.7 })] : []
}

const area = (code: string, local: string, how: Pick<Guess, 'pattern' | 'confidence'>): Guess => ({
  field: 'phone',
  patch: { phone: `0${code}-${local}` },
  ...how,
})

/** Cells a phone is found in: which holds it, and how sure that is where it holds nothing else. */
function elsewhere({ values, rejected }: Clues): Guess[] {
  const cells = [
    ['wechat', values.wechat, 0.85],
    ['email', rejected.email, 0.9],
    ['name', values.name, 0.85],
    ['company', values.company, 0.8],
    ['region', rejected.region, 0.8],
    ['need', values.need, 0.7],
    ['note', values.note, 0.7],
  ] as const
  return cells.flatMap(([cell, text, confidence]) => {
    const numbers = [...new Set([...(text ?? '').matchAll(mobileIn)].map(([, number = '']) => number))]
    return shared(
      confidence,
      numbers.map((phone) => ({ field: 'phone', patch: { phone }, pattern: `phone.from:${cell}` })),
    )
  })
}

function wechatGuesses({ values, rejected }: Clues): Guess[] {
  const guess = (wechat: string | undefined, cell: string, confidence: number): Guess[] =>
    wechat ? [{ field: 'wechat', patch: { wechat }, pattern: `wechat.from:${cell}`, confidence }] : []
  return [
    ...guess(rejected.phone && wechatId.test(rejected.phone) ? rejected.phone : undefined, 'phone', 0.7),
    ...guess(wechatIn.exec(values.note ?? '')?.[1], 'note', 0.85),
    ...guess(wechatIn.exec(values.need ?? '')?.[1], 'need', 0.85),
  ]
}
