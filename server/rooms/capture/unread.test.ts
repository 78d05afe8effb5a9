import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { arrivingLead, newTeam, type Team } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { unseal } from '../../lead/seal.ts'
import { keepSource } from '../../lead/settings.ts'

const { db, org } = await testDb()
const make = () => newTeam({ db, org })

interface Journalled {
  arrivalId: string
  sourceId: string | null
  reasons: unknown
  sealed: Buffer
  sealingKey: Buffer | null
  whole: string
}
const journalOf = (team: Team) =>
  team.within((tx) =>
    rows(
      tx,
      sql<Journalled>`select arrival_id, source_id, reasons, sealed, sealing_key, arrival::text as whole from arrival
        left join person_key on person_key.org_id = arrival.org_id and person_key.person_id = arrival.person_id
        where arrival.org_id = ${tx.orgId} order by arrival_id`,
    ),
  )

describe('what no door can read', () => {
  test('is journalled as it came, sealed, of its source where that is known', async () => {
    const team = await make()
    const sent = [
      { source: '张三的来源', name: '张三' },
      '张三 13900000001',
      null,
      arrivingLead(1),
      arrivingLead(2, { 张三: 'x\0y', phone: 5 }),
    ]
    const answers = await team.call(sent)
    const journal = await journalOf(team)
    const kept = [0, 1, 2, 4].map((at) =>
      journal.find(({ arrivalId }) => arrivalId === answers[at]?.arrivalId),
    )
    expect(kept.map((each) => unseal(each?.sealingKey ?? null, each?.sealed ?? null))).toEqual([
      ...sent.slice(0, 3),
      arrivingLead(2, { 张三: 'xy', phone: 5 }),
    ])
    expect(kept.map((each) => each?.sourceId)).toEqual([null, null, null, team.sources.get('api')])
    expect(kept[0]?.reasons).toEqual([{ code: 'capture.source_unknown' }])
    expect(kept.map((each) => each?.whole).join()).not.toMatch(/张三|13900000001/)
  })

  test('is explained in the caller’s language, by the sentences of the house', async () => {
    const team = await make()
    const wrong = [
      arrivingLead(1, { name: '长'.repeat(401) }),
      arrivingLead(2, { phone: 5 }),
      { name: '张明' },
      { ...arrivingLead(3), source: 'nowhere' },
    ]
    const said = async (lang: 'zh' | 'en') =>
      (await team.call(wrong, { lang })).flatMap(({ reasons }) => reasons.map(({ message }) => message))
    expect(await said('zh')).toEqual([
      '字段“name”最多 400 个字，请改正后重发',
      '字段“phone”应为文本，请改正后重发',
      '字段“source”必填，请改正后重发',
      expect.stringMatching(/没有名为“nowhere”的来源.*、/),
    ])
    const english = await said('en')
    expect(english).toEqual([
      '"name" must have at most 400 characters; correct it and send it again',
      '"phone" must be text; correct it and send it again',
      '"source" is needed; correct it and send it again',
      expect.stringMatching(/There is no source "nowhere".*, /),
    ])
    expect(english.join()).not.toMatch(/[、。；，]/)
  })
})

describe('a call that is repeated', () => {
  test('gets what the first got, each in its place, though a source was added between', async () => {
    const team = await make()
    const once = { caller: uuidv7(), key: 'k', body: 1 }
    const leads = [arrivingLead(1, { source: '展会' }), arrivingLead(2), '?', arrivingLead(3)]
    const first = await team.call(leads, { once })
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'created', 'rejected', 'created'])
    const added = { sourceId: uuidv7(), key: 'expo', name: '展会', channel: 'api' }
    await team.within((tx) => keepSource(tx, added, { by: null, at: new Date() }))
    expect(await team.call(leads, { once })).toEqual(first)
    expect(await journalOf(team)).toHaveLength(4)
  })

  test('has used its key though none of its leads was good', async () => {
    const team = await make()
    const once = { caller: uuidv7(), key: 'k', body: 1 }
    const first = await team.call(['?'], { once })
    expect(await team.call(['?'], { once })).toEqual(first)
    expect(await journalOf(team)).toHaveLength(1)
    await expect(team.call([arrivingLead(1)], { once: { ...once, body: 2 } })).rejects.toMatchObject({
      code: 'idempotency.other_body',
    })
  })
})
