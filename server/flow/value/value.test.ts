import { expect, test } from 'vitest'
import { plainCard } from '../../../contract/scorecard.ts'
import type { Condition } from '../../../rules/condition.ts'
import { testDb } from '../../../test/database.ts'
import { arrive, arrivingLead, leadOf, newTeam, publishNext } from '../../../test/team.ts'
import { publishValues } from '../../../test/values.ts'
import { setStage } from '../../rooms/followup/service.ts'
import { listLeads } from '../../views/list.ts'
import { readPage } from '../../views/page.ts'
import { amend } from '../amend.ts'
import { seeToBasis } from './basis.ts'

const { db, org } = await testDb()
const bigCity: Condition = { field: 'region', op: 'in', value: ['31'] }

test('a lead is valued as it arrives, when it is edited, and when values are published', async () => {
  const team = await newTeam({ db, org })
  const [before = ''] = await arrive(team, 1)
  expect(await leadOf(team, before)).toMatchObject({ expectedValue: null })
  await publishValues(team, {
    worth: {
      amount: 10_001,
      lines: [{ id: 'sh', label: '上海', when: bigCity, kind: 'times', percent: 130 }],
    },
    cost: {
      amount: 300,
      lines: [{ id: 'api', label: '接口来的', when: { field: 'door', op: 'is', value: 'api' }, amount: 500 }],
    },
  })
  // 100.01 × 0.5 rounds to 50.01
  expect(await leadOf(team, before)).toMatchObject({ expectedValue: 5001 - 500 })
  const [answer] = await team.call([arrivingLead(7, { region: '上海市' })])
  const leadId = answer?.leadId as string
  // 100.01 × 1.3 rounds to 130.01
  expect(await leadOf(team, leadId)).toMatchObject({ expectedValue: 6501 - 500 })
  const { version } = await leadOf(team, leadId)
  await team.within((tx) =>
    amend(tx, team.admin, { leadId, version, patch: { region: '110000' }, lang: 'zh' }),
  )
  expect(await leadOf(team, leadId)).toMatchObject({ expectedValue: 5001 - 500 })
  const page = await team.within((tx) => readPage(tx, team.admin, { leadId, lang: 'zh', now: new Date() }))
  expect(page.value).toMatchObject({
    total: 4501,
    gain: 5001,
    worth: 10_001,
    chance: 5000,
    cost: 500,
    costBy: { id: 'api' },
  })
})

test('values follow what was sold and how grades end, and nothing is valued anew for a trifle', async () => {
  const team = await newTeam({ db, org }, { reps: 1 })
  await publishNext(
    team,
    'score',
    plainCard([{ id: 'a', label: '上海', when: bigCity, points: 10 }], [{ grade: 'A', from: 10 }]),
  )
  const ids = await arrive(team, 4)
  for (const [i, leadId] of ids.entries()) {
    const { version } = await leadOf(team, leadId)
    const won = { stage: 'converted' as const, amount: 20_000 }
    const lost = { stage: 'lost' as const, reason: '没钱' }
    await team.within((tx) =>
      setStage(tx, team.admin, { now: new Date(), leadId, version, ...(i < 2 ? won : lost) }),
    )
  }
  const [open = ''] = await arrive(team, 1, 50)
  const chance = { fewest: 4, weight: 4 }
  await publishValues(team, {
    worth: { amount: 10_000, history: { days: 365, by: 'source', weight: 2 } },
    chance,
  })
  // All: (400.00 + 2 × 100.00) ÷ 4 = 150.00; of its source: (400.00 + 2 × 150.00) ÷ 4 = 175.00; won one in two
  const held = await leadOf(team, open)
  expect(held).toMatchObject({ expectedValue: 8750 })
  expect(await team.within((tx) => seeToBasis(tx, new Date(Date.now() + 90_000_000)))).toBe(false)
  const [last = ''] = await arrive(team, 1, 60)
  const { version } = await leadOf(team, last)
  await team.within((tx) =>
    setStage(tx, team.admin, { now: new Date(), leadId: last, version, stage: 'converted', amount: 90_000 }),
  )
  expect(await team.within((tx) => seeToBasis(tx, new Date(Date.now() + 90_000_000)))).toBe(false)
  expect(await team.within((tx) => seeToBasis(tx, new Date(Date.now() + 180_000_000)))).toBe(true)
})

test('a list is sorted and asked by value', async () => {
  const team = await newTeam({ db, org })
  await publishValues(team, {
    worth: { lines: [{ id: 's', label: '', when: bigCity, kind: 'plus', amount: 5000 }] },
  })
  await team.call([arrivingLead(1), arrivingLead(2, { region: '上海市' }), arrivingLead(3)])
  const list = (more: object) =>
    team.within((tx) =>
      listLeads(tx, team.admin, {
        query: { sort: 'expectedValue', order: 'desc', limit: 2, ...more },
        lang: 'zh',
        now: new Date(),
      }),
    )
  const first = await list({})
  expect(first.items.map(({ expectedValue }) => expectedValue)).toEqual([7500, 5000])
  const second = await list({ cursor: first.next })
  expect(second.items.map(({ expectedValue }) => expectedValue)).toEqual([5000])
  const condition = JSON.stringify({ field: 'expectedValue', op: 'at_least', value: 7500 })
  expect((await list({ condition })).items).toHaveLength(1)
})
