import * as contract from '../../contract/people.ts'
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
import { mailReset, resetPassword } from './reset.ts'
import * as service from './service.ts'
import * as session from './session.ts'
import { needsSetup, setUp } from './setup.ts'
import { changeTeam, createTeam, listTeams, setSeats } from './teams.ts'

const done = { done: true } as const

/** The endpoints of people: coming in, oneself, members, teams, the organisation. */
export function routes(house: House): Route[] {
  return [...entrance(house), ...mine(house), ...members(house), ...teams(house), ...organisation(house)]
}

const within = <T>(house: House, { orgId }: { orgId: string }, run: (tx: Tx) => Promise<T>) =>
  inTransaction(house.db, orgId, run)

function entrance(house: House): Route[] {
  return [
    route(contract.readSetup, async () => ({ needed: await needsSetup(house.db) })),
    route(contract.setUp, async ({ body, ...at }) => {
      await setUp(house, body)
      await session.openSession(house, { ...body, remember: true }, at)
      return done
    }),
    route(contract.signIn, async ({ body, ...at }) => ({ next: await session.openSession(house, body, at) })),
    route(contract.signInByCode, async ({ body, ...at }) => {
      await session.finishSession(house, body, at)
      return done
    }),
    route(contract.signOut, async (at) => {
      await session.closeSession(house, at)
      return done
    }),
    route(contract.forgotPassword, async ({ body, lang }) => {
      await mailReset(house, body.login, lang)
      return done
    }),
    route(contract.resetPassword, async ({ body }) => {
      await resetPassword(house, body.token, body.password)
      return done
    }),
    route(contract.readInvitation, ({ body }) => readInvitation(house, body.token)),
    route(contract.acceptInvitation, async ({ body, ...at }) => {
      const login = await acceptInvitation(house, body, at.request.ip)
      return {
        next: await session.openSession(house, { login, password: body.password, remember: true }, at),
      }
    }),
  ]
}

function mine(house: House): Route[] {
  return [
    route(contract.readMe, async ({ caller, ...at }) => {
      await account.keepSignedIn(house, at)
      return account.readMe(house, caller, new Date())
    }),
    route(contract.editMe, async ({ caller, body: { name, settings } }) => {
      await within(house, caller, async (tx) => {
        if (name !== undefined) await service.rename(tx, caller.userId, name)
        if (settings) await keepSettings(tx, caller.userId, settings)
      })
      return done
    }),
    route(contract.chooseOrganisation, async ({ body, reply }) => {
      const secure = house.config.publicUrl.startsWith('https:') ? '; Secure' : ''
      reply.header(
        'set-cookie',
        `${ORG_CHOICE}=${body.orgId}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax${secure}`,
      )
      return done
    }),
    route(contract.changePassword, async ({ body, ...at }) => {
      await account.changePassword(house, body, at)
      return done
    }),
    route(contract.listSessions, async ({ caller, request }) => ({
      items: await session.devicesOf(house, caller.userId, request),
    })),
    route(contract.revokeSession, async ({ caller, params }) => {
      await session.closeDevice(house, caller.userId, params.sessionId)
      return done
    }),
    route(contract.revokeOtherSessions, async ({ caller, request }) => {
      await session.closeOtherDevices(house, caller.userId, request)
      return done
    }),
    route(contract.startTwoFactor, ({ body, ...at }) => account.startTwoFactor(house, body.password, at)),
    route(contract.confirmTwoFactor, async ({ body, ...at }) => {
      await account.confirmTwoFactor(house, body.code, at)
      return done
    }),
    route(contract.stopTwoFactor, async ({ body, ...at }) => {
      await account.stopTwoFactor(house, body.password, at)
      return done
    }),
    route(contract.renewBackupCodes, async ({ body, ...at }) => ({
      backupCodes: await account.renewBackupCodes(house, body.password, at),
    })),
  ]
}

function members(house: House): Route[] {
  return [
    route(contract.listMembers, async ({ caller, query }) => ({
      items: await service.membersFor(house, caller, query.status),
    })),
    route(contract.editMember, async ({ caller, params, body }) => {
      await service.editMember(house, caller, params.userId, body)
      return done
    }),
    route(contract.leaveMember, async ({ caller, params }) => ({
      leadsHeld: await service.leave(house, caller, params.userId),
    })),
    route(contract.returnMember, async ({ caller, params }) => {
      await service.takeBack(house, caller, params.userId)
      return done
    }),
    route(contract.makeResetLink, ({ caller, params }) => service.resetLinkFor(house, caller, params.userId)),
    route(contract.listInvitations, async ({ caller }) => ({
      items: await within(house, caller, listInvitations),
    })),
    route(contract.invite, ({ caller, body }) => sendInvitation(house, caller, body)),
    route(contract.renewInvitation, ({ caller, params }) =>
      sendAgain(house, caller.orgId, params.invitationId),
    ),
    route(contract.withdrawInvitation, async ({ caller, params }) => {
      await within(house, caller, (tx) => withdrawInvitation(tx, params.invitationId))
      return done
    }),
  ]
}

function teams(house: House): Route[] {
  return [
    route(contract.listTeams, async ({ caller, query }) => ({
      items: await within(house, caller, (tx) => listTeams(tx, query.archived)),
    })),
    route(contract.createTeam, async ({ caller, body }) => ({
      teamId: await within(house, caller, (tx) => createTeam(tx, body, service.stampOf(caller))),
    })),
    route(contract.editTeam, async ({ caller, params, body }) => {
      await within(house, caller, (tx) => changeTeam(tx, params.teamId, body, service.stampOf(caller)))
      return done
    }),
    route(contract.setTeamMembers, async ({ caller, params, body }) => {
      await within(house, caller, (tx) => setSeats(tx, params.teamId, body.members, service.stampOf(caller)))
      return done
    }),
    route(contract.listAbsences, async ({ caller }) => ({
      items: await within(house, caller, (tx) => listAbsences(tx, new Date())),
    })),
    route(contract.addAbsence, async ({ caller, body }) => ({
      absenceId: await service.noteAbsence(house, caller, body),
    })),
    route(contract.editAbsence, async ({ caller, params, body }) => {
      await service.moveAbsence(house, caller, { ...body, absenceId: params.absenceId })
      return done
    }),
    route(contract.removeAbsence, async ({ caller, params }) => {
      await service.dropAbsence(house, caller, params.absenceId)
      return done
    }),
  ]
}

function organisation(house: House): Route[] {
  return [
    route(contract.listKeys, async ({ caller }) => ({ items: await within(house, caller, listKeys) })),
    route(contract.createKey, ({ caller, body }) =>
      within(house, caller, (tx) => createKey(tx, { ...body, by: caller.userId })),
    ),
    route(contract.revokeKey, async ({ caller, params }) => {
      await within(house, caller, (tx) => revokeKey(tx, params.keyId))
      return done
    }),
    route(contract.readOrganisation, ({ caller }) => within(house, caller, readOrg)),
    route(contract.editOrganisation, async ({ caller, body }) => {
      await within(house, caller, (tx) => editOrg(tx, body, caller.userId))
      return done
    }),
  ]
}
