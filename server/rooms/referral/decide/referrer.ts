import type { ReferralFlag, ReferralState, ReferrerKind } from '../../../../contract/referral.ts'
import { barringFlags } from '../../../../contract/referral.ts'
import { companyCore } from '../../../lead/company.ts'
import { folded, matchKeys } from '../../../lead/keys.ts'

/** Who somebody is that a phone or an e-mail tells of. */
export interface Links {
  readonly customerId: string | null
  readonly leadId: string | null
  readonly userId: string | null
}

export interface ReferrerValues {
  readonly kind: ReferrerKind
  readonly name: string | null
  readonly company: string | null
  /** E.164. */
  readonly phone: string | null
  readonly email: string | null
  readonly note: string | null
  readonly repId: string | null
  readonly teamId: string | null
}

/** A referrer about to be written for the first time. */
export interface NewReferrer extends ReferrerValues, Links {
  readonly referrerId: string
  readonly code: string
  readonly state: ReferralState
  readonly createdBy: string | null
}

/** The keys that say who a referrer is, a lead's own letters. */
export function exactKeys({ phone, email }: Pick<ReferrerValues, 'phone' | 'email'>): string[] {
  return matchKeys({ phone, email })
}

/** The key a referrer is called by. */
export function nameKey(name: string): string | null {
  const told = folded(name)
  return told === '' ? null : `n:${told.slice(0, 60)}`
}

export function referrerKeys(values: Pick<ReferrerValues, 'phone' | 'email' | 'name'>): string[] {
  const called = values.name === null ? null : nameKey(values.name)
  return [...exactKeys(values), ...(called ? [called] : [])]
}

/** Of one company, whatever place and legal form stand around its name. */
export function sameCompany(one: string | null, others: readonly (string | null)[]): boolean {
  const core = one === null ? '' : companyCore(one)
  return core !== '' && others.some((other) => other !== null && companyCore(other) === core)
}

/** All that tells whether a referral should be looked at. */
export interface Suspicion {
  /** How far up the chain of referrers the lead itself is met: 1 is its own referrer; null: nowhere. */
  readonly ring: number | null
  readonly company: string | null
  readonly referrerCompanies: readonly (string | null)[]
  /** The referrer is a member, and whoever has or is to have the lead. */
  readonly referrerUserId: string | null
  readonly repIds: readonly (string | null)[]
  readonly byName: boolean
  readonly others: boolean
}

/** What should be looked at before there is a reward for a referral. */
export function flagsOf(seen: Suspicion): ReferralFlag[] {
  const { ring, company, referrerCompanies, referrerUserId, repIds, byName, others } = seen
  return [
    ...(ring === 1 ? (['self'] as const) : []),
    ...(ring !== 1 && sameCompany(company, referrerCompanies) ? (['sameCompany'] as const) : []),
    ...(ring !== null && ring > 1 ? (['ring'] as const) : []),
    ...(referrerUserId !== null && repIds.includes(referrerUserId) ? (['ownRep'] as const) : []),
    ...(others ? (['several'] as const) : []),
    ...(byName ? (['byName'] as const) : []),
  ]
}

/** Whether a lead does not go to its referrer's rep until somebody has looked. */
export function bars(flags: readonly ReferralFlag[]): boolean {
  return flags.some((flag) => barringFlags.includes(flag))
}
