import * as self from '../../contract/me.ts'
import * as ours from '../../contract/organisation.ts'
import * as staff from '../../contract/people.ts'
import * as entry from '../../contract/session.ts'
import { inTransaction, type Tx } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import { listAbsences } from './absences.ts'
import * as account from './account.ts'
import { acceptInvitation, readInvitation, sendAgain, sendInvitation } from './admit.ts'
import { ORG_CHOICE } from './door.ts'
import { listInvitations, withdrawInvitation } from './invitations.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'
import { keepSettings } from './members.ts'
import { editOrg, readOrg } from './org.ts'
import * as platforms from './platforms/routes.ts'
import { mailReset, resetPassword } from './reset.ts'
import * as service from './service.ts'
import * as session from './session.ts'
import { needsSetup, setUp } from './setup.ts'
import { changeTeam, createTeam, listTeams, setSeats } from './teams.ts'

const done = { done: true } as const

/** The endpoints of people: coming in, oneself, members, teams, the organisation. */
export function routes(house: House): Route[] {
  return [
    ...entrance(house),
    ...mine(house),
    ...members(house),
    ...teams(house),
    ...organisation(house),
    ...platforms.routes(house),
  ]
}

const within = <T>(house: House, { orgId }: { orgId: string }, run: (tx: Tx) => Promise<T>) =>
  inTransaction(house.db, orgId, run)

function entrance(house: House): Route[] {
  return [
    route(entry.readSetup, async () => ({ needed: await needsSetup(house.db) })),
    route(entry.setUp, async ({ body, ...at }) => {
      await setUp(house, body)
      await session.openSession(house, { ...body, remember: true }, at)
      return done
    }),
    route(entry.signIn, async ({ body, ...at }) => ({ next: await session.openSession(house, body, at) })),
    route(entry.signInByCode, async ({ body, ...at }) => {
      await session.finishSession(house, body, at)
      return done
    }),
    route(entry.signOut, async (at) => {
      await session.closeSession(house, at)
      return done
    }),
    route(entry.forgotPassword, async ({ body, lang }) => {
      await mailReset(house, body.login, lang)
      return done
    }),
    route(entry.resetPassword, async ({ body }) => {
      await resetPassword(house, body.token, body.password)
      return done
    }),
    route(entry.readInvitation, ({ body }) => readInvitation(house, body.token)),
    route(entry.acceptInvitation, async ({ body, ...at }) => {
      const login = await acceptInvitation(house, body, at.request.ip)
      return {
        next: await session.openSession(house, { login, password: body.password, remember: true }, at),
      }
    }),
  ]
}

function mine(house: House): Route[] {
  return [
    route(self.readMe, async ({ caller, ...at }) => {
      await account.keepSignedIn(house, at)
      return account.readMe(house, caller, new Date())
    }),
    route(self.editMe, async ({ caller, body: { name, settings } }) => {
      await within(house, caller, async (tx) => {
        if (name !== undefined) await service.rename(tx, caller.userId, name)
        if (settings) await keepSettings(tx, caller.userId, settings)
      })
      return done
    }),
    route(self.chooseOrganisation, async ({ body, reply }) => {
      const secure = house.config.publicUrl.startsWith('https:') ? '; Secure' : ''
      reply.header(
        'set-cookie',
        `${ORG_CHOICE}=${body.orgId}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax${secure}`,
      )
      return done
    }),
    route(self.changePassword, async ({ body, ...at }) => {
      await account.changePassword(house, body, at)
      return done
    }),
    route(self.listSessions, async ({ caller, request }) => ({
      items: await session.devicesOf(house, caller.userId, request),
    })),
    route(self.revokeSession, async ({ caller, params }) => {
      await session.closeDevice(house, caller.userId, params.sessionId)
      return done
    }),
    route(self.revokeOtherSessions, async ({ caller, request }) => {
      await session.closeOtherDevices(house, caller.userId, request)
      return done
    }),
    route(self.startTwoFactor, ({ body, ...at }) => account.startTwoFactor(house, body.password, at)),
    route(self.confirmTwoFactor, async ({ body, ...at }) => {
      await account.confirmTwoFactor(house, body.code, at)
      return done
    }),
    route(self.stopTwoFactor, async ({ body, ...at }) => {
      await account.stopTwoFactor(house, body.password, at)
      return done
    }),
    route(self.renewBackupCodes, async ({ body, ...at }) => ({
      backupCodes: await account.renewBackupCodes(house, body.password, at),
    })),
  ]
}

