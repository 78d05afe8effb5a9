import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainCard } from '../../../contract/scorecard.ts'
import { testDb } from '../../../test/database.ts'
import { eventIds, wholeGraph } from '../../../test/graph.ts'
import { policyBy } from '../../../test/matching.ts'
import { arrivingLead, expectSound, newTeam, publishNext, takeTurns, type Team } from '../../../test/team.ts'
import { uuidv7 } from '../../db/id.ts'
import { shareLead } from '../../lead/reach.ts'
import { keepField } from '../../lead/settings.ts'
import { readLeads } from '../../lead/store.ts'
import { system } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as followup from '../../rooms/followup/service.ts'
import { readMerge } from '../../rooms/merge/store.ts'
import { askDue } from '../../rooms/probe/store.ts'
import * as tags from '../../rooms/tag/service.ts'
import { readSetup } from '../setup.ts'
import { ageMarks, applyFindings } from '../verify/apply.ts'
import { mergeLeads } from './merge.ts'
import { undoMerge } from './undo.ts'

const { db, org } = await testDb()

async function graph(flags: { pool: boolean }) {
  const team = await newTeam({ db, org }, { reps: 3 })
  if (!flags.pool) await takeTurns(team)
  await publishNext(team, 'match', policyBy('link', 'phone', 'email'))
  await publishNext(
    team,
    'score',
    plainCard(
      [{ id: 't', label: '有邮箱', when: { not: { field: 'email', op: 'is_empty' } }, points: 7 }],
      [{ grade: 'A', from: 5 }],
    ),
  )
  await publishNext(team, 'tags', {
    rules: [{ id: 'g', when: { all: [] }, tags: ['规则'], days: 30, active: true }],
  })
  const field = { key: 'size', type: 'number' as const, label: { zh: '人数', en: 'Size' }, options: [] }
  await team.within((tx) =>
    keepField(
      tx,
      { ...field, fieldId: uuidv7(), fast: true, personal: false, position: 0 },
      { by: team.admin.userId, at: new Date() },
    ),
  )
  return team
}

const value = <T>(...of: T[]) => fc.option(fc.constantFrom(...of), { nil: undefined })
const anyLead = fc.record({
  name: value('张明', '张明明', '张铭'),
  company: value('仁科互动', '北京仁科互动网络技术有限公司'),
  phone: value('13810000001', '13810000002', '13810000003、13810000004'),
  email: value('a@qq.com', 'b@qq.com', 'c@example.com'),
  need: value('想了解报价'),
  externalId: fc.boolean(),
  tags: fc.subarray(['展会', '急', 'VIP']),
  size: value(5, 50),
})

const worked = ['call', 'note', 'tag', 'share', 'qualify', 'lose'] as const
const verified = ['confirmed', 'refuted', 'reached', 'dead', 'aged', 'waits'] as const
type Act = {
  on: number
  what: (typeof worked)[number] | (typeof verified)[number] | 'pair' | 'dispute'
  rep: number
}
const anyAct: fc.Arbitrary<Act> = fc.record({
  on: fc.nat(),
  what: fc.constantFrom(...worked, ...verified, 'pair', 'dispute'),
  rep: fc.nat(),
})

const captured = async (team: Team, leads: readonly { [key: string]: unknown }[]) => {
  const ids: string[] = []
  for (const [n, lead] of leads.entries()) {
    const { size, externalId, ...facts } = lead
    const answers = await team.call([
      arrivingLead(n, {
        phone: undefined,
        ...facts,
        ...(externalId ? { externalId: `x${n}` } : {}),
        ...(size ? { custom: { size } } : {}),
      }),
    ])
    ids.push(answers[0]?.leadId as string)
  }
  return ids.filter(Boolean)
}

/** Something is found out about a field of a lead. */
async function find(
  team: Team,
  leadId: string,
  { what, rep }: { what: (typeof verified)[number]; rep: number },
) {
  const field = (['phone', 'email', 'company'] as const)[rep % 3] as 'phone' | 'email' | 'company'
  await team.within(async (tx) => {
    const setup = await readSetup(tx, new Date())
    const [lead] = await readLeads(tx, [leadId])
    const value = lead?.[field]
    if (!value) return
    if (what === 'waits')
      return field === 'company'
        ? undefined
        : askDue(tx, [{ leadId, field }], { by: team.admin.userId, at: new Date() })
    const source = what === 'confirmed' || what === 'refuted' ? 'person' : 'provider'
    const said = { reason: null, source, provider: null, cost: 3, currency: 'CNY' } as const
    const finding = what === 'aged' ? 'reached' : what
    const stale = what === 'aged' ? { staleDays: -1 } : {}
    await applyFindings(tx, [{ leadId, field, value, finding, ...said, ...stale }], {
      setup,
      actor: source === 'person' ? { kind: 'user', id: team.admin.userId } : system,
    })
    if (what === 'aged') await ageMarks(tx, setup, 100)
  })
}

