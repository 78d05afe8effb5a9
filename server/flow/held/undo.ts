import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { addKeys, dropKeys } from '../../lead/keyring.ts'
import { matchKeys, searchKeys } from '../../lead/keys.ts'
import { lockLoads } from '../../lead/load.ts'
import { flagTwin, type LeadState, lockLeads, readLeads, writeValues } from '../../lead/store.ts'
import {
  type Actor,
  appendEvents,
  type Change,
  changesOf,
  type PastEvent,
  readTrails,
  tellChanges,
} from '../../lead/trail.ts'
import { credit, lockRotation } from '../../lead/turns.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as capturing from '../../rooms/capture/store.ts'
import { withoutGiven } from '../../rooms/clean/decide/reasons.ts'
import * as cleaning from '../../rooms/clean/store.ts'
import { judgeHeld } from '../quarantine.ts'
import { rescore } from '../rescore.ts'
import { readSetup, type Setup } from '../setup.ts'
import { goOn, PAGE, told } from './alike.ts'
import { noteHeld } from './keep.ts'

/** Begins to take a fix back; a page's worth at once. Refuses `not_found` and `quarantine.fix_running`. */
export async function undo(tx: Tx, _caller: UserCaller, fixId: string): Promise<cleaning.FixRow> {
  const fix = await cleaning.lockFix(tx, fixId)
  if (!fix) throw refuse('not_found')
  if (fix.state === 'running') throw refuse('quarantine.fix_running')
  if (fix.state === 'done') {
    await cleaning.moveFix(tx, { ...fix, state: 'undoing', finishedAt: null })
    if (fix.fixed > PAGE) await goOn(tx, fixId)
    else while (await undoPage(tx, fixId));
  }
  return (await cleaning.readFix(tx, fixId)) as cleaning.FixRow
}

/**
 * Takes the next page of a fix back: leads that nobody has touched since have their values as they were and wait in
 * quarantine again, by their true arrival. Returns whether there may be more.
 */
export async function undoPage(tx: Tx, fixId: string): Promise<boolean> {
  const fix = await cleaning.lockFix(tx, fixId)
  if (fix?.state !== 'undoing') return false
  const setup = await readSetup(tx, new Date())
  const versions = await cleaning.takeFixed(tx, fixId, PAGE)
  if (versions.size === 0) {
    await cleaning.moveFix(tx, { ...fix, state: 'undone', finishedAt: setup.moment.now })
    await told(tx)
    return false
  }
  const back = await putBack(tx, { fixId, versions, setup, actor: { kind: 'user', id: fix.byUser } })
  await cleaning.moveFix(tx, { ...fix, undone: fix.undone + back })
  await told(tx)
  return true
}

interface Undoing {
  readonly fixId: string
  readonly versions: ReadonlyMap<string, number>
  readonly setup: Setup
  readonly actor: Actor
}

interface Back {
  readonly before: LeadState
  readonly lead: LeadState
  readonly changes: readonly Change[]
  readonly twinId: string | null
}

async function putBack(tx: Tx, undoing: Undoing): Promise<number> {
  const { versions, setup, actor, fixId } = undoing
  const { now } = setup.moment
  const untouched = await lockUntouched(tx, versions, setup)
  const trails = await readTrails(
    tx,
    untouched.map(({ leadId }) => leadId),
  )
  const sealing = await capturing.readKeys(tx, [...new Set(untouched.map(({ personId }) => personId))])
  const back = untouched.flatMap((lead) => {
    const event = trails
      .get(lead.leadId)
      ?.find(({ kind, data }) => kind === 'edited' && fixOf(data)?.fixId === fixId)
    return event ? [restored(lead, event, sealing.get(lead.personId) ?? null)] : []
  })
  await writeValues(
    tx,
    back.map(({ lead }) => lead),
    now,
  )
  await rekey(tx, back)
  await appendEvents(
    tx,
    back.map(({ lead, changes }) => {
      const turned = changes.map(({ field, before, after }) => ({ field, before: after, after: before }))
      const { open, sealed } = tellChanges(turned, sealing.get(lead.personId) ?? null, setup.personalCustom)
      return {
        leadId: lead.leadId,
        at: now,
        kind: 'edited',
        actor,
        data: { changes: open, undoes: fixId },
        sealed,
      }
    }),
  )
  const scored = await Promise.all(back.map(({ lead }) => rescore(tx, lead, setup)))
  const held = await judgeHeld(
    tx,
    scored.map(({ lead }) => lead),
    { setup },
  )
  const moved = await returnAll(tx, held, undoing)
  await noteHeld(
    tx,
    held.filter(({ lead }) => lead.holderKind === 'quarantine' || moved.has(lead.leadId)),
    setup,
  )
  return back.length
}