function members(house: House): Route[] {
  return [
    route(staff.listMembers, async ({ caller, query }) => ({
      items: await service.membersFor(house, caller, query.status),
    })),
    route(staff.editMember, async ({ caller, params, body }) => {
      await service.editMember(house, caller, params.userId, body)
      return done
    }),
    route(staff.leaveMember, async ({ caller, params }) => ({
      leadsHeld: await service.leave(house, caller, params.userId),
    })),
    route(staff.returnMember, async ({ caller, params }) => {
      await service.takeBack(house, caller, params.userId)
      return done
    }),
    route(staff.makeResetLink, ({ caller, params }) => service.resetLinkFor(house, caller, params.userId)),
    route(staff.listInvitations, async ({ caller }) => ({
      items: await within(house, caller, listInvitations),
    })),
    route(staff.invite, ({ caller, body }) => sendInvitation(house, caller, body)),
    route(staff.renewInvitation, ({ caller, params }) => sendAgain(house, caller.orgId, params.invitationId)),
    route(staff.withdrawInvitation, async ({ caller, params }) => {
      await within(house, caller, (tx) => withdrawInvitation(tx, params.invitationId))
      return done
    }),
  ]
}

function teams(house: House): Route[] {
  return [
    route(staff.listTeams, async ({ caller, query }) => ({
      items: await within(house, caller, (tx) => listTeams(tx, query.archived)),
    })),
    route(staff.createTeam, async ({ caller, body }) => ({
      teamId: await within(house, caller, (tx) => createTeam(tx, body, service.stampOf(caller))),
    })),
    route(staff.editTeam, async ({ caller, params, body }) => {
      await within(house, caller, (tx) => changeTeam(tx, params.teamId, body, service.stampOf(caller)))
      return done
    }),
    route(staff.setTeamMembers, async ({ caller, params, body }) => {
      await within(house, caller, (tx) => setSeats(tx, params.teamId, body.members, service.stampOf(caller)))
      return done
    }),
    route(staff.listAbsences, async ({ caller }) => ({
      items: await within(house, caller, (tx) => listAbsences(tx, new Date())),
    })),
    route(staff.addAbsence, async ({ caller, body }) => ({
      absenceId: await service.noteAbsence(house, caller, body),
    })),
    route(staff.editAbsence, async ({ caller, params, body }) => {
      await service.moveAbsence(house, caller, { ...body, absenceId: params.absenceId })
      return done
    }),
    route(staff.removeAbsence, async ({ caller, params }) => {
      await service.dropAbsence(house, caller, params.absenceId)
      return done
    }),
  ]
}

function organisation(house: House): Route[] {
  return [
    route(ours.listKeys, async ({ caller }) => ({ items: await within(house, caller, listKeys) })),
    route(ours.createKey, ({ caller, body }) =>
      within(house, caller, (tx) => createKey(tx, { ...body, by: caller.userId })),
    ),
    route(ours.revokeKey, async ({ caller, params }) => {
      await within(house, caller, (tx) => revokeKey(tx, params.keyId))
      return done
    }),
    route(ours.readOrganisation, ({ caller }) => within(house, caller, readOrg)),
    route(ours.editOrganisation, async ({ caller, body }) => {
      await within(house, caller, (tx) => editOrg(tx, body, caller.userId))
      return done
    }),
  ]
}
