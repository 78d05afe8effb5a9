import type { z } from 'zod'
import { makeUpsOf } from '../../../contract/assign.ts'
import type { listMakeUps, MakeUpState, toldMakeUp } from '../../../contract/makeup.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { notify } from '../../lead/announce.ts'
import { readClock } from '../../lead/deadlines.ts'
import { holderNames } from '../../lead/names.ts'
import { collaborators } from '../../lead/reach.ts'
import { readLeads } from '../../lead/store.ts'
import { type Actor, appendEvents, system } from '../../lead/trail.ts'
import { credit, lockRotation } from '../../lead/turns.ts'
import type { UserCaller } from '../../people/caller.ts'
import { peopleOf, scopeOf, sees } from '../../people/scope.ts'
import { managersOver, staffOf } from '../../people/staff.ts'
import { currentPolicy } from '../../policy/store.ts'
import { canOwe, creditOf, marked, mayAppeal, type State, unmarked } from './decide.ts'
import * as store from './store.ts'

type Told = z.output<typeof toldMakeUp>
type Overview = z.output<typeof listMakeUps.reply>

interface About {
  readonly leadId: string
  readonly now: Date
}

/**
 * A lead was marked invalid: the rep it was dealt to is owed another, if the month's limit allows. Nothing where no rule dealt
 * it. To be called in the transaction that marks it, which holds the rotation.
 */
export async function markInvalid(tx: Tx, { leadId, now }: About): Promise<void> {
  await lockRotation(tx)
  const given = await store.givenBy(tx, leadId)
  const policy = await currentPolicy(tx, 'assign')
  if (!given || !policy || !canOwe(policy.body, given.ruleId)) return
  const month = await monthOf(tx, now)
  const [before, [used]] = [await store.read(tx, given), await store.usedIn(tx, month, [given.userId])]
  const limit = makeUpsOf(policy.body)
  const state = marked(before && standing(before), { made: used?.made ?? 0, limit })
  if (state === before?.state) return
  const unsaid = { reason: null, appealedAt: null, answer: null, answeredBy: null, answeredAt: null }
  const rule = { kind: 'assign', scope: '', version: policy.version, id: given.ruleId } as const
  const data = { used: (used?.made ?? 0) + creditOf(before?.state, state), limit }
  await change(tx, before, { ...given, ...unsaid, month, at: now, state }, { actor: system, now, data, rule })
}

/** The mark of a lead was undone: what was owed for it is taken back, an open appeal closes. */
export async function unmarkInvalid(tx: Tx, { leadId, now }: About): Promise<void> {
  await lockRotation(tx)
  const before = await store.read(tx, { leadId })
  const state = before && unmarked(standing(before))
  if (!before || !state || state === before.state) return
  await change(tx, before, { ...before, state }, { actor: system, now })
}

/**
 * The rep asks for what was refused or taken back. Their managers are told. Refuses `makeup.not_refused`, `makeup.appealed`
 * and, once a manager has declined it, `makeup.declined`.
 */
export async function appeal(
  tx: Tx,
  caller: UserCaller,
  { leadId, now, reason }: About & { reason: string },
): Promise<void> {
  await lockRotation(tx)
  const before = await store.read(tx, { leadId })
  if (before?.userId !== caller.userId) {
    await seen(tx, caller, { leadId, now })
    throw refuse('makeup.not_refused')
  }
  if (before.state === 'appealed') throw refuse('makeup.appealed')
  if (before.state === 'declined') throw refuse('makeup.declined')
  if (!mayAppeal(before.state)) throw refuse('makeup.not_refused')
  const actor = { kind: 'user', id: caller.userId } as const
  await change(tx, before, { ...before, state: 'appealed', reason, appealedAt: now }, { actor, now })
  const managers = (await managersOver(tx, { holders: [caller.userId], pools: [] })).get(caller.userId)
  const told = (managers ?? (await staffOf(tx, ['admin']))).filter((userId) => userId !== caller.userId)
  await notify(
    tx,
    told.map((userId) => ({ userId, kind: 'makeup.appealed', leadId, data: {} })),
    now,
  )
}

interface Verdict extends About {
  readonly accept: boolean
  readonly answer?: string | undefined
}

