/** E-mail addresses that were mistyped, cut short, or written somewhere else. */
import { commonDomains, freeDomains } from './email-domains.ts'
import { suggestEmail, wrongEnding } from './email-hints.ts'
import { type Clues, type Guess, shared } from './guess.ts'

const addressIn = /[a-z0-9][a-z0-9._%+-]*@(?:[a-z0-9-]+\.)+[a-z]{2,}/gi

export function emailGuesses(clues: Clues): Guess[] {
  return [...slips(clues), ...broken(clues), ...elsewhere(clues)]
}

/**
 * A misspelt domain, where nothing else is put right. The pattern names the domain only where a mailbox provider's was
 * meant: somebody's own may tell who they are, and is told by its ending.
 */
function slips({ values: { email } }: Clues): Guess[] {
  const meant = email && suggestEmail(email)
  if (!meant) return []
  const [local, host] = parted(email)
  const [meantLocal, meantHost] = parted(meant.value)
  if (local !== meantLocal || host === meantHost) return []
  const pattern = freeDomains.has(meantHost)
    ? `email.domain:${host}`
    : `email.ending:${wrongEnding(host) ?? ''}`
  return [
    { field: 'email', patch: { email: meant.value }, pattern, confidence: meant.confidence, tidies: true },
  ]
}

function parted(address: string): readonly [local: string, host: string] {
  const at = address.lastIndexOf('@')
  return [address.slice(0, at), address.slice(at + 1)]
}

const providers = commonDomains.filter((each) => !each.startsWith('vip.'))

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
