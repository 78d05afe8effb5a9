/** E-mail addresses that were mistyped, cut short, or written somewhere else. */
import { type Clues, type Guess, shared } from './guess.ts'

/**
 * Mailboxes that most addresses of Chinese leads are with. A domain one slip away from one of them, and not known
 * itself, is a slip; `ymail.com` and `mail.com` are real and stay.
 */
const known = new Set(
  'qq.com 163.com 126.com yeah.net 139.com 189.cn sina.com sina.cn sohu.com foxmail.com aliyun.com vip.qq.com gmail.com hotmail.com outlook.com live.com msn.com yahoo.com icloud.com me.com'.split(
    ' ',
  ),
)
const real = new Set(
  'ymail.com mail.com email.com gmx.com 263.net 188.com 21.cn qq.cn tom.com aol.com live.cn yahoo.cn yahoo.com.cn outlook.cn'.split(
    ' ',
  ),
)
const addressIn = /[a-z0-9][a-z0-9._%+-]*@(?:[a-z0-9-]+\.)+[a-z]{2,}/gi

export function emailGuesses(clues: Clues): Guess[] {
  return [...slips(clues), ...broken(clues), ...elsewhere(clues)]
}

/** The domain a mistyped one stands for; undefined where it stands for itself, or for more than one. */
export function domainMeant(domain: string): string | undefined {
  if (known.has(domain) || real.has(domain)) return undefined
  const ending = domain
    .replace(/\.(?:con|cpm|vom|xom|comm|cmo|ocm|coom|om|co)$/, '.com')
    .replace(/\.cm$/, '.com')
  if (ending !== domain && known.has(ending)) return ending
  // Short names are one slip from many: of 163.com, 126.com and 139.com only the endings are put right.
  const near = [...known].filter((each) => each.length >= 8 && isOneSlip(domain, each))
  return near.length === 1 ? near[0] : undefined
}

/** One letter too many, too few, wrong, or two that changed places (Damerau 1964: four of five misspellings are one of these). */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  let back = 0
  while (back < Math.min(a.length, b.length) - from && a.at(-1 - back) === b.at(-1 - back)) back++
  const [left, right] = [a.slice(from, a.length - back), b.slice(from, b.length - back)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

function slips({ values: { email } }: Clues): Guess[] {
  const [, local, domain = ''] = /^(.+)@([^@]+)$/.exec(email ?? '') ?? []
  const meant = local === undefined ? undefined : domainMeant(domain)
  if (meant === undefined) return []
  const pattern = `email.domain:${domain}`
  return [{ field: 'email', patch: { email: `${local}@${meant}` }, pattern, confidence: 0.9, tidies: true }]
}

const providers = [...known].filter((each) => each !== 'vip.qq.com' && each !== 'me.com')

/** An address without its @ or with a cut-off domain, where what is left names a known mailbox. */
function broken({ rejected: { email } }: Clues): Guess[] {
  if (email === undefined) return []
  const text = email
    .toLowerCase()
    .replaceAll(',', '.')
    .replace(/\s*@\s*/, '@')
  const guess = (address: string, pattern: string, confidence: number): Guess[] => [
    { field: 'email', patch: { email: address }, pattern, confidence },
  ]
  const whole = /^[a-z0-9._%+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}$/.test(text)
  if (whole && email.includes(',')) return guess(text, 'email.comma', 0.9)
  const cut = /^([a-z0-9._%+-]+)@([a-z0-9]+)\.?$/.exec(text)
  if (cut) {
    const full = providers.filter((each) => each.startsWith(`${cut[2]}.`))
    return full.length === 1 ? guess(`${cut[1]}@${full[0]}`, `email.cut:${full[0]}`, 0.9) : []
  }
  const provider = text.includes('@') ? undefined : providers.find((each) => text.endsWith(each))
  const local = provider && text.slice(0, -provider.length).replace(/[\s.#＃·]+$/, '')
  return local && /^[a-z0-9][a-z0-9._%+-]*$/.test(local) && local.length < text.length - provider.length
    ? guess(`${local}@${provider}`, 'email.at', 0.85)
    : []
}

function elsewhere({ values, rejected }: Clues): Guess[] {
  const cells = [
    ['phone', rejected.phone, 0.95],
    ['wechat', values.wechat, 0.9],
    ['name', values.name, 0.85],
    ['need', values.need, 0.7],
    ['note', values.note, 0.7],
  ] as const
  return cells.flatMap(([cell, text, confidence]) => {
    const found = [
      ...new Set([...(text ?? '').matchAll(addressIn)].map(([address]) => address.toLowerCase())),
    ]
    return shared(
      confidence,
      found.map((email) => ({ field: 'email', patch: { email }, pattern: `email.from:${cell}` })),
    )
  })
}
