import type { ReferralFlag } from '../../../contract/referral.ts'
import type { Tx } from '../../db/db.ts'
import { appendEvents } from '../../lead/trail.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import { choose } from '../../rooms/referral/decide/choose.ts'
import { bars, flagsOf } from '../../rooms/referral/decide/referrer.ts'
import { addReferrers, readReferrers } from '../../rooms/referral/store.ts'
import { addNamings, writeStandings } from '../../rooms/referral/store/referrals.ts'
import { ringsOf } from '../../rooms/referral/store/rings.ts'
import { readSetting } from '../../rooms/referral/store/setting.ts'
import type { Decision, Draft, Identified } from '../decision.ts'
import type { Setup } from '../setup.ts'
import { findMeant, type Meant } from './find.ts'
import { standAnew } from './judge.ts'
import { keysOfNamed, readNamed } from './named.ts'

/** Who referred an arrival, as far as it is known before it is written. */
export interface Referred {
  readonly meant: readonly (Meant & { readonly flags: readonly ReferralFlag[] })[]
  /** Who counts of those named. */
  readonly chosen: string | null
  /** What keeps it from going to the referrer's rep. */
  readonly barred: boolean
  /** What it is tagged with. */
  readonly tag: string | null
  /** Whom it named, and nobody knows. */
  readonly unread: readonly Because[]
}

const unread: Because = {
  code: 'referral.unknown',
  field: 'referrer',
  message: {
    zh: '没有认出转介绍人：不是推荐码、完整的电话或邮箱；线索照收，可在线索页补上',
    en: 'The referrer was not recognised: no code, whole phone or e-mail. The lead is taken all the same; name them on its page',
  },
}

/** The exact keys of whom an arrival names: nobody else may make that referrer meanwhile. */
export function namedKeys({ incoming }: Pick<Identified, 'incoming'>): string[] {
  const named = incoming.raw.referrer === undefined ? null : readNamed(incoming.raw.referrer)
  return named ? keysOfNamed(named).filter((key) => !key.startsWith('n:')) : []
}

/** Each arrival with whom it names as its referrer; where none names anybody, nothing is asked. */
export async function withNamed<A extends Identified>(tx: Tx, arrivals: readonly A[]): Promise<A[]> {
  const named = arrivals.map(({ incoming }) => readNamed(incoming.raw.referrer))
  if (named.every((each) => each === null)) return [...arrivals]
  const [meant, { tag }] = [await findMeant(tx, named), await readSetting(tx)]
  return arrivals.map((arrival, at) => {
    if (!named[at]) return arrival
    const found = (meant[at] ?? []).map((each) => ({ ...each, flags: [] }))
    const referred: Referred = {
      meant: found,
      chosen: null,
      barred: false,
      tag: found.length > 0 ? tag : null,
      unread: found.length > 0 ? [] : [unread],
    }
    return { ...arrival, referred }
  })
}

/**
 * Writes referrers nobody had heard of before, of arrivals that become or join a lead, and looks at what should be looked at
 * of each new lead: so that whoever chooses whose it is knows whom its referrer points at.
 */
