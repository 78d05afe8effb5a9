import { Link } from '@tanstack/react-router'
import { checkLead } from '../../../contract/check.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useSettled } from '../../ui/useSettled.ts'
import { TakenBy } from '../disputes/TakenBy.tsx'
import type { Typed } from './fields.ts'
import { newWords } from './words.ts'

/** What people are told by: a check of less than one of these would be of nobody. */
const telling = ['name', 'company', 'creditCode', 'phone', 'email', 'wechat', 'address'] as const
const PAUSE = 400 // ms after the last key

/**
 * Says, while a lead is typed, whether the customer is free: nobody works a person twice. The match rules answer, and
 * tell no more than the policy lets them.
 */
export function KnownCheck({ typed }: { typed: Typed }) {
  const w = useWords(newWords)
  const body = useSettled(bodyOf(typed), PAUSE)
  const found = useEndpoint(
    checkLead,
    { body },
    { enabled: isTelling(body), staleTime: 10_000, keep: true },
  ).data
  if (!found || !isTelling(body)) return null
  if (found.state === null) return <p className="known known-free">{w.free}</p>
  const told = found.reasons.map(({ message }) => message).join(w.semicolon)
  return (
    <p className="known" data-free={found.free || undefined} role="status">
      {told}
      {w.comma}
      {found.free ? (found.state === 'pool' ? w.freeInPool : w.freeOver) : w.taken}{' '}
      {found.leadId ? (
        <Link to="/leads/$leadId" params={{ leadId: found.leadId }}>
          {w.open}
        </Link>
      ) : null}{' '}
      {found.state === 'rep' ? (
        <TakenBy key={JSON.stringify(body)} customer={body} leadId={found.leadId} />
      ) : null}
    </p>
  )
}

type Body = Readonly<Partial<Record<(typeof telling)[number], string>>>

function bodyOf(typed: Typed): Body {
  const said = telling.flatMap((key): [string, string][] => {
    const value = typed[key]
    return typeof value === 'string' && value.trim() ? [[key, value.trim()]] : []
  })
  return Object.fromEntries(said)
}

function isTelling({ phone = '', email = '', company = '', creditCode = '', wechat = '' }: Body): boolean {
  const digits = phone.replaceAll(/\D/g, '')
  return (
    digits.length >= 7 ||
    email.includes('@') ||
    company.length >= 4 ||
    creditCode.length >= 15 ||
    wechat.length >= 5
  )
}
