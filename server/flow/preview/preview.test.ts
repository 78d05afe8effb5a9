import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as contract from '../../../contract/preview.ts'
import { event, prices, send } from '../../../test/behaviour.ts'
import { testDb } from '../../../test/database.ts'
import { byTitle, previewing } from '../../../test/previewing.ts'
import { arrive, arrivingLead, leadOf, publishNext, takeTurns, type Team } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { amend } from '../amend.ts'
import { moveStage } from '../convert.ts'

const testing = await testDb()

/** Leads whose title says how they end, mostly; what a rep makes of the title later says it always. */
async function outcomes(team: Team, count: number): Promise<void> {
  const [rep] = team.reps
  const leads = Array.from({ length: count }, (_, i) => ({
    boss: i % 2 === 0,
    won: i % 10 < 5 ? i % 2 === 0 : i % 4 === 1,
  }))
  const answers = await team.call(
    leads.map(({ boss }, i) => arrivingLead(5000 + i, { title: boss ? '总经理' : '专员' })),
  )
  for (const [i, { won }] of leads.entries()) {
    const leadId = answers[i]!.leadId!
    const { version } = await leadOf(team, leadId)
    const patch = { title: won ? '总监' : '无' }
    await team.within((tx) => amend(tx, rep!, { leadId, version, patch, lang: 'zh' }))
    const move = {
      leadId,
      version: version + 1,
      ...(won ? { stage: 'converted' as const, amount: 1 } : { stage: 'lost' as const, reason: '预算' }),
    }
    await team.within((tx) => moveStage(tx, rep!, { ...move, now: new Date() }))
  }
}

