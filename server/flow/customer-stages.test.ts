import { expect, test } from 'vitest'
import { type CustomerStage, firstStages } from '../../contract/customer.ts'
import { testDb } from '../../test/database.ts'
import { newTeam } from '../../test/team.ts'
import { readStages, setStages } from '../rooms/customer/service.ts'
import { add } from './customer.ts'

const { db, org } = await testDb()
const stage = (key: string, zh: string, en: string): CustomerStage => ({ key, label: { zh, en } })

test('stages are the organisation’s own, in its order; one that a customer is in stays, named to the reader', async () => {
  const team = await newTeam({ db, org }, { reps: 0 })
  expect(await team.within(readStages)).toEqual(firstStages)
  const own = [stage('key_account', '大客户', 'Key account'), ...firstStages.toReversed()]
  await team.within((tx) => setStages(tx, own, 'zh'))
  expect(await team.within(readStages)).toEqual(own)
  const body = { company: '云帆软件有限公司', lifecycleStage: 'key_account' }
  await team.within((tx) => add(tx, { body, lang: 'zh' }))
  for (const [lang, named] of [
    ['zh', '大客户'],
    ['en', 'Key account'],
  ] as const)
    await expect(team.within((tx) => setStages(tx, firstStages, lang))).rejects.toMatchObject({
      code: 'customer.stage_in_use',
      params: { stage: named },
    })
  expect(await team.within(readStages)).toEqual(own)
  // Whoever is in none of those left out may be left alone.
  await team.within((tx) => setStages(tx, own.slice(0, 2), 'zh'))
  expect(await team.within(readStages)).toEqual(own.slice(0, 2))
})
