import { describe, expect, it } from 'vitest'
import type { Role } from '../../contract/endpoint.ts'
import * as self from '../../contract/me.ts'
import * as ours from '../../contract/organisation.ts'
import * as staff from '../../contract/people.ts'
import * as entry from '../../contract/session.ts'
import { testDb } from '../../test/database.ts'
import { member } from '../../test/house.ts'
import { type Browser, newMember, newOrg, PASSWORD, peopleApp } from '../../test/people.ts'
import { createOrg } from './org.ts'
import { editMember } from './service.ts'

const { db } = await testDb()
const { house, browser } = await peopleApp(db)

interface Person {
  userId: string
  email: string
  at: Browser
}

async function join(orgId: string, roles: Role[]): Promise<Person> {
  const person = await newMember(house, orgId, roles)
  return { ...person, at: browser(person.email) }
}

/** An admin, a manager who leads 一组, a rep in it and a rep beside it. */
async function company() {
  const orgId = await newOrg(house)
  const admin = await join(orgId, ['admin'])
  const manager = await join(orgId, ['manager'])
  const rep = await join(orgId, ['rep'])
  const other = await join(orgId, ['rep'])
  const { teamId } = (await admin.at.call(staff.createTeam, { body: { name: '一组' } })).body as {
    teamId: string
  }
  const members = [
    { userId: manager.userId, leads: true },
    { userId: rep.userId, leads: false },
  ]
  await admin.at.call(staff.setTeamMembers, { params: { teamId }, body: { members } })
  return { orgId, admin, manager, rep, other, teamId }
}

const edit = async (by: Person, { userId }: Person, body: object) => {
  const { status, body: answer } = await by.at.call(staff.editMember, { params: { userId }, body })
  return status === 200 ? 'done' : (answer as { code: string }).code
}

describe('members', () => {
  it('are changed by an admin; the login too, and then it is what they sign in with', async () => {
    const { admin, rep, other } = await company()
    expect(
      await edit(admin, rep, {
        name: '李雷',
        mobile: '138-0013-1234',
        holdingMax: 60,
        joinedOn: '2024-03-01',
      }),
    ).toBe('done')
    const signIn = await browser().call(entry.signIn, {
      body: { login: '13800131234', password: PASSWORD },
    })
    expect(signIn.status).toBe(200)
    expect(await edit(admin, other, { mobile: '13800131234' })).toBe('people.mobile_taken')
    expect(await edit(admin, other, { email: rep.email })).toBe('people.email_taken')
    expect(await edit(admin, other, { email: null })).toBe('people.login_needed')
    expect(await edit(admin, other, { roles: [] })).toBe('people.roles_needed')
    const { items } = (await admin.at.call(staff.listMembers)).body
    const listed = items.find((item: { userId: string }) => item.userId === rep.userId)
    expect(listed).toMatchObject({
      name: '李雷',
      mobile: '+8613800131234',
      holdingMax: 60,
      dailyMax: null,
      joinedOn: '2024-03-01',
    })
  })

  it('are known to each other by name; contacts and capacity only to who answers for them', async () => {
    const { admin, rep, other } = await company()
    expect(await edit(admin, other, { joinedOn: '2024-03-01' })).toBe('done')
    const { items } = (await rep.at.call(staff.listMembers)).body
    const of = ({ userId }: Person) => items.find((item: { userId: string }) => item.userId === userId)
    expect(of(other)).toMatchObject({ name: '韩梅梅', email: null, holdingMax: null, joinedOn: null })
    expect(of(rep).email).toBe(rep.email)
  })

  it('have their capacity set by their manager, and nothing else, and by no other', async () => {
    const { manager, rep, other } = await company()
    expect(await edit(manager, rep, { dailyMax: 20 })).toBe('done')
    expect(await edit(manager, rep, { roles: ['admin'] })).toBe('auth.forbidden')
    expect(await edit(manager, rep, { joinedOn: '2020-01-01' })).toBe('auth.forbidden')
    expect(await edit(manager, other, { dailyMax: 20 })).toBe('not_found')
    expect(await edit(manager, manager, { dailyMax: 200 })).toBe('not_found')
    expect(await edit(rep, rep, { dailyMax: 200 })).toBe('auth.forbidden')
  })

  it('always have an admin among them, even when all demote each other at once', async () => {
    const orgId = await newOrg(house)
    const admins: Person[] = []
    for (let i = 0; i < 6; i++) admins.push(await join(orgId, ['admin']))
    const answers = await Promise.allSettled(
      admins.map(({ userId }, i) => {
        const caller = member(orgId, ['admin'], { userId })
        return editMember(house, caller, admins.at(i - 1)?.userId ?? '', { roles: ['rep'] })
      }),
    )
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'people.last_admin' } }])
    const last = admins.at(answers.findIndex(({ status }) => status === 'rejected') - 1) as Person
    const left = await last.at.call(staff.leaveMember, { params: { userId: last.userId } })
    expect(left.body).toMatchObject({ code: 'people.last_admin', status: 409 })
  })

  it('keep their own settings', async () => {
    const { rep } = await company()
    await rep.at.call(self.editMe, { body: { settings: { theme: 'dark', lang: 'en' } } })
    await rep.at.call(self.editMe, { body: { name: 'Lei', settings: { compact: true } } })
    const me = (await rep.at.call(self.readMe)).body
    expect(me).toMatchObject({ name: 'Lei', settings: { theme: 'dark', lang: 'en', compact: true } })
    const refused = await rep.at.call(ours.createKey, { body: { name: 'x', scopes: ['leads:read'] } })
    expect(refused.body.detail).toMatch(/^This needs one of/)
  })
})

