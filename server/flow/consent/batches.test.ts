import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConsentGiven } from '../../../contract/consent.ts'
import type { CompliancePolicy } from '../../../contract/policy.ts'
import type { MatchAction } from '../../../rules/matching.ts'
import { testDb } from '../../../test/database.ts'
import { policyBy } from '../../../test/matching.ts'
import {
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
} from '../../../test/team.ts'
import { uuidv7 } from '../../db/id.ts'
import { decideBatch } from '../../flow.ts'
import { sourceIds } from '../../lead/sources.ts'
import type { Incoming } from '../../rooms/capture/decide.ts'
import { consentOf } from '../../rooms/consent/decide/ledger.ts'
import * as consenting from '../../rooms/consent/store.ts'
import { amend } from '../amend.ts'
import type { Decision } from '../decision.ts'

const { db, org } = await testDb()

const yes = { purpose: 'marketing', granted: true, evidence: { page: 'https://x.cn/ask' } }
const no = { purpose: 'marketing', granted: false }
const need = { id: 'm', name: '', active: true }
const wantsConsent = {
  rules: [{ ...need, needs: { kind: 'consent' as const, purpose: 'marketing', channel: 'any' as const } }],
}

async function strict() {
  const team = await newTeam({ db, org }, { reps: 1 })
  await takeTurns(team)
  await publishNext(team, 'compliance', wantsConsent)
  return team
}

const standing = (team: Team, keys: readonly string[]) =>
  team.within(async (tx) => {
    const said = await consenting.ledgers(
      tx,
      keys.map((key) => ({ ref: key, personId: null, keys: [key] })),
    )
    const asked = { purpose: 'marketing', channel: 'any' as const }
    return keys.map((key) => consentOf(said.get(key) ?? [], asked, new Date()).state)
  })

describe('of one batch', () => {
  test('whoever comes after a withdrawal is barred by it, also where only a third tells that they are one', async () => {
    const team = await strict()
    await publishNext(team, 'match', policyBy('link', 'phone', 'email'))
    const mail = { email: 'a@x.cn' }
    const answers = await team.call([
      arrivingLead(1, { ...mail, consent: [yes] }),
      arrivingLead(1, { consent: [no] }),
      arrivingLead(2, { ...mail }),
      arrivingLead(3, { consent: [yes] }),
      arrivingLead(3),
    ])
    expect(answers.map(({ status, reasons }) => [status, reasons?.[0]?.code])).toMatchObject([
      ['created', undefined],
      ['quarantined', 'compliance.withdrawn'],
      // Of the mailbox's own lead nobody has taken anything back
      ['created', expect.anything()],
      ['created', undefined],
      ['created', expect.anything()],
    ])
    await publishNext(team, 'match', policyBy('merge', 'phone', 'email'))
    const merged = await team.call([
      arrivingLead(11, { email: 'b@x.cn', consent: [yes] }),
      arrivingLead(12, { email: 'b@x.cn', consent: [no] }),
      arrivingLead(12, { name: '李四' }),
    ])
    expect(merged.map(({ status }) => status)).toEqual(['created', 'merged', 'merged'])
    expect(await standing(team, ['p:+8613810000011', 'p:+8613810000012'])).toEqual(['withdrawn', 'withdrawn'])
  })
})

describe('a withdrawal counts', () => {
  test('of what the gate refuses, and of what a rule does, for leads held and for whoever comes later', async () => {
    const team = await strict()
    await publishNext(team, 'match', policyBy('refuse', 'phone'))
    await publishNext(team, 'gate', { preset: 'b2b', mode: 'refuse', requirements: [{ need: ['company'] }] })
    const [held] = await team.call([arrivingLead(1, { consent: [yes] })])
    const [refused] = await team.call([arrivingLead(1, { email: 'a@x.cn', consent: [no] })])
    expect(refused?.status).toBe('duplicate')
    const [rejected] = await team.call([arrivingLead(2, { company: null, consent: [no] })])
    expect(rejected).toMatchObject({ status: 'rejected', leadId: null })
    const keys = ['p:+8613810000001', 'p:+8613810000002', 'e:a@x.cn']
    expect(await standing(team, keys)).toEqual(['withdrawn', 'withdrawn', 'withdrawn'])
    expect((await leadOf(team, held?.leadId as string)).holderKind).toBe('rep')
    const later = await team.call([arrivingLead(2), arrivingLead(4, { email: 'a@x.cn' })])
    expect(later.map(({ status, reasons }) => [status, reasons?.[0]?.code])).toEqual([
      ['quarantined', 'compliance.withdrawn'],
      ['quarantined', 'compliance.withdrawn'],
    ])
    // What is refused grants nothing.
    const [claimed] = await team.call([arrivingLead(5, { company: null, consent: [yes] })])
    expect(claimed?.status).toBe('rejected')
    expect(await standing(team, ['p:+8613810000005'])).toEqual(['none'])
  })
})

