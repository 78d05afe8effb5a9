import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { policyBy } from '../../../test/matching.ts'
import {
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import * as consenting from '../../rooms/consent/store.ts'
import { readConsents } from '../../views/consent.ts'
import * as verbs from './verbs.ts'

const { db, org } = await testDb()

const yes = { purpose: 'marketing', granted: true, evidence: { page: 'https://x.cn/ask' } }
const no = { purpose: 'marketing', granted: false }

const may = async (team: Team, leadIds: readonly string[], channel: 'sms' | 'any' = 'sms') =>
  (
    await team.within((tx) =>
      consenting.mayContact(tx, leadIds, { purpose: 'marketing', channel, now: new Date() }),
    )
  ).map((each) => (each.may ? 'yes' : each.reason.code))
const ledgerOf = (team: Team, leadId: string) =>
  team.within(async (tx) => (await readConsents(tx, team.admin, { leadId, now: new Date() })).items)
const withdraw = (team: Team, more: object) =>
  team.within((tx) => verbs.withdraw(tx, team.admin, { purpose: 'any', channel: 'any', note: '', ...more }))
async function one(team: Team, lead: object, more = {}) {
  const [answer] = await team.call([lead], more)
  return { status: answer?.status, leadId: answer?.leadId as string, reasons: answer?.reasons }
}

describe('the ledger', () => {
  test('without a row nobody may be contacted; what a program brings is kept with its proof', async () => {
    const team = await newTeam({ db, org })
    const bare = await one(team, arrivingLead(1))
    const asked = await one(
      team,
      arrivingLead(2, { consent: [{ ...yes, text: '我同意', textVersion: 'v3' }] }),
    )
    expect(await may(team, [bare.leadId, asked.leadId])).toEqual(['consent.none', 'yes'])
    const [row] = await ledgerOf(team, asked.leadId)
    expect(row).toMatchObject({
      purpose: 'marketing',
      channel: 'any',
      granted: true,
      firm: true,
      textVersion: 'v3',
      // printf '我同意' | sha256sum
      textHash: '9b3a9a53cd77ce01c8dec583780e8425fff011383bec0b4a2581ab13f7dba966',
      evidence: { door: 'api', page: 'https://x.cn/ask' },
    })
    const [stored] = await team.within((tx) =>
      rows(tx, sql<{ row: string }>`select consent::text as row from consent where org_id = ${tx.orgId}`),
    )
    expect(stored?.row).not.toContain('x.cn')
  })

  test('is never rewritten', async () => {
    const team = await newTeam({ db, org })
    await one(team, arrivingLead(1, { consent: [yes] }))
    for (const change of [sql`update consent set granted = false`, sql`delete from consent`])
      await expect(team.within((tx) => rows(tx, change))).rejects.toThrow(/append-only/)
  })

  test('is written for what is created, quarantined and merged, and for a duplicate', async () => {
    const team = await newTeam({ db, org })
    const kept = await one(team, arrivingLead(1, { title: null, consent: [yes] }))
    expect(kept.status).toBe('quarantined')
    expect(await may(team, [kept.leadId])).toEqual(['yes'])
    const first = await one(team, arrivingLead(2))
    const again = await one(team, arrivingLead(2, { consent: [yes] }))
    expect([again.status, again.leadId]).toEqual(['merged', first.leadId])
    expect(await may(team, [first.leadId])).toEqual(['yes'])
    await publishNext(team, 'match', policyBy('refuse', 'phone'))
    expect((await one(team, arrivingLead(2, { consent: [no] }))).status).toBe('duplicate')
    expect(await may(team, [first.leadId])).toEqual(['consent.withdrawn'])
    expect(await ledgerOf(team, first.leadId)).toHaveLength(2)
  })

  test('tells of a purpose nobody has, and takes the lead', async () => {
    const team = await newTeam({ db, org })
    const answer = await one(team, arrivingLead(1, { consent: [{ ...yes, purpose: 'markting' }] }))
    expect([answer.status, answer.reasons?.[0]?.code]).toEqual(['created', 'consent.purpose_unknown'])
    const [lead] = await team.call([arrivingLead(2, { consent: [{ purpose: 'x y', granted: 1 }] })])
    expect(lead?.status).toBe('rejected')
  })

  test('says the strictest of all that one person is known as, whatever their leads', async () => {
    const team = await newTeam({ db, org })
    await publishNext(team, 'match', policyBy('link', 'phone'))
    const first = await one(team, arrivingLead(1, { consent: [yes] }))
    const second = await one(team, arrivingLead(1, { consent: [no] }))
    expect(first.leadId).not.toBe(second.leadId)
    expect(await may(team, [first.leadId, second.leadId])).toEqual(['consent.withdrawn', 'consent.withdrawn'])
    // Two persons that a merge makes one, and that undoing it makes two again.
    const third = await one(team, arrivingLead(3, { consent: [yes] }))
    const other = await one(team, arrivingLead(9, { consent: [no] }))
    const pair = [
      {
        personId: (await leadOf(team, third.leadId)).personId,
        otherId: (await leadOf(team, other.leadId)).personId,
      },
    ]
    expect(await may(team, [third.leadId])).toEqual(['yes'])
    await team.within((tx) => consenting.joinPersons(tx, pair))
    expect(await may(team, [third.leadId])).toEqual(['consent.withdrawn'])
    await team.within((tx) => consenting.partPersons(tx, pair))
    expect(await may(team, [third.leadId])).toEqual(['yes'])
  })
})

describe('by hand', () => {
  test('a grant wants its proof; it lifts a withdrawal and stands in the trail', async () => {
    const team = await newTeam({ db, org })
    const { leadId } = await one(team, arrivingLead(1, { consent: [no] }))
    const record = (note: string, purpose = 'marketing') =>
      team.within((tx) => verbs.record(tx, team.admin, { leadId, purpose, channel: 'sms', note }))
    await expect(record('')).rejects.toMatchObject({ code: 'consent.evidence_wanted' })
    await expect(record('x', 'nothing')).rejects.toMatchObject({ code: 'consent.purpose_unknown' })
    await expect(record('x', 'any')).rejects.toMatchObject({ code: 'consent.purpose_unknown' })
    await record('电话中本人同意，录音 42')
    expect(await may(team, [leadId])).toEqual(['yes'])
    const [row] = await ledgerOf(team, leadId)
    expect(row).toMatchObject({ evidence: { note: '电话中本人同意，录音 42' }, actor: { name: '管理员' } })
    expect((await trailOf(team, leadId)).at(-1)).toMatchObject({
      kind: 'consent',
      actorKind: 'user',
      data: { purpose: 'marketing', channel: 'sms', granted: true },
    })
  })

  test.each([
    ['phone', { phone: '138 1000 0001' }],
    ['email', { email: 'A@x.cn' }],
  ])(
    'a withdrawal by %s counts for every lead of that person, and is in the trail of each',
    async (_, by) => {
      const team = await newTeam({ db, org })
      await publishNext(team, 'match', policyBy('link', 'phone'))
      const lead = arrivingLead(1, { phone: '13810000001', email: 'a@x.cn', consent: [yes] })
      const ids = [(await one(team, lead)).leadId, (await one(team, lead)).leadId]
      expect(await may(team, ids)).toEqual(['yes', 'yes'])
      expect(await withdraw(team, by)).toEqual({ leads: 2 })
      expect(await may(team, ids)).toEqual(['consent.withdrawn', 'consent.withdrawn'])
      for (const leadId of ids)
        expect((await trailOf(team, leadId)).at(-1)).toMatchObject({
          kind: 'consent',
          data: { granted: false },
        })
    },
  )

  test('a withdrawal of somebody unknown counts once they are known; a claim from a file does not lift it', async () => {
    const team = await newTeam({ db, org })
    expect(await withdraw(team, { phone: '13810000001' })).toEqual({ leads: 0 })
    const lead = arrivingLead(1, { phone: '13810000001', consent: [{ ...yes, at: '2020-01-01T00:00:00Z' }] })
    const { leadId } = await one(team, lead)
    expect(await may(team, [leadId])).toEqual(['consent.withdrawn'])
    await one(team, { ...lead, consent: [yes] }, { door: 'import' })
    expect(await may(team, [leadId])).toEqual(['consent.withdrawn'])
    await one(team, { ...lead, consent: [yes] })
    expect(await may(team, [leadId])).toEqual(['yes'])
  })

  test('nobody is guessed at, and a rep names leads of theirs only', async () => {
    const team = await newTeam({ db, org }, { reps: 1 })
    for (const by of [{}, { phone: '138' }, { email: 'nobody' }])
      await expect(withdraw(team, by)).rejects.toMatchObject({ code: 'consent.nobody_named' })
    const rep = team.reps[0]!
    const wish = { purpose: 'any', channel: 'any' as const, note: '' }
    await expect(
      team.within((tx) => verbs.withdraw(tx, rep, { ...wish, phone: '13810000001' })),
    ).rejects.toMatchObject({ code: 'auth.forbidden' })
    const { leadId } = await one(team, arrivingLead(1))
    await expect(team.within((tx) => verbs.withdraw(tx, rep, { ...wish, leadId }))).rejects.toMatchObject({
      code: 'lead.not_yours',
    })
  })

  test('a withdrawal and captures of the same person at once: whatever came first, nobody is contacted', async () => {
    const team = await newTeam({ db, org })
    for (let n = 0; n < 10; n++) {
      const phone = `139${10_000_000 + n}`
      const old = { ...yes, at: new Date(Date.now() - 1000).toISOString() }
      const [captured] = await Promise.all([
        one(team, arrivingLead(n, { phone, consent: [old] })),
        withdraw(team, { phone }),
        one(team, arrivingLead(n, { phone, consent: [old] })),
      ])
      expect(await may(team, [captured.leadId])).toEqual(['consent.withdrawn'])
    }
    await expectSound(db, team.orgId)
  })
})
