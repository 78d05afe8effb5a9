import type { Role } from '../../contract/endpoint.ts'
import type { Member as MemberReply } from '../../contract/people.ts'
import { refuse } from '../../contract/refusals.ts'
import { inTransaction, type Tx } from '../db/db.ts'
import type { House } from '../house.ts'
import {
  type Absence,
  addAbsence,
  keepAbsence,
  lockAbsence,
  type NewAbsence,
  removeAbsence,
} from './absences.ts'
import type { UserCaller } from './caller.ts'
import { changeIdentity, endSessions } from './identity.ts'
import { readLogins } from './login.ts'
import {
  changeMember,
  leadsHeldBy,
  listMembers,
  lockMember,
  type Member,
  type MemberChange,
  type Traits,
} from './members.ts'
import { handOverReset, type Link, refuseShared } from './reset.ts'
import { scopeOf } from './scope.ts'

/** Everybody, to everybody: names, roles and teams. Contacts and capacity only to managers, admins and oneself. */
export async function membersFor(
  house: House,
  caller: UserCaller,
  status: 'active' | 'left' | 'all',
): Promise<MemberReply[]> {
  const members = await inTransaction(house.db, caller.orgId, (tx) => listMembers(tx, status))
  const open = caller.roles.some((role) => role === 'admin' || role === 'manager')
  const shut = {
    email: null,
    mobile: null,
    holdingMax: null,
    dailyMax: null,
    weeklyMax: null,
    joinedOn: null,
    tier: null,
    traits: {},
  }
  return members.map(({ settings: _, ...member }) => ({
    ...member,
    ...(open || member.userId === caller.userId ? {} : shut),
  }))
}

export interface MemberEdit {
  readonly name?: string | undefined
  readonly email?: string | null | undefined
  readonly mobile?: string | null | undefined
  readonly roles?: readonly Role[] | undefined
  readonly holdingMax?: number | null | undefined
  readonly dailyMax?: number | null | undefined
  readonly weeklyMax?: number | null | undefined
  /** 'YYYY-MM-DD'; null: as they became a member. */
  readonly joinedOn?: string | null | undefined
  readonly tier?: string | null | undefined
  readonly traits?: Traits | undefined
}

/**
 * Changes a member. A manager who is no admin may change the capacity of the people under them and nothing else.
 * Refuses `auth.forbidden`, `people.shared_account`, `people.last_admin`, logins that are taken or bad.
 */
export async function editMember(
  house: House,
  caller: UserCaller,
  userId: string,
  edit: MemberEdit,
): Promise<void> {
  if (!isAdmin(caller)) await refuseBeyondCapacity(house, caller, { userId, edit })
  const asksLogin = edit.email !== undefined || edit.mobile !== undefined
  await inTransaction(house.db, caller.orgId, async (tx) => {
    const held = await lockMember(tx, userId)
    const login = asksLogin ? readLogins({ email: held.email, mobile: held.mobile, ...defined(edit) }) : held
    if (login.email !== held.email || login.mobile !== held.mobile) {
      await refuseShared(house, held)
      await changeIdentity(tx, userId, login)
    }
    const { email, mobile } = login
    await changeMember(tx, held, { ...defined(edit), email, mobile }, caller.userId)
  })
}

const defined = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as MemberChange

const isAdmin = (caller: UserCaller): boolean => caller.roles.includes('admin')

interface Asked {
  userId: string
  edit: MemberEdit
}

async function refuseBeyondCapacity(
  house: House,
  caller: UserCaller,
  { userId, edit }: Asked,
): Promise<void> {
  const { name, email, mobile, roles, joinedOn } = edit
  const other = [name, email, mobile, roles, joinedOn].some((value) => value !== undefined)
  if (other) throw refuse('auth.forbidden', { may: caller.lang === 'zh' ? '管理员' : 'admin' })
  await inTransaction(house.db, caller.orgId, (tx) => refuseNotUnder(tx, caller, userId))
}

// Outside one's teams a member is as good as unknown.
async function refuseNotUnder(tx: Tx, caller: UserCaller, userId: string): Promise<void> {
  const scope = await scopeOf(tx, caller, new Date())
  const under = caller.roles.includes('manager') && userId !== caller.userId && scope.userIds.includes(userId)
  if (!scope.everything && !under) throw refuse('not_found')
}

/** Ends a membership; returns how many leads are still theirs. Refuses `people.last_admin`. */
export async function leave(house: House, caller: UserCaller, userId: string): Promise<number> {
  return inTransaction(house.db, caller.orgId, async (tx) => {
    const held = await lockMember(tx, userId)
    await changeMember(tx, held, { status: 'left' }, caller.userId)
    await endSessions(tx, userId)
    return leadsHeldBy(tx, userId)
  })
}

/** Takes a member who had left back. */
export async function takeBack(house: House, caller: UserCaller, userId: string): Promise<void> {
  await inTransaction(house.db, caller.orgId, async (tx) => {
    await changeMember(tx, await lockMember(tx, userId), { status: 'active' }, caller.userId)
  })
}

/** A reset link for a member, to hand over. Refuses `not_found`, `people.shared_account`. */
export async function resetLinkFor(house: House, caller: UserCaller, userId: string): Promise<Link> {
  const member: Member = await inTransaction(house.db, caller.orgId, (tx) => lockMember(tx, userId))
  return handOverReset(house, member)
}

/** Changes the caller's own name. */
export async function rename(tx: Tx, userId: string, name: string): Promise<void> {
  await changeMember(tx, await lockMember(tx, userId), { name }, userId)
}

/** Notes an absence: one's own, or of somebody one answers for; returns its id. */
export function noteAbsence(house: House, caller: UserCaller, absence: NewAbsence): Promise<string> {
  return inTransaction(house.db, caller.orgId, async (tx) => {
    await refuseOthers(tx, caller, absence.userId)
    return addAbsence(tx, absence, stampOf(caller))
  })
}

/** Changes an absence. */
export function moveAbsence(
  house: House,
  caller: UserCaller,
  change: Omit<Absence, 'userId'>,
): Promise<void> {
  return inTransaction(house.db, caller.orgId, async (tx) => {
    const held = await lockAbsence(tx, change.absenceId)
    await refuseOthers(tx, caller, held.userId)
    await keepAbsence(tx, { ...held, ...change }, stampOf(caller))
  })
}

/** Takes an absence back. */
export function dropAbsence(house: House, caller: UserCaller, absenceId: string): Promise<void> {
  return inTransaction(house.db, caller.orgId, async (tx) => {
    await refuseOthers(tx, caller, (await lockAbsence(tx, absenceId)).userId)
    await removeAbsence(tx, absenceId, stampOf(caller))
  })
}

/** Refuses `not_found` for whom the caller does not answer for; they do for themselves. */
export async function refuseOthers(tx: Tx, caller: UserCaller, userId: string): Promise<void> {
  if (userId !== caller.userId) await refuseNotUnder(tx, caller, userId)
}

/** Now, by the caller. */
export const stampOf = (caller: UserCaller) => ({ at: new Date(), by: caller.userId })
