import { firstPurposes } from '../../contract/consent.ts'
import { defaultMerge } from '../../contract/policy.ts'
import { plainCard } from '../../contract/scorecard.ts'
import type { Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { beginKeying } from '../lead/keying.ts'
import { keepSource } from '../lead/settings.ts'
import { recordVersion } from '../people/version.ts'
import { publish } from '../policy/store.ts'
import { gateOf } from '../rooms/clean/decide/gate.ts'
import { keepPurposes } from '../rooms/consent/store.ts'
import { firstMatchPolicy } from '../rooms/match/decide/first.ts'
import { keepPool } from '../rooms/pool/store.ts'

const sources = [
  ['hand', '手工录入', 'hand'],
  ['api', '开放接口', 'api'],
  ['import', '文件导入', 'import'],
  ['website', '官网表单', 'web'],
] as const

/**
 * What every organisation begins with, so that its first lead has somewhere to go: four sources, one pool, the B2B
 * gate (quarantine), four purposes to ask consent for, linking by phone then e-mail, a fallback to the pool, and falling back after 30 days untouched.
 */
export async function beginOrg(tx: Tx): Promise<{ poolId: string; sources: Map<string, string> }> {
  const ids = new Map(sources.map(([key]) => [key as string, uuidv7()]))
  const at = new Date()
  await beginKeying(tx, at)
  for (const [key, name, channel] of sources) {
    await keepSource(tx, { sourceId: ids.get(key) as string, key, name, channel }, { by: null, at })
  }
  const poolId = uuidv7()
  const pool = { poolId, name: '公海', dailyLimit: 20, holdingLimit: 200, members: [] }
  await keepPool(tx, pool)
  await recordVersion(tx, { subject: 'pool', id: poolId, body: pool, at, by: null })
  await keepPurposes(tx, firstPurposes, at)
  const first = { scope: '', over: 0, note: null, by: null, at }
  await publish(tx, { ...first, kind: 'gate', body: gateOf('b2b') })
  await publish(tx, { ...first, kind: 'match', body: firstMatchPolicy })
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
  await publish(tx, { ...first, kind: 'score', body: plainCard([], []) })
  await publish(tx, { ...first, kind: 'tags', body: { rules: [] } })
  await publish(tx, { ...first, kind: 'merge', body: defaultMerge })
  await publish(tx, { ...first, kind: 'compliance', body: { rules: [] } })
  return { poolId, sources: ids }
}