describe('teams', () => {
  it('form a tree that stays one', async () => {
    const { admin, teamId, manager } = await company()
    const add = async (name: string, parentId: string | null) =>
      ((await admin.at.call(staff.createTeam, { body: { name, parentId } })).body as { teamId: string })
        .teamId
    const below = await add('一组甲', teamId)
    const change = async (id: string, body: object) =>
      (await admin.at.call(staff.editTeam, { params: { teamId: id }, body })).body
    expect(await change(teamId, { parentId: below })).toMatchObject({ code: 'team.loop' })
    expect(await change(teamId, { parentId: teamId })).toMatchObject({ code: 'team.loop' })
    expect(await change(teamId, { archived: true })).toMatchObject({
      code: 'team.not_empty',
      params: { name: '一组', members: 2, teams: 1 },
    })
    expect(await change(below, { archived: true })).toEqual({ done: true })
    await admin.at.call(staff.setTeamMembers, { params: { teamId }, body: { members: [] } })
    expect(await change(teamId, { archived: true, name: '旧一组' })).toEqual({ done: true })
    const listed = async (archived: boolean) =>
      (await manager.at.call(staff.listTeams, { query: { archived: String(archived) } })).body.items
    expect(await listed(false)).toEqual([])
    expect((await listed(true)).map((team: { name: string }) => team.name)).toEqual(['旧一组', '一组甲'])
  })

  it('are led by managers only, of the same organisation', async () => {
    const { admin, teamId, rep } = await company()
    const stranger = await join(await newOrg(house), ['manager'])
    const seat = async ({ userId }: Person, leads: boolean) => {
      const body = { members: [{ userId, leads }] }
      return (await admin.at.call(staff.setTeamMembers, { params: { teamId }, body })).body.code
    }
    expect(await seat(rep, true)).toBe('team.lead_needs_manager')
    expect(await seat(stranger, true)).toBe('not_found')
    expect((await stranger.at.call(staff.listTeams)).body.items).toEqual([])
  })
})

describe('absences', () => {
  const span = { fromAt: '2030-10-01T00:00:00Z', toAt: '2030-10-08T00:00:00Z' }

  it('are noted by oneself, one’s manager or an admin', async () => {
    const { admin, manager, rep, other } = await company()
    const note = async (by: Person, { userId }: Person, deputyId: string | null) => {
      const { status, body } = await by.at.call(staff.addAbsence, { body: { ...span, userId, deputyId } })
      return status === 200 ? 'done' : body.code
    }
    expect(await note(rep, rep, other.userId)).toBe('done')
    expect(await note(manager, rep, null)).toBe('done')
    expect(await note(admin, other, rep.userId)).toBe('done')
    expect(await note(manager, other, null)).toBe('not_found')
    expect(await note(rep, other, null)).toBe('not_found')
    expect(await note(rep, rep, rep.userId)).toBe('absence.own_deputy')
    const stranger = await join(await newOrg(house), ['rep'])
    expect(await note(rep, rep, stranger.userId)).toBe('not_found')
    expect((await other.at.call(staff.listAbsences)).body.items).toHaveLength(3)
  })

  it('are moved and taken back by who may note them', async () => {
    const { rep, other } = await company()
    const body = { ...span, userId: rep.userId, deputyId: null }
    const { absenceId } = (await rep.at.call(staff.addAbsence, { body })).body as { absenceId: string }
    const params = { absenceId }
    const move = async (by: Person, toAt: string) =>
      (await by.at.call(staff.editAbsence, { params, body: { ...span, deputyId: other.userId, toAt } })).body
    expect(await move(other, span.toAt)).toMatchObject({ code: 'not_found' })
    expect(await move(rep, span.fromAt)).toMatchObject({ code: 'absence.order', place: { field: 'toAt' } })
    expect(await move(rep, '2030-10-09T00:00:00Z')).toEqual({ done: true })
    expect((await rep.at.call(staff.listAbsences)).body.items).toMatchObject([
      { absenceId, deputyId: other.userId, toAt: '2030-10-09T00:00:00.000Z' },
    ])
    expect((await other.at.call(staff.removeAbsence, { params })).status).toBe(404)
    await rep.at.call(staff.removeAbsence, { params })
    expect((await rep.at.call(staff.listAbsences)).body.items).toEqual([])
  })
})

describe('the organisation', () => {
  it('is changed by an admin; its address is nobody else’s', async () => {
    const { admin, rep, orgId } = await company()
    await createOrg(house, { name: '别家', slug: `taken-${orgId}` })
    const body = {
      name: '仁科互动',
      slug: `s${orgId}`.slice(0, 40),
      locale: 'en',
      timeZone: 'Asia/Urumqi',
      currency: 'USD',
    }
    const change = async (by: Person, parts: object) =>
      (await by.at.call(ours.editOrganisation, { body: { ...body, ...parts } })).body
    expect(await change(rep, {})).toMatchObject({ code: 'auth.forbidden' })
    expect(await change(admin, { slug: `taken-${orgId}` })).toMatchObject({ code: 'name.taken' })
    expect(await change(admin, { timeZone: 'Asia/Atlantis' })).toMatchObject({ code: 'zone.unknown' })
    expect(await change(admin, {})).toEqual({ done: true })
    expect((await rep.at.call(ours.readOrganisation)).body).toEqual({ ...body, orgId })
  })
})