/**
 * Answers an appeal; accepted, the rep is owed another lead, once. The rep is told. Refuses `not_found` for who is not one's
 * own, `makeup.own`, `makeup.answered`, and `makeup.no_turn` where no rule could owe it any more.
 */
export async function answer(tx: Tx, caller: UserCaller, verdict: Verdict): Promise<void> {
  const { now, accept } = verdict
  const before = await lockTheirs(tx, caller, verdict)
  if (before.state !== 'appealed') throw refuse('makeup.answered')
  const policy = await currentPolicy(tx, 'assign')
  if (accept && !(policy && canOwe(policy.body, before.ruleId))) throw refuse('makeup.no_turn')
  await rule(tx, before, {
    state: accept ? 'made_up' : 'declined',
    answer: verdict.answer ?? null,
    by: caller.userId,
    now,
  })
}

/** Takes a make-up back whose mark was wrong. The rep is told. Refuses `not_found`, `makeup.own` and `makeup.not_made_up`. */
export async function takeBack(
  tx: Tx,
  caller: UserCaller,
  { reason, ...about }: About & { reason: string },
): Promise<void> {
  const before = await lockTheirs(tx, caller, about)
  if (before.state !== 'made_up') throw refuse('makeup.not_made_up')
  await rule(tx, before, { state: 'taken_back', answer: reason, by: caller.userId, now: about.now })
}

/** The make-up of a lead that was dealt to one of the caller's people, with the rotation locked. */
async function lockTheirs(tx: Tx, caller: UserCaller, { leadId, now }: About): Promise<store.MakeUp> {
  await lockRotation(tx)
  const before = await store.read(tx, { leadId })
  const people = await peopleOf(tx, caller, now)
  if (!before || (people && !people.includes(before.userId))) throw refuse('not_found')
  if (!mayRule(caller, before)) throw refuse('makeup.own')
  return before
}

/** Whether somebody may decide on a rep's make-up, as far as it is not their own. */
function mayRule({ roles, userId }: UserCaller, of: { readonly userId: string }): boolean {
  return roles.includes('admin') || (roles.includes('manager') && of.userId !== userId)
}

interface Ruling {
  readonly state: 'made_up' | 'declined' | 'taken_back'
  readonly answer: string | null
  readonly by: string
  readonly now: Date
}

async function rule(tx: Tx, before: store.MakeUp, { state, answer: said, by, now }: Ruling): Promise<void> {
  const after = { ...before, state, answer: said, answeredBy: by, answeredAt: now }
  await change(tx, before, after, { actor: { kind: 'user', id: by }, now })
  const { userId, leadId } = before
  await notify(tx, [{ userId, kind: `makeup.${state}`, leadId, data: {} }], now)
}

interface Change {
  readonly actor: Actor
  readonly now: Date
  readonly data?: Readonly<Record<string, unknown>>
  readonly rule?: Parameters<typeof appendEvents>[1][number]['rule']
}

/** The one place where a make-up changes: its row, what is owed, and the trail, together. */
async function change(
  tx: Tx,
  before: store.MakeUp | undefined,
  after: store.MakeUp,
  { actor, now, data = {}, rule: ref = null }: Change,
): Promise<void> {
  const { leadId, userId, ruleId, state } = after
  await store.keep(tx, after)
  const leads = creditOf(before?.state, state)
  if (leads !== 0) await credit(tx, [{ ruleId, userId, leads }])
  // Not `to`: that says in a trail who has the lead.
  const said = { ...data, rep: userId }
  await appendEvents(tx, [{ leadId, at: now, kind: eventOf[state], actor, rule: ref, data: said }])
  await tell(tx, { topic: 'lead', ids: [leadId] })
}

const eventOf: Readonly<Record<State, string>> = {
  made_up: 'made_up',
  refused: 'make_up_refused',
  appealed: 'make_up_appealed',
  declined: 'make_up_declined',
  taken_back: 'make_up_taken_back',
  undone: 'make_up_undone',
}

function standing({ state, answeredBy }: store.MakeUp) {
  return { state, ruled: answeredBy !== null }
}

/** The first of the month of a moment, in the organisation's zone: '2026-11-01'. */
async function monthOf(tx: Tx, now: Date): Promise<string> {
  return `${(await readClock(tx, now)).day.slice(0, 7)}-01`
}

