import { expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { schoolTeam, yearsBefore } from '../../test/profile.ts'
import { arrivingLead } from '../../test/team.ts'
import { endAll } from '../rooms/followup/store.ts'
import { profileReport } from './profile-report.ts'

const { db, org } = await testDb()

test('tells what became of the leads a version judged, by the first verdict it gave them', async () => {
  const team = await schoolTeam({ db, org })
  const ages = [6, 6, 6, 6, 2, 2, null]
  const leads = ages.map((age, n) =>
    arrivingLead(n, { region: '上海', ...(age ? { custom: { birthday: yearsBefore(age) } } : {}) }),
  )
  const ids = (await team.call(leads)).map(({ leadId }) => leadId as string)
  await team.within((tx) => endAll(tx, ids.slice(0, 3), { stage: 'lost', reason: '不需要', now: new Date() }))
  const report = await team.within((tx) => profileReport(tx, undefined))
  expect(report.version).toBe(1)
  const lines = report.lines.map(({ verdict, judged, won, lost, open }) => [verdict, judged, won, lost, open])
  expect(lines).toEqual([
    ['fits', 4, 0, 3, 1],
    ['partly', 0, 0, 0, 0],
    ['unsure', 1, 0, 0, 1],
    ['unfit', 2, 0, 0, 2],
  ])
  expect(report.rejects).toMatchObject({ rejected: 2, kept: 0, falseRejects: null })
  expect(report).toMatchObject({ lift: null, suggested: [], decided: 3 })
  expect(report.precision?.share).toBe(0)
})