export async function withReferrals(tx: Tx, drafts: readonly Draft[], setup: Setup): Promise<Draft[]> {
  const referred = drafts.filter(({ referred: by, leadId }) => by && by.meant.length > 0 && leadId)
  if (referred.length === 0) return [...drafts]
  const fresh = new Map(
    referred
      .flatMap(({ referred: by }) => by?.meant.flatMap((each) => each.fresh ?? []) ?? [])
      .map((each) => [each.referrerId, each]),
  )
  await addReferrers(tx, [...fresh.values()], setup.moment.now)
  const found = await readReferrers(tx, [
    ...new Set(referred.flatMap(({ referred: by }) => by?.meant.map(({ referrerId }) => referrerId) ?? [])),
  ])
  const byId = new Map(found.map((each) => [each.referrerId, each]))
  const born = referred.filter(({ status }) => status === 'created' || status === 'quarantined')
  const rings = await ringsOf(
    tx,
    born.flatMap(({ referred: by, keys, known, leadId }) =>
      (by?.meant ?? []).map(({ referrerId }) => ({
        ref: leadId as string,
        referrerId,
        keys: keys.filter((key) => /^[pew]:/.test(key)),
        customerId: known?.customerId ?? null,
        leadIds: [],
      })),
    ),
  )
  const { windowDays } = await readSetting(tx)
  return drafts.map((draft) => {
    const by = draft.referred
    if (!by || by.meant.length === 0 || !draft.leadId) return draft
    const meant = by.meant.map((each) => {
      const now = byId.get(each.referrerId)
      const flags = flagsOf({
        ring: rings.get(`${draft.leadId} ${each.referrerId}`) ?? null,
        company: draft.cleaned.values.company,
        referrerCompanies: now?.companies ?? [],
        referrerUserId: each.userId,
        repIds: [draft.incoming.holderId ?? null, now?.repId ?? null],
        byName: each.how === 'name',
        others: by.meant.length > 1,
      })
      return { ...each, flags }
    })
    const namings = meant.map((each) => ({
      ...each,
      at: draft.incoming.receivedAt,
      state: 'unverified' as const,
      referrerState: each.state,
      rewardState: 'none' as const,
    }))
    const chosen = choose(namings, windowDays)
    return {
      ...draft,
      referred: {
        ...by,
        meant,
        chosen: chosen?.referrerId ?? null,
        barred: chosen !== null && bars(chosen.flags),
      },
    }
  })
}

/** Keeps who was named for the leads of a batch: new ones as they were judged, held ones judged anew. */
export async function writeReferrals(tx: Tx, decisions: readonly Decision[], setup: Setup): Promise<void> {
  const referred = decisions.filter(
    ({ referred: by, leadId, status, match }) =>
      by && by.meant.length > 0 && leadId && (status !== 'duplicate' || match.verdict === 'again'),
  )
  if (referred.length === 0) return
  const { now } = setup.moment
  const added = await addNamings(
    tx,
    referred.flatMap(({ referred: by, leadId, incoming }) =>
      (by?.meant ?? []).map(({ referrerId, how }) => ({
        leadId: leadId as string,
        referrerId,
        how,
        at: incoming.receivedAt,
        byUser: incoming.actor.kind === 'user' ? incoming.actor.id : null,
        arrivalId: incoming.arrivalId,
      })),
    ),
  )
  const fresh = new Set(added.map(({ leadId, referrerId }) => `${leadId} ${referrerId}`))
  const born = referred.filter(({ status }) => status === 'created' || status === 'quarantined')
  const bornIds = new Set(born.map(({ leadId }) => leadId))
  const held = [...new Set(referred.map(({ leadId }) => leadId as string))].filter((id) => !bornIds.has(id))
  const again = new Set(
    referred.filter(({ status }) => !['created', 'quarantined'].includes(status)).map(({ leadId }) => leadId),
  )
  await writeStandings(
    tx,
    born.flatMap(({ referred: by, leadId }) =>
      (by?.meant ?? []).map(({ referrerId, flags }) => ({
        leadId: leadId as string,
        referrerId,
        flags,
        counts: referrerId === by?.chosen,
      })),
    ),
  )
  await appendEvents(
    tx,
    referred.flatMap(({ referred: by, leadId, incoming }) =>
      (by?.meant ?? [])
        .filter(({ referrerId }) => fresh.has(`${leadId} ${referrerId}`))
        .map(({ referrerId, how, flags }) => ({
          leadId: leadId as string,
          at: incoming.receivedAt,
          kind: 'referred',
          actor: incoming.actor,
          data: { referrerId, how, flags, arrivalId: incoming.arrivalId },
        })),
    ),
  )
  // Born in this batch and named again in it, too.
  const anew = [...held, ...[...bornIds].filter((id) => again.has(id))] as string[]
  if (anew.length > 0) await standAnew(tx, anew, now)
}
