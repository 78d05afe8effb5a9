import { sql } from 'kysely'
import { rows } from '../server/db/db.ts'
import { addReferrer } from '../server/flow/referral/referrers.ts'
import type { UserCaller } from '../server/people/caller.ts'
import { pointedAt } from '../server/rooms/referral/store/pointed.ts'
import { readLeadReferral } from '../server/views/referral/referrers.ts'
import type { TestDb } from './database.ts'
import { arrivingLead, newTeam, type Team } from './team.ts'

/** Of another company for each number, so that nobody is of their referrer's. */
const firms = ['上海云帆', '深圳海星', '广州木棉', '成都锦里', '武汉江汉', '西安古城', '南京秦淮', '杭州西溪']
export const lead = (n: number, more: object = {}) =>
  arrivingLead(n, { company: `${firms[n % firms.length]}科技有限公司`, ...more })
export const phoneOf = (n: number) => `138${String(10_000_000 + n)}`

const body = {
  kind: 'partner',
  name: '王强',
  company: null,
  note: null,
  repId: null,
  teamId: null,
  userId: null,
} as const

export async function beginReferring(testing: Pick<TestDb, 'db' | 'org'>, reps = 2) {
  const team = await newTeam(testing, { reps })
  const [rep, other] = team.reps as [UserCaller, UserCaller]
  const add = (more: object = {}, by: UserCaller = team.admin) =>
    team.within((tx) => addReferrer(tx, by, { ...body, ...more }))
  const send = async (n: number, more: object = {}, call = {}) => {
    const [answer] = await team.call([lead(n, more)], call)
    return answer!
  }
  const born = async (n: number, more: object = {}, call = {}) => (await send(n, more, call)).leadId as string
  const named = (leadId: string) =>
    team.within(async (tx) => (await readLeadReferral(tx, team.admin, { leadId, now: new Date() })).items)
  const pointed = (leadId: string) =>
    team.within(async (tx) => {
      const [held] = await rows(
        tx,
        sql<object>`select * from lead where org_id = ${tx.orgId} and lead_id = ${leadId}`,
      )
      const at = { now: new Date(), day: '2026-03-01' }
      return (await pointedAt(tx, [{ leadId, facts: held as Record<string, unknown> }], at)).get(leadId)
    })
  return { ...team, rep, other, add, send, born, named, pointed }
}

export const leave = (team: Team, userId: string) =>
  team.within((tx) =>
    rows(tx, sql`update member set status = 'left' where org_id = ${tx.orgId} and user_id = ${userId}`),
  )
