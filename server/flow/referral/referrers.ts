import type { ReferralState, ReferrerBody } from '../../../contract/referral.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as matching from '../../rooms/match/store.ts'
import { exactKeys, type ReferrerValues } from '../../rooms/referral/decide/referrer.ts'
import { stateSteps } from '../../rooms/referral/decide/steps.ts'
import * as referring from '../../rooms/referral/store.ts'
import { openLeadsBy } from '../../rooms/referral/store/referrals.ts'
import { knownStaff } from '../../rooms/referral/store/staff.ts'
import { linksOf, newReferrer } from './find.ts'
import { standAnew } from './judge.ts'
import { readNamed } from './named.ts'

/**
 * Adds a referrer, known as whom their phone and e-mail tell of; whom a rep adds is unverified. Refuses `referrer.nameless`,
 * `referrer.unreadable`, `referrer.taken`, `referrer.not_member`.
 */
export async function addReferrer(
  tx: Tx,
  caller: UserCaller,
  body: ReferrerBody,
): Promise<{ referrerId: string; code: string }> {
  const values = valuesOf(body, { phone: null, email: null })
  const links = await settleKeys(tx, { values, userId: body.userId, referrerId: null })
  const trusted = caller.roles.some((role) => role !== 'rep')
  const made = {
    ...newReferrer(values, trusted ? 'verified' : 'unverified'),
    ...links,
    createdBy: caller.userId,
  }
  await referring.addReferrers(tx, [made], new Date())
  return { referrerId: made.referrerId, code: made.code }
}

/** Changes a referrer, and looks anew at what they referred. Refuses what adding does, `not_found` and `version.stale`. */
export async function changeReferrer(
  tx: Tx,
  caller: UserCaller,
  { referrerId, body }: { referrerId: string; body: ReferrerBody & { version: number } },
): Promise<void> {
  const now = new Date()
  const [seen] = await referring.readReferrers(tx, [referrerId])
  if (!seen) throw refuse('not_found')
  const values = valuesOf(body, seen)
  const links = await settleKeys(tx, { values, userId: body.userId, referrerId })
  await concerning(tx, referrerId, { now, by: caller.userId }, async () => {
    const held = await referring.lockReferrer(tx, referrerId)
    if (held?.version !== body.version) throw refuse('version.stale')
    await referring.changeReferrer(tx, referrerId, { values, links, now })
  })
}

/** Verifies or refuses a referrer: who counts for what they referred is decided anew. Refuses `referral.step`, `referral.reason_needed`. */
export async function judgeReferrer(
  tx: Tx,
  caller: UserCaller,
  wish: { referrerId: string; to: ReferralState; reason: string | null },
): Promise<void> {
  const { referrerId, to, reason } = wish
  const now = new Date()
  if (to === 'refused' && !reason) throw refuse('referral.reason_needed')
  await concerning(tx, referrerId, { now, by: caller.userId }, async () => {
    const held = await referring.lockReferrer(tx, referrerId)
    if (!held) throw refuse('not_found')
    const step = { from: held.state, to, reason: to === 'refused' ? reason : null, by: caller.userId, now }
    if (!stateSteps[held.state].includes(to) || !(await referring.setReferrerState(tx, referrerId, step)))
      throw refuse('referral.step', { from: held.state, to })
  })
}

/** Changes a referrer, then decides anew what turns on them. */
async function concerning(
  tx: Tx,
  referrerId: string,
  { now, by }: { now: Date; by: string },
  change: () => Promise<void>,
): Promise<void> {
  const leadIds = await openLeadsBy(tx, referrerId)
  await change()
  await standAnew(tx, leadIds, now, { kind: 'user', id: by })
}

/** What was written, read; a phone or an e-mail that was left out stays. */
function valuesOf(body: ReferrerBody, held: Pick<ReferrerValues, 'phone' | 'email'>): ReferrerValues {
  const contact = (field: 'phone' | 'email'): string | null => {
    const written = body[field]
    if (written === undefined) return held[field]
    if (written === null || written === '') return null
    const read = readNamed({ [field]: written })?.[field] ?? null
    if (read === null) throw refuse('referrer.unreadable', { value: written }, { place: { field } })
    return read
  }
  const { kind, company, note, repId, teamId } = body
  const values = {
    kind,
    name: body.name || null,
    company: company || null,
    phone: contact('phone'),
    email: contact('email'),
    note: note || null,
    repId,
    teamId,
  }
  if (!values.name && !values.phone && !values.email) throw refuse('referrer.nameless')
  return values
}

interface Keying {
  readonly values: ReferrerValues
  readonly userId: string | null
  readonly referrerId: string | null
}

/** Locks a referrer's keys, refuses those that are another's, and says who they are among those we know. */
async function settleKeys(tx: Tx, { values, userId, referrerId }: Keying) {
  const keys = exactKeys(values)
  await matching.lockKeys(tx, keys)
  const others = (await referring.findNamed(tx, { codes: [], keys })).filter(
    (each) => each.referrerId !== referrerId,
  )
  const [other] = others
  if (other) throw refuse('referrer.taken', { name: other.name ?? '—', code: other.code })
  const { repId, teamId } = values
  if (!(await knownStaff(tx, { userIds: [repId, userId], teamId }))) throw refuse('referrer.not_member')
  const { name: _, ...links } = linksOf(keys, keys.length > 0 ? await referring.knownBy(tx, keys) : [])
  return { ...links, userId: userId ?? (values.kind === 'employee' ? links.userId : null) }
}
