import { addDays, dayOf } from '../../rules/days.ts'
import { inTransaction } from '../../server/db/db.ts'
import { handOver } from '../../server/flow/territory/handover.ts'
import type { House } from '../../server/house.ts'
import type { UserCaller } from '../../server/people/caller.ts'
import { save } from '../../server/rooms/territory/service.ts'
import type { DemoOrg } from './organisation.ts'

const zone = 'Asia/Shanghai'

/** [name, regions, the places of its reps in the list of them] */
const drawn: readonly (readonly [string, readonly string[], readonly number[]])[] = [
  ['上海', ['31'], [0, 1]],
  ['苏锡常', ['3205', '3202', '3204'], [2]],
  ['江苏其他', ['32'], [3]],
  ['浙江', ['33'], [4, 5]],
  ['北京海淀', ['110108'], [8]],
  ['北京', ['11'], [9, 10]],
  ['津冀', ['12', '13'], [11]],
  ['深圳', ['4403'], [16]],
  ['广东', ['44', '4403'], [17, 18]],
  ['川渝', ['51', '50'], [19]],
]

/** Field sales by area: a city claimed twice, provinces nobody has, a park of its own, and a swap that is planned. */
export async function drawTerritories(
  { db }: House,
  { orgId, adminId, reps }: DemoOrg,
  now: Date,
): Promise<void> {
  const caller: UserCaller = {
    kind: 'user',
    orgId,
    userId: adminId,
    roles: ['admin'],
    name: '',
    lang: 'zh',
    zone,
  }
  const plain = { areas: [], condition: null, teamId: null, evenSo: true }
  const at = (i: number) => new Date(now.getTime() - (10 + drawn.length - i) * 86_400_000)
  await inTransaction(db, orgId, async (tx) => {
    const ids = new Map<string, string>()
    for (const [i, [name, regions, places]] of drawn.entries()) {
      const userIds = places.flatMap((place) => reps[place] ?? [])
      const when = { caller, now: at(i) }
      ids.set(name, await save(tx, { ...plain, name, regions: [...regions], userIds }, when))
    }
    const park = {
      field: 'address',
      match: 'has' as const,
      words: ['中关村软件园', '上地信息产业基地'],
      within: '11',
    }
    const rep = reps[12] ?? adminId
    await save(
      tx,
      { ...plain, name: '中关村软件园', regions: [], areas: [park], userIds: [rep] },
      { caller, now: at(9) },
    )
    const [one, two] = [ids.get('苏锡常') ?? '', ids.get('江苏其他') ?? '']
    const items = [
      { territoryId: one, userIds: [reps[3] ?? ''], teamId: null },
      { territoryId: two, userIds: [reps[2] ?? ''], teamId: null },
    ]
    const from = addDays(dayOf(now, zone), 20)
    await handOver(tx, { items, from, note: '下季度轮换' }, { caller, now })
  })
}
