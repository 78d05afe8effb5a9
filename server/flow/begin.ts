import type { Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { insertRows } from '../db/write.ts'
import { publish } from '../policy/store.ts'
import { gateOf } from '../rooms/clean/decide/gate.ts'

const sources = [
  ['hand', '手工录入', 'hand'],
  ['api', '开放接口', 'api'],
  ['import', '文件导入', 'import'],
  ['website', '官网表单', 'web'],
] as const

/**
 * What every organisation begins with, so that its first lead has somewhere to go: four sources, one pool, the B2B
 * gate (quarantine), linking by phone then e-mail, a fallback to the pool, and falling back after 30 days untouched.
 */
export async function beginOrg(tx: Tx): Promise<{ poolId: string; sources: Map<string, string> }> {
  const ids = new Map(sources.map(([key]) => [key as string, uuidv7()]))
  await insertRows(
    tx,
    'source',
    ['org_id', 'source_id', 'key', 'name', 'channel', 'created_at'],
    sources.map(([key, name, channel]) => [tx.orgId, ids.get(key), key, name, channel, new Date()]),
  )
  const poolId = uuidv7()
  await insertRows(
    tx,
    'pool',
    ['org_id', 'pool_id', 'name', 'daily_limit', 'holding_limit', 'created_at'],
    [[tx.orgId, poolId, '公海', 20, 200, new Date()]],
  )
  const first = { scope: '', over: 0, note: null, by: null, at: new Date() }
  await publish(tx, { ...first, kind: 'gate', body: gateOf('b2b') })
  await publish(tx, { ...first, kind: 'match', body: { onMatch: 'link', terms: ['phone', 'email'] } })
  await publish(tx, { ...first, kind: 'assign', body: { rules: [], fallbackPoolId: poolId } })
  await publish(tx, {
    ...first,
    kind: 'recycle',
    body: {
      rules: [
        {
          id: 'untouched',
          name: '30 天未跟进',
          when: { all: [] },
          days: 30,
          remindDays: 3,
          poolId: null,
          active: true,
        },
      ],
    },
  })
  await publish(tx, { ...first, kind: 'score', body: { terms: [], grades: [] } })
  await publish(tx, { ...first, kind: 'tags', body: { rules: [] } })
  return { poolId, sources: ids }
}
