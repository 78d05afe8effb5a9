import type { Tx } from '../../db/db.ts'
import { lockLeads } from '../../lead/store.ts'
import { type Actor, appendEvents, system } from '../../lead/trail.ts'
import { choose } from '../../rooms/referral/decide/choose.ts'
import { flagsOf } from '../../rooms/referral/decide/referrer.ts'
import { readReferrers } from '../../rooms/referral/store.ts'
import {
  type HeldNaming,
  lockNamings,
  type Standing,
  writeStandings,
} from '../../rooms/referral/store/referrals.ts'
import { type Judged, judgedLeads, ringsOf } from '../../rooms/referral/store/rings.ts'
import { readSetting } from '../../rooms/referral/store/setting.ts'

/**
 * Decides anew who counts for leads that are held and what should be looked at, by all that is known of them now. Where
 * another one counts than before, the lead's trail says so; whoever has the lead keeps it.
 */
export async function standAnew(
  tx: Tx,
  leadIds: readonly string[],
  now: Date,
  actor: Actor = system,
): Promise<void> {
  // Leads are locked before what hangs on them, as by whoever captures.
  await lockLeads(tx, leadIds)
  const namings = await lockNamings(tx, leadIds)
  if (namings.length === 0) return
  const [leads, referrers, { windowDays }] = [
    await judgedLeads(tx, leadIds),
    new Map(
      (await readReferrers(tx, [...new Set(namings.map(({ referrerId }) => referrerId))])).map((each) => [
        each.referrerId,
        each,
      ]),
    ),
    await readSetting(tx),
  ]
  const byLead = Map.groupBy(namings, ({ leadId }) => leadId)
  const theirs = (lead: Judged): HeldNaming[] => byLead.get(lead.leadId) ?? []
  const rings = await ringsOf(
    tx,
    leads.flatMap((lead) =>
      theirs(lead).map(({ referrerId }) => ({
        ref: lead.leadId,
        referrerId,
        keys: lead.keys,
        customerId: lead.customerId,
        leadIds: lead.leadIds,
      })),
    ),
  )
  const judged = leads.flatMap((lead) => {
    const chosen = lead.mergedInto === null ? choose(theirs(lead), windowDays) : null
    const open = theirs(lead).filter(({ state }) => state !== 'refused')
    return theirs(lead).map((naming): Standing & { readonly was: boolean } => {
      const referrer = referrers.get(naming.referrerId)
      return {
        leadId: lead.leadId,
        referrerId: naming.referrerId,
        was: naming.counts,
        counts: naming.referrerId === chosen?.referrerId,
        flags: flagsOf({
          ring: rings.get(`${lead.leadId} ${naming.referrerId}`) ?? null,
          company: lead.company,
          referrerCompanies: referrer?.companies ?? [],
          referrerUserId: naming.userId,
          repIds: [
            lead.holderKind === 'rep' ? lead.holderId : null,
            lead.holderKind === 'closed' ? lead.customerHolder : null,
            referrer?.repId ?? null,
          ],
          byName: naming.how === 'name',
          others: open.length > 1 && open.includes(naming),
        }),
      }
    })
  })
  await writeStandings(tx, judged)
  await appendEvents(
    tx,
    judged
      .filter(
        ({ counts, was, leadId }) =>
          counts && !was && judged.some((each) => each.leadId === leadId && each.was),
      )
      .map(({ leadId, referrerId, flags }) => ({
        leadId,
        at: now,
        kind: 'referral_counts',
        actor,
        data: { referrerId, flags },
      })),
  )
}
