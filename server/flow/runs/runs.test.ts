import { describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { newTeam } from '../../../test/team.ts'
import { readRehearsal } from '../../rooms/assign/store/rehearsals.ts'
import { rehearsal, startRehearsal } from '../rehearsal/begin.ts'
import { resumes, taskOf } from './runs.ts'
import { inPages } from './work.ts'

const { db, org } = await testDb()

/** A team with a rehearsal begun, and its jobs. */
async function begun() {
  const team = await newTeam({ db, org }, { reps: 1 })
  const draft = { rules: [], fallbackPoolId: team.poolId }
  const id = await team.within((tx) =>
    startRehearsal(tx, { draft, days: 7, by: team.admin.userId, now: new Date() }),
  )
  const jobs = async () =>
    (
      await db.ownerPool.query(
        `select 1 from graphile_worker._private_jobs where payload->>'rehearsalId' = $1`,
        [id],
      )
    ).rowCount
  return { team, id, jobs, state: () => team.within(async (tx) => (await readRehearsal(tx, id))?.state) }
}

describe('a run on history', () => {
  test('that fails is tried again, and told as failed at the last try alone, and not for a server that stops', async () => {
    const { team, id, state } = await begun()
    const failing = taskOf(team.house, rehearsal, async () => Promise.reject(new Error('no')))
    const attempt = (tries: number, signal = new AbortController().signal) =>
      failing.run(
        { orgId: team.orgId, rehearsalId: id },
        { jobId: 'j', attempt: tries, maxAttempts: 25, signal },
      )
    await expect(attempt(1)).rejects.toThrow('no')
    await expect(attempt(3, AbortSignal.abort())).rejects.toThrow('no')
    expect(await state()).toBe('running')
    await expect(attempt(3)).rejects.toThrow('no')
    expect(await state()).toBe('failed')
  })

  test('whose job was lost is taken up again, while nobody is at it', async () => {
    const { team, jobs } = await begun()
    expect(await jobs()).toBe(1)
    await db.ownerPool.query(`delete from graphile_worker._private_jobs`)
    await resumes(rehearsal).run(team.house, team.orgId, new Date())
    expect(await jobs()).toBe(1)
  })

  test('reads page after page, works on one while the next is read, and stops at what is enough', async () => {
    const log: string[] = []
    const pages = (most?: number) =>
      inPages({
        read: async (after: number | null) => {
          const at = (after ?? 0) + 1
          log.push(`read ${at}`)
          return { at, last: at < 6 ? at : undefined }
        },
        give: async ({ at }) => void log.push(`give ${at}`),
        count: () => 10,
        told: async (read) => void log.push(`told ${read}`),
        ...(most ? { most } : {}),
      })
    expect(await pages()).toEqual({ read: 60, more: undefined })
    expect(log.filter((line) => line.startsWith('told'))).toEqual(['told 10', 'told 50', 'told 60'])
    expect(log.filter((line) => line.startsWith('give'))).toHaveLength(6)
    expect(await pages(20)).toEqual({ read: 20, more: 2 })
    const bad = inPages({
      read: async () => ({ last: 1 }),
      give: async () => Promise.reject(new Error('the thread is gone')),
      count: () => 1,
      told: async () => undefined,
    })
    await expect(bad).rejects.toThrow('the thread is gone')
  })
})
