import { inTransaction, type Db } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import { insertRows } from '../server/db/write.ts'
import { beginOrg } from '../server/flow/begin.ts'
import type { House } from '../server/house.ts'
import { type Notice, notify } from '../server/lead/announce.ts'
import type { VendorName } from '../server/rooms/notice/adapters/robot.ts'
import type { Way } from '../server/rooms/notice/decide/choice.ts'
import * as service from '../server/rooms/notice/service.ts'
import * as robots from '../server/rooms/notice/store/robots.ts'

/** A firm with two teams, one below the other, a rep in the lower one, one in none, and a lead. */
export async function noticeTown({ db, house, orgId }: { db: Db; house: House; orgId: string }) {
  const [upper, lower, rep, loner] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()] as const
  const email = `${rep}@example.cn`
  const leadId = await inTransaction(db, orgId, async (tx) => {
    const { sources } = await beginOrg(tx)
    await insertRows(
      tx,
      'team',
      ['org_id', 'team_id', 'parent_id', 'name', 'position', 'created_at'],
      [
        [orgId, upper, null, '华北', 0, new Date()],
        [orgId, lower, upper, '北京', 0, new Date()],
      ],
    )
    await insertRows(
      tx,
      'member',
      ['org_id', 'user_id', 'name', 'email', 'mobile', 'roles', 'status', 'settings', 'created_at'],
      [
        [orgId, rep, '韩梅梅', email, '+8613900000001', ['rep'], 'active', {}, new Date()],
        [orgId, loner, 'Jim', null, null, ['rep'], 'active', { lang: 'en' }, new Date()],
      ],
    )
    await insertRows(
      tx,
      'team_member',
      ['org_id', 'team_id', 'user_id', 'leads'],
      [[orgId, lower, rep, false]],
    )
    return sources.get('website') as string
  }).then(async (sourceId) => {
    const raw = {
      name: '张明<b>[点我](http://x.cn)',
      company: '北京仁科',
      title: '总监',
      phone: '13800000001',
    }
    const [captured] = await house.capture(orgId, {
      incoming: [
        {
          arrivalId: uuidv7(),
          door: 'api',
          sourceId,
          raw,
          receivedAt: new Date(),
          actor: { kind: 'key', id: null },
        },
      ],
    })
    return captured?.leadId as string
  })
  const notices = (userId: string, kind = 'lead.assigned', count = 1): Notice[] =>
    Array.from({ length: count }, () => ({ userId, kind, leadId, data: {} }))
  const tellAll = async (given: Notice[], doors: Pick<House, 'db' | 'config'> = house) => {
    await inTransaction(db, orgId, (tx) => notify(tx, given, new Date()))
    await service.send(doors, { orgId })
    return takeJobs(db, orgId)
  }
  const robot = async (kind: VendorName, url: string, more: { secret?: string; teamId?: string } = {}) => {
    const robotId = uuidv7()
    const { secret = null, teamId = null } = more
    const sealedDoor = service.sealDoor(house.config, orgId, { url, secret })
    const body = { kind, name: kind, sealedDoor, teamId, active: true }
    await inTransaction(db, orgId, (tx) => robots.addRobot(tx, robotId, body))
    return robotId
  }
  return { orgId, leadId, rep, loner, email, upper, lower, notices, tellAll, robot }
}

/** The outlets whose jobs wait, taken out of the queue; each with when it may begin. */
async function takeJobs(db: Db, orgId: string) {
  const { rows: found } = await db.ownerPool.query<{ outletId: string; channel: Way; runAt: Date }>(
    `select j.payload->>'outletId' as "outletId", j.payload->>'channel' as channel, run_at as "runAt"
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'notice.tell' and j.payload->>'orgId' = $1`,
    [orgId],
  )
  await db.ownerPool.query(`delete from graphile_worker._private_jobs where payload->>'orgId' = $1`, [orgId])
  return found
}
