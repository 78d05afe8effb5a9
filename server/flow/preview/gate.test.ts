import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { publishPolicy } from '../../../contract/policy.ts'
import * as contract from '../../../contract/preview.ts'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import { byTitle, previewing } from '../../../test/previewing.ts'
import { arrive, leadOf, publishNext } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'

const testing = await testDb()

describe('the gate before publishing', () => {
  const publish = (over: number, body: unknown, more: object = {}) => ({
    params: { kind: 'score' },
    body: { version: over, body, ...more },
  })

  test('asks for a preview of exactly the draft against what is in force; going back asks for nothing', async () => {
    const { team, ask, preview } = await previewing(testing)
    await arrive(team, 4)
    await publishNext(team, 'score', byTitle(5))
    const gate = { required: true, days: 14, aucFall: 0.01, changed: 0.5 }
    expect(
      await ask(contract.setPreviewGate, { body: gate, by: member(team.orgId, ['marketer']) }),
    ).toMatchObject({ status: 403 })
    await ask(contract.setPreviewGate, { body: gate })
    expect(await ask(contract.readPreviewGate)).toMatchObject(gate)

    expect(await ask(publishPolicy, publish(2, byTitle(30)))).toMatchObject({
      status: 409,
      code: 'score.not_previewed',
    })
    // Another draft's preview does not count, nor does one against another version
    await preview({ draft: byTitle(29) })
    expect(await ask(publishPolicy, publish(2, byTitle(30)))).toMatchObject({ code: 'score.not_previewed' })
    const calm = byTitle(6)
    await preview({ draft: calm })
    const check = await ask(contract.checkPreviewGate, { body: { draft: { cards: calm.cards } } })
    expect(check).toMatchObject({ required: true, misses: [], says: '', preview: { changed: 0 } })
    expect(await ask(publishPolicy, publish(2, calm))).toMatchObject({ status: 200, version: 3, note: null })

    // Somebody was faster: that is said first
    expect(await ask(publishPolicy, publish(2, byTitle(30)))).toMatchObject({ code: 'version.stale' })
    await preview({ draft: byTitle(30) })
    const wild = await ask(publishPolicy, publish(3, byTitle(30)))
    expect(wild).toMatchObject({ status: 409, code: 'score.gate' })
    expect(wild.detail).toContain('100.0%')
    expect(await ask(publishPolicy, publish(3, byTitle(5)))).toMatchObject({ status: 200, version: 4 })
    const anyway = await ask(publishPolicy, publish(4, byTitle(30), { note: '急', anyway: '活动今晚开始' }))
    expect(anyway).toMatchObject({ status: 200, version: 5 })
    expect(anyway.note).toMatch(/^急\n未达到要求仍发布（.+）：活动今晚开始$/)
  })

  test('an old preview does not count', async () => {
    const { team, ask, preview } = await previewing(testing)
    await publishNext(team, 'score', byTitle(5))
    await ask(contract.setPreviewGate, { body: { required: true, days: 2, aucFall: null, changed: null } })
    await preview({ draft: byTitle(30) })
    await team.within((tx) =>
      rows(
        tx,
        sql`update score_preview set finished_at = finished_at - interval '3 days' where org_id = ${tx.orgId}`,
      ),
    )
    const refused = await ask(publishPolicy, publish(2, byTitle(30)))
    expect(refused).toMatchObject({ status: 409, code: 'score.not_previewed', params: { days: 2 } })
  })

  test('a scorecard that was published is retired, never deleted', async () => {
    const { team, ask } = await previewing(testing)
    const [old] = byTitle(5).cards
    const fresh = {
      ...old!,
      id: 'fresh',
      name: '新卡',
      groups: [
        { ...old!.groups[0]!, id: 'g2', criteria: [{ ...old!.groups[0]!.criteria[1]!, id: 'fair2' }] },
      ],
    }
    await publishNext(team, 'score', { cards: [old!] })
    const [leadId = ''] = await arrive(team, 1)
    expect(await leadOf(team, leadId)).toMatchObject({ score: 5 })
    const gone = await ask(publishPolicy, publish(2, { cards: [fresh] }))
    expect(gone).toMatchObject({ status: 409, code: 'score.card_in_use', params: { card: '评分卡' } })
    const retired = { cards: [{ ...old!, retired: true }, fresh] }
    expect(await ask(publishPolicy, publish(2, retired))).toMatchObject({ status: 200, version: 3 })
    const [next = ''] = await arrive(team, 1, 50)
    expect(await leadOf(team, next)).toMatchObject({ score: 0, grade: 'B' })
    expect(await leadOf(team, leadId)).toMatchObject({ score: 5, scoreVersion: 2 })
    // Back to what was before the new card: an emergency's remedy
    expect(await ask(publishPolicy, publish(3, { cards: [old!] }))).toMatchObject({ status: 200, version: 4 })
  })
})