interface Suggested {
  readonly fixId?: string
  readonly twinId?: string
}
const fixOf = (data: PastEvent['data']) => data['suggested'] as Suggested | undefined

/** The leads as the fix left them, locked; the rotation before loads, and loads before leads, always. */
async function lockUntouched(
  tx: Tx,
  versions: ReadonlyMap<string, number>,
  setup: Setup,
): Promise<LeadState[]> {
  await lockRotation(tx)
  const ids = [...versions.keys()]
  const reps = (await readLeads(tx, ids)).flatMap(({ holderKind, holderId }) =>
    holderKind === 'rep' ? (holderId ?? []) : [],
  )
  await lockLoads(tx, [...new Set(reps)], setup.day)
  return (await lockLeads(tx, ids)).filter(({ leadId, version }) => versions.get(leadId) === version)
}

function restored(before: LeadState, event: PastEvent, key: Buffer | null): Back {
  const changes = changesOf(event, key).filter(({ field }) => field !== 'score')
  const values = Object.fromEntries(changes.map((change) => [change.field, change.before]))
  const twinId = fixOf(event.data)?.twinId ?? null
  return { before, lead: { ...before, ...values }, changes, twinId }
}

async function rekey(tx: Tx, back: readonly Back[]): Promise<void> {
  const keys = back.map(({ before, lead }) => {
    const held = new Set([...matchKeys({ ...lead, externalId: null }), ...searchKeys(lead)])
    const gone = [...matchKeys({ ...before, externalId: null }), ...searchKeys(before)].filter(
      (key) => !held.has(key),
    )
    return { leadId: lead.leadId, held: [...held], gone }
  })
  await dropKeys(
    tx,
    keys.map(({ leadId, gone }) => ({ leadId, keys: gone })),
  )
  await addKeys(
    tx,
    keys.map(({ leadId, held }) => ({ leadId, keys: held })),
  )
  await Promise.all(back.flatMap(({ lead, twinId }) => (twinId ? [flagTwin(tx, lead.leadId, null)] : [])))
}

/** Takes the leads back from whoever was given them; a rep who loses one is owed another. */
async function returnAll(
  tx: Tx,
  held: Parameters<typeof noteHeld>[1],
  { setup, actor, fixId }: Undoing,
): Promise<Set<string>> {
  const given = held.filter(({ lead }) => lead.holderKind !== 'quarantine')
  const moves = given.map(({ lead, reasons }): Move => ({
    leadId: lead.leadId,
    from: { kind: lead.holderKind, id: lead.holderId },
    to: { kind: 'quarantine', id: null },
    kind: 'quarantined',
    data: { undoes: fixId, why: { reasons: reasons.map(withoutGiven) } },
  }))
  const moved = await moveLeads(tx, moves, { now: setup.moment.now, day: setup.day, actor, quiet: true })
  const owed = given.flatMap(({ lead: { leadId, holderKind, holderId, assignedRule } }) =>
    moved.has(leadId) && holderKind === 'rep' && holderId && assignedRule
      ? [{ ruleId: assignedRule, userId: holderId, leads: 1 }]
      : [],
  )
  await credit(tx, owed)
  return moved
}