async function pair(team: Team, [a, b]: readonly [string, string], state: string) {
  const [first, second] = a < b ? [a, b] : [b, a]
  await db.ownerPool.query(
    `insert into match_pair (org_id, pair_id, lead_a, lead_b, found_by, state, found_at, decided_at, decided_by)
      values ($1, $2, $3, $4, 'likely', $5, now(), $6, $7) on conflict do nothing`,
    [
      team.orgId,
      uuidv7(),
      first,
      second,
      state,
      ...(state === 'open' ? [null, null] : [new Date(), team.admin.userId]),
    ],
  )
}

const isFinding = (what: Act['what']): what is (typeof verified)[number] =>
  verified.includes(what as (typeof verified)[number])

async function act(team: Team, ids: readonly string[], { on, what, rep }: Act): Promise<void> {
  const leadId = ids[on % ids.length] as string
  const someone = team.reps[rep % team.reps.length] as UserCaller
  if (isFinding(what)) return find(team, leadId, { what, rep })
  if (what === 'dispute') {
    const sides = [someone.userId, team.admin.userId]
    await db.ownerPool.query(
      `insert into dispute (org_id, dispute_id, lead_id, claimant_id, holder_id, reason, opened_at)
        values ($1, $2, $3, $4, $5, '我先', now()) on conflict do nothing`,
      [team.orgId, uuidv7(), leadId, ...sides],
    )
    return
  }
  if (what === 'pair') {
    const other = ids[(on + 1) % ids.length] as string
    return pair(team, [leadId, other], rep % 2 ? 'open' : 'different')
  }
  await team
    .within(async (tx) => {
      const now = new Date()
      if (what === 'call' || what === 'note')
        return followup.log(tx, team.admin, {
          now,
          leadId,
          activityId: uuidv7(),
          kind: what,
          outcome: what === 'call' ? 'met' : null,
          note: '聊过',
          nextStep: '回电',
          nextAt: new Date(+now + 86_400_000),
        })
      if (what === 'tag') return tags.retag(tx, team.admin, { leadIds: [leadId], add: ['手工'], remove: [] })
      if (what === 'share') return shareLead(tx, team.admin, { leadId, userIds: [someone.userId] })
      const [lead] = await readLeads(tx, [leadId])
      if (!lead || lead.closedAs) return undefined
      const { version } = lead
      return followup.setStage(tx, team.admin, {
        now,
        leadId,
        version,
        stage: what === 'qualify' ? 'qualified' : 'lost',
        reason: '预算不足',
      })
    })
    .catch((error: { code?: string }) => {
      if (!error.code) throw error
    })
}

test('a merge that is undone has not been: every row of every lead is what it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyLead, { minLength: 2, maxLength: 5 }),
      fc.array(anyAct, { maxLength: 12 }),
      fc.record({ pool: fc.boolean(), chosen: fc.option(fc.nat()), picked: fc.nat(), chain: fc.boolean() }),
      async (leads, acts, { pool, chosen, picked, chain }) => {
        const team = await graph({ pool })
        const ids = await captured(team, leads)
        if (ids.length < 2) return
        for (const each of acts) await act(team, ids, each)
        const before = await wholeGraph(db, team.orgId)
        const told = await eventIds(db, team.orgId)
        const chosenOf = (among: readonly string[]) =>
          chosen === null ? undefined : among[chosen % among.length]
        const made: string[] = []
        const merge = async (leadIds: readonly string[]) => {
          const picks: Record<string, string> =
            picked % 2 ? { holder: leadIds[picked % leadIds.length] as string } : {}
          const wish = { leadIds, survivorId: chosenOf(leadIds), picks }
          return team
            .within(async (tx) => {
              const { mergeId } = await mergeLeads(tx, team.admin, wish)
              made.push(mergeId)
              return (await readMerge(tx, mergeId))?.survivorId as string
            })
            .catch((error: { code?: string }) => {
              expect(error.code).toMatch(/^merge\./)
              return undefined
            })
        }
        const first = await merge(chain ? ids.slice(0, 2) : ids)
        if (chain && first && ids.length > 2) await merge([first, ...ids.slice(2)])
        await expectHeld(team)
        for (const mergeId of made.toReversed())
          await team.within((tx) => undoMerge(tx, team.admin, { mergeId, restore: [], activities: {} }))
        expect(await wholeGraph(db, team.orgId)).toEqual(before)
        expect(await eventIds(db, team.orgId)).toEqual(expect.arrayContaining(told))
        await expectSound(db, team.orgId)
      },
    ),
    { numRuns: 60 },
  )
}, 240_000)

async function expectHeld(team: Team): Promise<void> {
  const { rows } = await db.ownerPool.query(
    `select coalesce(rep_load.user_id, held.holder_id) as rep from rep_load
      full join (select holder_id, count(*)::int as leads from lead where org_id = $1 and holder_kind = 'rep' group by 1) held
        on held.holder_id = rep_load.user_id
      where (rep_load.org_id = $1 or rep_load.org_id is null) and coalesce(holding, 0) <> coalesce(leads, 0)`,
    [team.orgId],
  )
  expect(rows).toEqual([])
}