describe('an edit', () => {
  const bank = {
    rules: [
      {
        ...need,
        id: 'bank',
        when: { field: 'company', op: 'contains', value: '银行' },
        needs: { kind: 'approval', flag: 'conflict', by: ['admin'] },
      },
    ],
  } as CompliancePolicy
  const edit = async (team: Team, leadId: string, patch: object) => {
    const { version } = await leadOf(team, leadId)
    return team.within((tx) => amend(tx, team.admin, { leadId, version, patch, lang: 'zh' }))
  }

  test('that makes a lead fit a compliance rule keeps it back; one in quarantine is judged by what it says now', async () => {
    const team = await newTeam({ db, org }, { reps: 1 })
    await publishNext(team, 'compliance', bank)
    const [free] = await team.call([arrivingLead(1)])
    const leadId = free?.leadId as string
    expect((await leadOf(team, leadId)).holderKind).toBe('pool')
    await edit(team, leadId, { title: '经理' })
    expect((await leadOf(team, leadId)).holderKind).toBe('pool')
    const { version } = await edit(team, leadId, { company: '青禾银行' })
    expect(await leadOf(team, leadId)).toMatchObject({
      holderKind: 'quarantine',
      version,
      gateReasons: [{ code: 'compliance.approval', field: 'compliance:bank' }],
    })
    await edit(team, leadId, { company: '青禾网络科技有限公司' })
    expect((await leadOf(team, leadId)).gateReasons).toEqual([])
    await expectSound(db, team.orgId)
  })

  test('that brings the number of somebody who took consent back keeps the lead back', async () => {
    const team = await newTeam({ db, org })
    await publishNext(team, 'compliance', wantsConsent)
    const [free] = await team.call([arrivingLead(1, { consent: [yes] })])
    const leadId = free?.leadId as string
    await team.call([arrivingLead(2, { company: null, consent: [no] })])
    await edit(team, leadId, { phone: arrivingLead(2).phone })
    expect(await leadOf(team, leadId)).toMatchObject({
      holderKind: 'quarantine',
      gateReasons: [{ code: 'compliance.withdrawn' }],
    })
  })

  test('leaves what a rep works with the rep', async () => {
    const team = await newTeam({ db, org }, { reps: 1 })
    await takeTurns(team)
    await publishNext(team, 'compliance', bank)
    const [worked] = await team.call([arrivingLead(1)])
    await edit(team, worked?.leadId as string, { company: '青禾银行' })
    expect((await leadOf(team, worked?.leadId as string)).holderKind).toBe('rep')
  })
})

const said: fc.Arbitrary<ConsentGiven[] | undefined> = fc.option(
  fc.array(
    fc.constantFrom<ConsentGiven>(
      yes,
      no,
      { purpose: 'marketing', granted: true },
      { purpose: 'any', granted: false },
    ),
    { minLength: 1, maxLength: 2 },
  ),
  { nil: undefined },
)
const arrival = fc.record({
  phone: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 5 }),
  email: fc.option(fc.constantFrom('a@x.cn', 'b@x.cn', 'c@x.cn')),
  complete: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  consent: said,
  /** Ends a batch. */
  last: fc.boolean(),
})

/** What becomes of an arrival, without the ids that differ from run to run. */
const fateOf = ({ status, reasons }: Decision) => [status, reasons.map(({ code }) => code)]

test('however arrivals are batched, what becomes of each and everybody’s standing is what it is one by one', async () => {
  const keys = [1, 2, 3, 4].map((n) => `p:+861381000000${n}`).concat(['e:a@x.cn', 'e:b@x.cn', 'e:c@x.cn'])
  await fc.assert(
    fc.asyncProperty(
      fc.array(arrival, { minLength: 2, maxLength: 9 }),
      fc.constantFrom<MatchAction>('merge', 'refuse', 'link'),
      async (arrivals, action) => {
        const begun = Date.now() - 60_000
        const outcome = async (isLast: (i: number) => boolean) => {
          const team = await strict()
          await publishNext(team, 'match', policyBy(action, 'phone', 'email'))
          await publishNext(team, 'gate', {
            preset: 'b2b',
            mode: 'refuse',
            requirements: [{ need: ['company'] }],
          })
          const sourceId = (await team.within(sourceIds)).get('api') as string
          let batch: Incoming[] = []
          const fates: unknown[] = []
          for (const [i, { phone, email, complete, consent }] of arrivals.entries()) {
            const raw = arrivingLead(phone ?? 0, {
              ...(phone === null ? { phone: null } : {}),
              ...(email === null ? {} : { email }),
              ...(complete ? {} : { company: null }),
              ...(consent ? { consent } : {}),
            })
            const receivedAt = new Date(begun + i * 1000)
            const actor = { kind: 'key' as const, id: null }
            batch.push({ arrivalId: uuidv7(), door: 'api', sourceId, raw, receivedAt, actor })
            if (!isLast(i) && i < arrivals.length - 1) continue
            const together = batch
            batch = []
            const answers = await team.within((tx) => decideBatch(tx, together, new Date()))
            fates.push(...answers.map(fateOf))
          }
          return { fates, standing: await standing(team, keys) }
        }
        const alone = await outcome(() => true)
        expect(await outcome((i) => arrivals[i]!.last)).toEqual(alone)
        expect(await outcome(() => false)).toEqual(alone)
      },
    ),
    { numRuns: 12 },
  )
})