/** How a lead's make-up stands, and what the caller may do about it; null where there is none, or it is not theirs to know. */
export async function told(tx: Tx, caller: UserCaller, { leadId, now }: About): Promise<Told> {
  const [held, policy, people] = [
    await store.read(tx, { leadId }),
    await currentPolicy(tx, 'assign'),
    await peopleOf(tx, caller, now),
  ]
  const known = held && held.state !== 'undone' ? held : undefined
  const about = known ?? (await store.givenBy(tx, leadId))
  if (!about || !policy || (people && !people.includes(about.userId))) return null
  // Marked before there were make-ups, or not marked: nothing was refused.
  if (!known && canOwe(policy.body, about.ruleId)) return null
  const month = known?.month ?? (await monthOf(tx, now))
  const [used] = await store.usedIn(tx, month, [about.userId])
  const names = await holderNames(tx, [about.userId, known?.answeredBy ?? []].flat())
  const mine = about.userId === caller.userId
  return {
    ...shown(known ?? { ...nothing, ...about }, names),
    used: { made: used?.made ?? 0, granted: used?.granted ?? 0, limit: makeUpsOf(policy.body) },
    may: {
      appeal: mine && known !== undefined && mayAppeal(known.state),
      answer: known?.state === 'appealed' && mayRule(caller, about),
      takeBack: known?.state === 'made_up' && mayRule(caller, about),
    },
  }
}

/** Refuses `not_found` for a lead outside the caller's scope, as if there were none. */
async function seen(tx: Tx, caller: UserCaller, { leadId, now }: About): Promise<void> {
  const [scope, [lead], shared] = [
    await scopeOf(tx, caller, now),
    await readLeads(tx, [leadId]),
    await collaborators(tx, [leadId]),
  ]
  if (!lead || !sees(scope, { ...lead, collaborators: shared.get(leadId) ?? [] })) throw refuse('not_found')
}

/** As `told`. Refuses `not_found` where the caller sees neither the lead nor its make-up. */
export async function readTold(tx: Tx, caller: UserCaller, about: About): Promise<Told> {
  const makeUp = await told(tx, caller, about)
  if (!makeUp) await seen(tx, caller, about)
  return makeUp
}

/** Open appeals of the caller's people, and who was made up how much this month. */
export async function overview(tx: Tx, caller: UserCaller, now: Date): Promise<Overview> {
  const month = await monthOf(tx, now)
  const [userIds, scope, policy] = [
    await peopleOf(tx, caller, now),
    await scopeOf(tx, caller, now),
    await currentPolicy(tx, 'assign'),
  ]
  const [used, appeals, made] = [
    await store.usedIn(tx, month, userIds),
    await store.listAppeals(tx, { userIds, scope }),
    await store.listMade(tx, month, { userIds, scope }),
  ]
  const about = [...appeals, ...made]
  const names = await holderNames(tx, [
    ...used.map(({ userId }) => userId),
    ...about.flatMap(({ userId, answeredBy }) => [userId, answeredBy ?? []].flat()),
  ])
  const listed = (each: store.Listed) => ({
    ...shown(each, names),
    leadName: each.leadName,
    because: each.because,
    mayRule: mayRule(caller, each),
  })
  return {
    month,
    limit: makeUpsOf(policy?.body ?? {}),
    reps: used.map(({ userId, ...rest }) => ({ rep: named(userId, names), ...rest })),
    appeals: appeals.map(listed),
    made: made.map(listed),
  }
}

const nothing = {
  state: 'no_turn',
  at: null,
  reason: null,
  appealedAt: null,
  answer: null,
  answeredBy: null,
  answeredAt: null,
} as const

type Shown = Pick<
  store.MakeUp,
  'leadId' | 'userId' | 'reason' | 'appealedAt' | 'answer' | 'answeredBy' | 'answeredAt'
> & { readonly state: MakeUpState; readonly at: Date | null }

function shown(of: Shown, names: ReadonlyMap<string, string>) {
  const { leadId, userId, state, at, reason, appealedAt, answer: said, answeredBy, answeredAt } = of
  const by = answeredBy === null ? null : named(answeredBy, names)
  return {
    leadId,
    rep: named(userId, names),
    state,
    at,
    reason,
    appealedAt,
    answer: said,
    answeredBy: by,
    answeredAt,
  }
}

const named = (id: string, names: ReadonlyMap<string, string>) => ({ id, name: names.get(id) ?? '' })