describe('a preview', () => {
  test(
    'says what a draft would change, and judges it by leads as they arrived',
    { timeout: 120_000 },
    async () => {
      const { team, manager, ask, preview, read } = await previewing(testing)
      await takeTurns(team)
      await publishNext(team, 'score', byTitle(5))
      await outcomes(team, 100)
      const open = await team.call([
        ...Array.from({ length: 6 }, (_, i) => arrivingLead(i, { title: '总经理' })),
        ...Array.from({ length: 4 }, (_, i) => arrivingLead(100 + i, { title: '专员' })),
      ])
      const held = await preview({ draft: byTitle(30) })
      expect(held).toMatchObject({
        state: 'done',
        step: null,
        version: null,
        against: 2,
        leads: 120,
        scored: 120,
      })
      const { result } = held
      expect(result!.open).toMatchObject({ leads: 10, changed: 6, mean: { before: 3, after: 18 } })
      const moved = result!.open.moves.find(({ from, to }) => from !== to)
      expect(moved).toMatchObject({ from: 'B', to: 'A', leads: 6 })
      expect(new Set(moved!.leadIds)).toEqual(new Set(open.slice(0, 6).map(({ leadId }) => leadId)))
      expect(result!.workload).toMatchObject({
        teams: [{ teamId: team.teamId, grades: { before: { B: 10 }, after: { A: 6, B: 4 } } }],
        reps: [{ userId: team.reps[0]!.userId, grades: { after: { A: 6, B: 4 } } }],
      })
      expect(result!.past).toMatchObject({ leads: 110, won: 45, lost: 55, unknown: [] })
      // By the title as the rep left it the draft would be without fault
      expect(result!.quality!.after.auc).toBeGreaterThan(0.55)
      expect(result!.quality!.after.auc).toBeLessThan(0.95)
      expect(result!.quality!.difference).toEqual({ value: 0, low: 0, high: 0 })
      const source = result!.segments.find(({ by }) => by === 'source')
      expect(source).toMatchObject({ leads: 110, won: 45, lost: 55, mean: { after: (30 * 56) / 110 } })
      expect(held.names[source!.value!]).toBeTruthy()

      // Somebody who sees none of these leads reads the counts alone
      const seen = await read(held.previewId, manager)
      expect(seen.result!.open.changed).toBe(6)
      expect(seen.result!.open.moves.flatMap(({ leadIds }) => leadIds)).toEqual([])
      expect(seen.result!.workload.reps).toEqual([])
      expect(
        (await ask(contract.readPreview, { params: { previewId: held.previewId }, by: team.reps[0]! }))
          .status,
      ).toBe(403)

      const [kept] = await team.within((tx) =>
        rows(
          tx,
          sql<{ text: string }>`select result::text as text from score_preview where org_id = ${tx.orgId}`,
        ),
      )
      expect(kept!.text).not.toMatch(/总经理|张明|86138/)
    },
  )

  test('of a version with itself, and of two versions, needs no draft', async () => {
    const { team, preview, start } = await previewing(testing)
    await publishNext(team, 'score', byTitle(5))
    await publishNext(team, 'score', byTitle(30))
    await arrive(team, 3)
    const same = await preview({ version: 3, against: 3 })
    expect(same.result!.open).toMatchObject({ leads: 3, changed: 0, index: 0 })
    const other = await preview({ version: 2, against: 3 })
    expect(other).toMatchObject({ version: 2, against: 3 })
    expect(other.result!.open).toMatchObject({ changed: 3, mean: { before: 30, after: 5 } })
    expect(other.result!.quality).toBeNull()
    expect(await start({ version: 9 })).toMatchObject({ status: 422, code: 'score.no_version' })
    expect(await start({})).toMatchObject({ status: 422, code: 'score.invalid' })
    expect(await start({ draft: byTitle(1), field: 'custom.gone' })).toMatchObject({
      code: 'score.no_segment',
    })
  })

  test('counts what open leads did by the draft’s own criteria, and of past ones only what was before', async () => {
    const { team, preview } = await previewing(testing)
    await publishNext(team, 'score', prices(10))
    const [leadId = '', quiet = ''] = await arrive(team, 2)
    const before = new Date(Date.now() - 86_400_000).toISOString()
    await send(team, [event({ leadId }), event({ leadId, at: before }), event({ leadId, kind: 'download' })])
    // Points alone differ: what is folded already will do
    const dearer = await preview({ draft: prices(15) })
    expect(dearer.result!.open.mean).toEqual({ before: 25, after: 30 })
    // It asks of other pages: folded from the events
    const [card] = prices(10).cards
    const [group] = card!.groups
    const criteria = group!.criteria.map((one) =>
      one.kind === 'event' ? { ...one, about: 'example', points: 7 } : one,
    )
    const wider = { cards: [{ ...card!, groups: [{ ...group!, criteria }] }] }
    const held = await preview({ draft: wider })
    expect(held.result!.open.mean).toEqual({ before: 25, after: (7 * 3) / 2 })
    // The day before it arrived it had seen the prices once
    expect(held.result!.segments.find(({ by }) => by === 'source')!.mean).toEqual({ before: 5, after: 3.5 })
    expect(quiet).toBeTruthy()
  })

  test('one runs at a time; a new one replaces one’s own; cancelled it keeps nothing; killed it is begun again', async () => {
    const { team, manager, ask, start, run, read } = await previewing(testing)
    await publishNext(team, 'score', byTitle(5))
    await arrive(team, 20)
    const draft = byTitle(30)
    const first = (await start({ draft })).previewId as string
    expect(await start({ draft }, manager)).toMatchObject({ status: 409, code: 'score.previewing' })
    const second = (await start({ draft })).previewId as string
    expect((await read(first)).state).toBe('cancelled')
    await run(first)
    expect(await read(first)).toMatchObject({ state: 'cancelled', result: null })

    const crash = new AbortController()
    const killed = run(second, crash.signal)
    crash.abort()
    await expect(killed).rejects.toThrow('ended')
    expect((await read(second)).state).toBe('running')
    await run(second)
    expect(await read(second)).toMatchObject({ state: 'done', result: { open: { leads: 20, changed: 20 } } })
    const stop = { params: { previewId: second } }
    expect(await ask(contract.cancelPreview, stop)).toMatchObject({ status: 409, code: 'score.previewed' })

    const third = (await start({ draft })).previewId as string
    const running = run(third)
    expect(await ask(contract.cancelPreview, { params: { previewId: third } })).toMatchObject({
      state: 'cancelled',
    })
    await running
    expect(await read(third)).toMatchObject({ state: 'cancelled', result: null })
    expect((await ask(contract.listPreviews)).items).toHaveLength(3)
  })

  test('of many at once that begin, one runs', async () => {
    const { team, start, ask } = await previewing(testing)
    await publishNext(team, 'score', byTitle(5))
    const others = Array.from({ length: 6 }, () => start({ draft: byTitle(9) }))
    await Promise.all(others)
    const { items } = (await ask(contract.listPreviews)) as unknown as { items: { state: string }[] }
    expect(items.filter(({ state }) => state === 'running')).toHaveLength(1)
  })
})
