import type { BodyOf } from '../../../../contract/endpoint.ts'
import { refuse } from '../../../../contract/refusals.ts'
import type { sayRemark } from '../../../../contract/score-feedback.ts'
import type { Tally } from '../../../../contract/scoring/tally.ts'
import type { Tx } from '../../../db/db.ts'
import { tell } from '../../../jobs/tell.ts'
import { notify } from '../../../lead/announce.ts'
import { reachLead } from '../../../lead/reach.ts'
import type { LeadState } from '../../../lead/store.ts'
import { appendEvents, sealedToo } from '../../../lead/trail.ts'
import type { UserCaller } from '../../../people/caller.ts'
import { policyVersions } from '../../../policy/store.ts'
import { readTallies } from '../../../rooms/behaviour/store/tallies.ts'
import { readKeys } from '../../../rooms/capture/store.ts'
import * as store from '../../../rooms/score/store/feedback.ts'
import { readSetup } from '../../setup.ts'

type Said = Required<BodyOf<typeof sayRemark>>

/**
 * Notes that somebody finds a lead's score wrong, with the score, its terms and the version of this moment; once more
 * changes what they said. What they wrote stands in the trail sealed. Refuses what `reachLead` does.
 */
export async function remark(
  tx: Tx,
  caller: UserCaller,
  { leadId, ...said }: Said & { readonly leadId: string },
): Promise<{ feedbackId: string }> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const lead = await reachLead(tx, caller, { leadId, now })
  const did = await readTallies<Tally>(tx, [leadId])
  const { score, grade, terms } = setup.score({ ...lead }, did.get(leadId)?.tally)
  const version = setup.policy('score')?.version ?? 0
  const of = { leadId, byUser: caller.userId, score, grade, terms, version, now }
  const feedbackId = await store.say(tx, said, of)
  const { direction, reason } = said
  await noteSaid(tx, lead, {
    at: now,
    by: caller.userId,
    kind: 'score_remarked',
    data: { feedbackId, direction, reason },
    note: said.note,
  })
  return { feedbackId }
}

/** Takes back the caller's open remark. Refuses `feedback.gone` where there is none, and what `reachLead` does. */
export async function withdrawRemark(tx: Tx, caller: UserCaller, leadId: string): Promise<void> {
  const now = new Date()
  const lead = await reachLead(tx, caller, { leadId, now })
  const feedbackId = await store.withdraw(tx, { leadId, byUser: caller.userId, now })
  if (!feedbackId) throw refuse('feedback.gone')
  const kind = 'score_remark_withdrawn'
  await noteSaid(tx, lead, { at: now, by: caller.userId, kind, data: { feedbackId }, note: null })
}

interface Entry {
  readonly at: Date
  readonly by: string
  readonly kind: string
  readonly data: Readonly<Record<string, unknown>>
  /** In somebody's own words, which may name the person: sealed. */
  readonly note: string | null
}

/** Writes into a lead's trail what was said or done about its score, and tells open pages. */
export async function noteSaid(tx: Tx, lead: LeadState, { at, by, kind, data, note }: Entry): Promise<void> {
  const { leadId, personId } = lead
  const key = note ? ((await readKeys(tx, [personId])).get(personId) ?? null) : null
  const actor = { kind: 'user' as const, id: by }
  await appendEvents(tx, [
    { leadId, at, kind, actor, data, sealed: note ? sealedToo(null, key, { said: note }) : null },
  ])
  await tell(tx, { topic: 'lead', ids: [leadId] })
}

/**
 * Tells everybody whose remarks a version answers that it took them up, once. Returns how many remarks it answers and how many
 * people were told now. Refuses `not_found` for a version that was never published.
 */
export async function tellAnswered(
  tx: Tx,
  version: number,
  now: Date,
): Promise<{ remarks: number; people: number }> {
  const published = await policyVersions(tx, 'score', '')
  if (!published.some((each) => each.version === version)) throw refuse('not_found')
  await store.answer(tx, version)
  const told = await store.takeUntold(tx, version, now)
  const remarks = await store.countAnswered(tx, version)
  await notify(
    tx,
    told.map(({ userId, remarks: yours }) => ({
      userId,
      kind: 'score.answered',
      leadId: null,
      data: { version, remarks, yours },
    })),
    now,
  )
  return { remarks, people: told.length }
}
