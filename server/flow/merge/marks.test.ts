import { expect, test } from 'vitest'
import type { FieldStatus } from '../../../contract/lead.ts'
import { testDb } from '../../../test/database.ts'
import { policyBy } from '../../../test/matching.ts'
import { arrivingLead, leadOf, newTeam, publishNext, type Team } from '../../../test/team.ts'
import { readLeads } from '../../lead/store.ts'
import { system } from '../../lead/trail.ts'
import type { Finding } from '../../rooms/verify/decide/status.ts'
import { readMarks } from '../../rooms/verify/store.ts'
import { amend } from '../amend.ts'
import { readSetup } from '../setup.ts'
import { ageMarks, applyFindings } from '../verify/apply.ts'
import { mergeLeads } from './merge.ts'
import { previewMerge } from './preview.ts'
import { undoMerge } from './undo.ts'

const { db, org } = await testDb()

const [older, newer] = ['+8613810000001', '+8613810000002']

/** Two leads of one person, the second the newer one, who have these phones and e-mails. */
async function held(...leads: readonly object[]) {
  const team = await newTeam({ db, org }, { reps: 1 })
  await publishNext(team, 'match', policyBy('link', 'phone'))
  const ids: string[] = []
  for (const [n, lead] of leads.entries())
    ids.push((await team.call([arrivingLead(n + 1, lead)]))[0]?.leadId as string)
  return { team, ids: ids as [string, string] }
}

async function find(team: Team, leadId: string, finding: Finding, field: 'phone' | 'title' = 'phone') {
  const person = finding === 'confirmed' || finding === 'refuted'
  await team.within(async (tx) => {
    const setup = await readSetup(tx, new Date())
    const value = (await readLeads(tx, [leadId]))[0]?.[field] as string
    const said = {
      reason: null,
      source: person ? 'person' : 'provider',
      provider: null,
      cost: 3,
      currency: 'CNY',
    } as const
    const stale = finding === 'aged' ? { staleDays: -1 } : {}
    const found = {
      leadId,
      field,
      value,
      finding: finding === 'aged' ? 'reached' : finding,
      ...said,
      ...stale,
    }
    const actor = person ? { kind: 'user' as const, id: team.admin.userId } : system
    await applyFindings(tx, [found], { setup, actor })
    if (finding === 'aged') await ageMarks(tx, setup, 10)
  })
}

const merge = (team: Team, leadIds: readonly string[]) =>
  team.within((tx) => mergeLeads(tx, team.admin, { leadIds, survivorId: leadIds[0], picks: {} }))
const undo = (team: Team, mergeId: string) =>
  team.within((tx) => undoMerge(tx, team.admin, { mergeId, restore: [], activities: {} }))
const marksOf = (team: Team, leadId: string) => team.within((tx) => readMarks(tx, [leadId]))

// Best first; null: nothing was found out, so a phone counts by its form.
const inOrder: readonly (readonly [Finding | null, FieldStatus])[] = [
  ['confirmed', 'confirmed'],
  ['reached', 'reachable'],
  [null, 'formatOk'],
  ['aged', 'stale'],
  ['dead', 'bad'],
]
const pairs = inOrder.slice(1).map((worse, i) => [inOrder[i], worse] as const)

test.each(pairs.flatMap(([better, worse]) => [[better, worse, 0] as const, [better, worse, 1] as const]))(
  'of two phones %j survives, not %j, whichever came first (%i)',
  async (better, worse, at) => {
    const { team, ids } = await held({}, {})
    const [good, bad] = at === 0 ? ids : ([ids[1], ids[0]] as const)
    if (better?.[0]) await find(team, good, better[0])
    if (worse[0]) await find(team, bad, worse[0])
    const previewed = await team.within((tx) =>
      previewMerge(tx, team.admin, { leadIds: ids, survivorId: ids[0], picks: {}, lang: 'zh' }),
    )
    expect(previewed.fields.find(({ field }) => field === 'phone')).toMatchObject({
      leadId: good,
      because: 'verified',
    })
    const { mergeId } = await merge(team, ids)
    const phone = at === 0 ? older : newer
    expect(await leadOf(team, ids[0])).toMatchObject({ phone, phoneStatus: better?.[1] })
    await undo(team, mergeId)
    expect(await leadOf(team, good)).toMatchObject({ phone, phoneStatus: better?.[1] })
    expect(await leadOf(team, bad)).toMatchObject({ phoneStatus: worse[1] })
  },
)

test('what was found out of the one is true of the other’s same value; who found it goes along', async () => {
  const { team, ids } = await held({ title: '采购总监' }, { phone: older, title: '采购总监' })
  await find(team, ids[1], 'confirmed')
  await find(team, ids[1], 'confirmed', 'title')
  const said = (await marksOf(team, ids[1])).map((mark) => ({ ...mark, leadId: ids[0] }))
  expect(said).toHaveLength(2)
  const { mergeId } = await merge(team, ids)
  expect(await marksOf(team, ids[0])).toEqual(said)
  expect(await leadOf(team, ids[0])).toMatchObject({ phoneStatus: 'confirmed' })
  await undo(team, mergeId)
  expect(await marksOf(team, ids[0])).toEqual([])
  expect(await leadOf(team, ids[0])).toMatchObject({ phoneStatus: 'formatOk' })
})

test('a person’s word about a value outlives a merge with a lead whose provider says otherwise of it', async () => {
  const { team, ids } = await held({}, { phone: older })
  await find(team, ids[0], 'refuted')
  await find(team, ids[1], 'reached')
  await merge(team, ids)
  expect(await leadOf(team, ids[0])).toMatchObject({ phoneStatus: 'bad' })
})

test('what was found out while they were one stays where its value stays', async () => {
  const { team, ids } = await held({}, { phone: older })
  await find(team, ids[1], 'reached')
  const { mergeId } = await merge(team, ids)
  await find(team, ids[0], 'confirmed')
  await undo(team, mergeId)
  expect(await leadOf(team, ids[0])).toMatchObject({ phoneStatus: 'confirmed' })
  expect(await leadOf(team, ids[1])).toMatchObject({ phoneStatus: 'reachable' })
})

test('whoever puts the old value back and confirms it is not forgotten by the undoing', async () => {
  const { team, ids } = await held({}, {})
  await find(team, ids[1], 'reached')
  const { mergeId } = await merge(team, ids)
  const { version } = await leadOf(team, ids[0])
  await team.within((tx) =>
    amend(tx, team.admin, { leadId: ids[0], version, patch: { phone: older }, lang: 'zh' }),
  )
  await find(team, ids[0], 'confirmed')
  await undo(team, mergeId)
  expect(await leadOf(team, ids[0])).toMatchObject({ phone: older, phoneStatus: 'confirmed' })
  expect(await leadOf(team, ids[1])).toMatchObject({ phoneStatus: 'reachable' })
})

test('what grows old while two leads are one is old when they part', async () => {
  const { team, ids } = await held({}, { email: 'a@example.com' })
  await find(team, ids[1], 'reached')
  const { mergeId } = await merge(team, ids)
  await db.ownerPool.query(`update verification set stale_at = now() - interval '1 day' where org_id = $1`, [
    team.orgId,
  ])
  await team.within(async (tx) => ageMarks(tx, await readSetup(tx, new Date()), 10))
  expect(await leadOf(team, ids[0])).toMatchObject({ phoneStatus: 'stale' })
  await undo(team, mergeId)
  expect(await leadOf(team, ids[1])).toMatchObject({ phoneStatus: 'stale' })
})
