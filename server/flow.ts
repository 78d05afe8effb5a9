import type { Tx } from './db/db.ts'
import { uuidv7 } from './db/id.ts'
import { customerHolders, customersOf, dealTo, type Dealt, recognised } from './flow/customer-match.ts'
import {
  type Admission,
  type Arrived,
  type Decision,
  type Draft,
  factsOf,
  type Identified,
  receive,
} from './flow/decision.ts'
import { bringsBack } from './flow/link.ts'
import { readSetup, type Setup } from './flow/setup.ts'
import { writeDecisions } from './flow/write.ts'
import { type Deadline, noDeadline } from './lead/clock.ts'
import type { Holder } from './lead/hold.ts'
import { lockLoads } from './lead/load.ts'
import { keepTurns } from './lead/turns.ts'
import type { Roster } from './rooms/assign/decide.ts'
import * as assigning from './rooms/assign/store.ts'
import type { Because, Incoming } from './rooms/capture/decide.ts'
import { judge } from './rooms/clean/decide/gate.ts'
import { type Holders, type Match, match, remember } from './rooms/match/decide/match.ts'
import * as matching from './rooms/match/store.ts'

/**
 * The order of the house: clean → match → known customers → gate → tag → score → assign, for a batch that arrived together, in the
 * transaction it is given. Facts are read before each decision, decisions are pure, all writes come last.
 * Answers in the order of `incoming`.
 */
export async function decideBatch(tx: Tx, incoming: readonly Incoming[], now: Date): Promise<Decision[]> {
  const setup = await readSetup(tx, now)
  return decideReceived(
    tx,
    incoming.map((each) => receive(each, setup)),
    setup,
  )
}

/** The same for arrivals that were cleaned beforehand, by the fields of this very setup. */
export async function decideReceived(
  tx: Tx,
  arrivals: readonly Arrived[],
  setup: Setup,
): Promise<Decision[]> {
  const exact = [...new Set(arrivals.flatMap(({ keys }) => keys))]
  const [, holders, holdings] = await Promise.all([
    matching.lockKeys(tx, exact),
    matching.facts(tx, exact),
    customersOf(tx, exact),
  ])
  const drafts = recognised(arrivals, holdings).map((arrival) => draft(arrival, holders, setup))
  const { decisions, roster } = await assignAll(tx, drafts, setup)
  await writeDecisions(tx, decisions, { setup, roster })
  return decisions
}

/**
 * What becomes of an arrival: whether the person is held already and, if not, whether it is good enough. A forecast
 * asks exactly this, so it differs from the decision only by what has happened since.
 */
export function admit(arrival: Identified, holders: Holders, setup: Setup): Admission {
  const { incoming, cleaned, keys } = arrival
  const found = match({ keys, policy: setup.matching(incoming.sourceId) }, holders)
  const matched = { ...arrival, match: found }
  const tags = setup.tag(factsOf(matched, []))
  const common = { match: found, tags }
  if (found.verdict === 'again' || found.verdict === 'refuse')
    return { ...common, status: 'duplicate', reasons: [twin(found.by)] }
  if (found.verdict === 'link') return { ...common, status: 'merged', reasons: [twin(found.by)] }
  const gate = setup.gate(incoming.sourceId)
  const verdict = judge(cleaned, gate, factsOf(matched, names(tags)))
  // What could not be read of a lead that passes is told too: the lead came without it.
  const reasons = verdict.pass ? cleaned.problems : verdict.reasons
  const refused = gate.mode === 'refuse' || incoming.askBack
  return {
    ...common,
    status: verdict.pass ? 'created' : refused ? 'rejected' : 'quarantined',
    reasons: found.verdict === 'flag' ? [...reasons, twin(found.by)] : reasons,
  }
}

/** All that is decided of one arrival before anybody is chosen for it. Makes it known to the next ones. */
export function draft(arrival: Arrived, holders: Holders, setup: Setup): Draft {
  const admitted = { ...arrival, ...admit(arrival, holders, setup) }
  const { incoming, keys, match: found, status, tags } = admitted
  const score = setup.score(factsOf(admitted, names(tags)))
  if (status === 'merged' || status === 'duplicate') {
    const { held } = found as Exclude<Match, { verdict: 'new' }>
    // What is linked brings its keys along: whoever comes next by one of them is the same person.
    if (status === 'merged') remember(holders, keys, held)
    return { ...admitted, score, leadId: held.leadId, personId: held.personId }
  }
  const leadId = status === 'rejected' ? null : uuidv7(incoming.receivedAt.getTime())
  const personId = uuidv7()
  const quarantined = status === 'quarantined'
  if (leadId)
    remember(holders, keys, { leadId, personId, open: true, quarantined, arrivedAt: incoming.receivedAt })
  return { ...admitted, score, leadId, personId }
}

const names = (tags: Draft['tags']) => tags.map(({ tag }) => tag)

/** Chooses who gets each lead. The roster is there where somebody is to be chosen, for a lead that is let go too. */
async function assignAll(
  tx: Tx,
  drafts: readonly Draft[],
  setup: Setup,
): Promise<{ decisions: Decision[]; roster: Roster | undefined }> {
  const toAssign = drafts.some(
    (each) => bringsBack(each) || (each.status === 'created' && !each.incoming.holderId),
  )
  const policy = setup.assignPolicy
  const { day } = setup
  const typists = [...new Set(drafts.flatMap(({ incoming }) => incoming.holderId ?? []))]
  const also = [...new Set([...typists, ...holdersOfKnown(drafts)])]
  const roster =
    toAssign && policy ? await assigning.facts(tx, policy, { now: setup.moment.now, day, also }) : undefined
  if (!roster) await lockLoads(tx, typists, day)
  const decisions = drafts.map((each) => {
    const assignment = roster ? assign(each, roster, setup) : null
    const holder = holderOf(each, assignment)
    return { ...each, assignment, holder, deadline: deadlineOf(each, holder, setup) }
  })
  if (roster) await keepTurns(tx, roster.turns)
  return { decisions, roster }
}

function assign(each: Draft, roster: Roster, setup: Setup): Dealt | null {
  if (each.status !== 'created' || each.incoming.holderId) return null
  const facts = factsOf(each, names(each.tags), each.score)
  return dealTo(facts, roster, () => setup.assign?.(facts, roster))
}

/** Whose customers have come, as they came or in a lead that may be let out of quarantine. */
function holdersOfKnown(drafts: readonly Draft[]): string[] {
  return customerHolders(drafts.map(({ known }) => (known ? { customerHolder: known.holderId } : null)))
}

function holderOf({ status, incoming }: Draft, assignment: Dealt | null): Holder | null {
  if (status === 'quarantined') return { kind: 'quarantine', id: null }
  if (status !== 'created') return null
  if (incoming.holderId) return { kind: 'rep', id: incoming.holderId }
  // Without an assignment policy there is no pool to fall back to: it waits where admins see it.
  return assignment?.to ?? { kind: 'waiting', id: null }
}

function deadlineOf(each: Draft, holder: Holder | null, setup: Setup): Deadline {
  if (holder?.kind !== 'rep') return noDeadline
  const facts = factsOf(each, names(each.tags), each.score)
  const { now } = setup.moment
  return setup.clock({ ...facts, holderKind: holder.kind, holderId: holder.id, assignedAt: now }, now)
}

function twin(by: string): Because {
  const what = twinWords[by.slice(0, 2)] ?? twinWords['x:']
  return {
    code: `match.${what?.code}`,
    field: what?.field ?? 'externalId',
    message: what?.message ?? { zh: '', en: '' },
  }
}

const twinWords: Readonly<
  Record<string, { code: string; field: string; message: { zh: string; en: string } }>
> = {
  'x:': {
    code: 'same_external_id',
    field: 'externalId',
    message: { zh: '同一外部编号已经到达过', en: 'The same external id arrived before' },
  },
  'p:': {
    code: 'same_phone',
    field: 'phone',
    message: { zh: '电话与已有线索相同', en: 'The phone is that of a lead already held' },
  },
  'e:': {
    code: 'same_email',
    field: 'email',
    message: { zh: '邮箱与已有线索相同', en: 'The e-mail is that of a lead already held' },
  },
  'w:': {
    code: 'same_wechat',
    field: 'wechat',
    message: { zh: '微信号与已有线索相同', en: 'The WeChat id is that of a lead already held' },
  },
}
