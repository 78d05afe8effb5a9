import { createServer, type Server } from 'node:net'
import { describe, expect, it } from 'vitest'
import * as self from '../../contract/me.ts'
import * as staff from '../../contract/people.ts'
import * as entry from '../../contract/session.ts'
import { testDb } from '../../test/database.ts'
import { newMember, newOrg, PASSWORD, peopleApp } from '../../test/people.ts'
import { inTransaction } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { createTeam } from './teams.ts'

const { db } = await testDb()
const { house, browser } = await peopleApp(db)

async function adminOf(orgId: string) {
  const admin = await newMember(house, orgId, ['admin'])
  return { ...admin, at: browser(admin.email) }
}

const tokenOf = (link: string) => link.split('#')[1] ?? ''

describe('invitations', () => {
  it('makes a member of the bearer of the link, in the team, once', async () => {
    const orgId = await newOrg(house)
    const { at, userId } = await adminOf(orgId)
    const teamId = await inTransaction(db, orgId, (tx) =>
      createTeam(tx, { name: '华东一组' }, { at: new Date(), by: userId }),
    )
    const email = `${uuidv7()}@example.com`
    const body = { name: '王芳', email: email.toUpperCase(), mobile: null, roles: ['rep'], teamId }
    const { body: sent } = await at.call(staff.invite, { body })
    expect(sent).toMatchObject({ mailed: false, link: expect.stringContaining('/invitation#') })

    const guest = browser()
    const token = tokenOf(sent.link)
    const read = () => guest.call(entry.readInvitation, { body: { token } })
    expect((await read()).body).toEqual({
      organisation: '仁科',
      name: '王芳',
      email,
      mobile: null,
      hasAccount: false,
    })
    const accept = (password: string) =>
      guest.call(entry.acceptInvitation, { body: { token, name: '王小芳', password } })
    expect((await accept('password1')).body.code).toBe('people.weak_password')
    expect((await accept('nine lives of a cat')).body).toEqual({ next: 'in' })
    expect((await guest.call(self.readMe)).body).toMatchObject({
      name: '王小芳',
      email,
      roles: ['rep'],
      teams: [{ teamId, leads: false }],
    })
    expect((await read()).body.code).toBe('people.invitation_expired')
    expect((await accept('nine lives of a cat')).body.code).toBe('people.invitation_expired')
    expect((await at.call(staff.invite, { body })).body.code).toBe('people.already_member')
    expect((await at.call(staff.listInvitations)).body.items).toEqual([])
  })

  it('gives way to a newer link, and can be taken back', async () => {
    const { at } = await adminOf(await newOrg(house))
    const body = { name: '王芳', email: null, mobile: '13800131234', roles: ['rep'] }
    const first = (await at.call(staff.invite, { body })).body
    const second = (await at.call(staff.invite, { body })).body
    const params = { invitationId: second.invitationId }
    const third = (await at.call(staff.renewInvitation, { params })).body
    const read = async ({ link }: { link: string }) =>
      (await browser().call(entry.readInvitation, { body: { token: tokenOf(link) } })).status
    expect([await read(first), await read(second), await read(third)]).toEqual([410, 410, 200])
    await at.call(staff.withdrawInvitation, { params })
    expect(await read(third)).toBe(410)
    expect((await at.call(staff.renewInvitation, { params })).status).toBe(404)
  })

  it('takes who has an account elsewhere in by that account’s password, and keeps the organisations apart', async () => {
    const [home, away] = [await newOrg(house), await newOrg(house)]
    const person = await newMember(house, home, ['rep'])
    const { at } = await adminOf(away)
    const invited = await at.call(staff.invite, {
      body: { name: '张', email: person.email, mobile: null, roles: ['manager'] },
    })
    const token = tokenOf(invited.body.link)
    const guest = browser()
    expect((await guest.call(entry.readInvitation, { body: { token } })).body.hasAccount).toBe(true)
    const accept = (password: string) =>
      guest.call(entry.acceptInvitation, { body: { token, name: '张', password } })
    expect((await accept('some new password')).body.code).toBe('people.wrong_password')
    expect((await accept(PASSWORD)).body).toEqual({ next: 'in' })

    const roles = async () => (await guest.call(self.readMe)).body.roles
    expect(await roles()).toEqual(['rep'])
    await guest.call(self.chooseOrganisation, { body: { orgId: away } })
    expect(await roles()).toEqual(['manager'])
    const params = { userId: person.userId }
    expect((await at.call(staff.makeResetLink, { params })).body.code).toBe('people.shared_account')
    const rename = { params, body: { email: 'mine@example.com' } }
    expect((await at.call(staff.editMember, rename)).body.code).toBe('people.shared_account')
  })

  it('refuses what names nobody to sign in, and a token that is none', async () => {
    const { at } = await adminOf(await newOrg(house))
    const ask = async (email: string | null, mobile: string | null) =>
      (await at.call(staff.invite, { body: { name: 'x', email, mobile, roles: ['rep'] } })).body.code
    expect(await ask(null, null)).toBe('people.login_needed')
    expect(await ask('not an address', null)).toBe('people.login_invalid')
    expect(await ask(null, '12')).toBe('people.login_invalid')
    const read = await browser().call(entry.readInvitation, { body: { token: 'nonsense' } })
    expect(read.body.code).toBe('people.invitation_expired')
  })
})

describe('reset', () => {
  it('by a link an admin hands over works once and signs out everywhere', async () => {
    const orgId = await newOrg(house)
    const { at } = await adminOf(orgId)
    const rep = await newMember(house, orgId, ['rep'])
    const device = browser()
    await device.call(entry.signIn, { body: { login: rep.email, password: PASSWORD } })
    const { link } = (await at.call(staff.makeResetLink, { params: { userId: rep.userId } })).body
    const reset = async (password: string) =>
      (await browser().call(entry.resetPassword, { body: { token: tokenOf(link), password } })).body
    expect((await reset('short')).code).toBe('people.weak_password')
    expect(await reset('another long one')).toEqual({ done: true })
    expect((await reset('another long one')).code).toBe('people.link_expired')
    expect((await device.call(self.readMe)).status).toBe(401)
    const { body } = await device.call(entry.signIn, {
      body: { login: rep.email, password: 'another long one' },
    })
    expect(body).toEqual({ next: 'in' })
  })

  it('is no way into another organisation', async () => {
    const { at } = await adminOf(await newOrg(house))
    const stranger = await newMember(house, await newOrg(house), ['rep'])
    expect((await at.call(staff.makeResetLink, { params: { userId: stranger.userId } })).status).toBe(404)
  })

  it('says that no mail is sent where none is', async () => {
    const forgot = await browser().call(entry.forgotPassword, { body: { login: 'a@example.com' } })
    expect(forgot.body.code).toBe('people.mail_not_set')
  })

  it('mails a link that works, and answers the same for nobody', async () => {
    const post = await postOffice()
    const mail = { url: `smtp://127.0.0.1:${post.port}`, from: 'Sluice <sluice@example.com>' }
    const mailing = await peopleApp(db, { config: { ...house.config, mail } })
    const rep = await newMember(house, await newOrg(house), ['rep'])
    const at = mailing.browser()
    const forgot = async (login: string) => (await at.call(entry.forgotPassword, { body: { login } })).body
    expect(await forgot('nobody@example.com')).toEqual({ done: true })
    expect(await forgot(rep.email)).toEqual({ done: true })
    const letter = await post.next()
    expect(letter).toContain(`To: ${rep.email}`)
    const [, text = ''] = letter.split('\r\n\r\n')
    const token = /reset#([\w-]+)/.exec(Buffer.from(text, 'base64').toString())?.[1] ?? ''
    const reset = await at.call(entry.resetPassword, { body: { token, password: 'by mail it came' } })
    expect(reset.body).toEqual({ done: true })
    post.close()
  })
})

describe('setup', () => {
  it('makes the first admin with the printed token, once, and gives the organisation its beginnings', async () => {
    const own = await testDb()
    const given: string[] = []
    const parts = {
      setupToken: 'printed',
      onNewOrg: [async ({ orgId }: { orgId: string }) => void given.push(orgId)],
    }
    const { browser: open, house: fresh } = await peopleApp(own.db, parts)
    const at = open()
    const needed = async () => (await at.call(entry.readSetup)).body.needed
    const body = {
      token: 'printed',
      organisation: '仁科互动',
      locale: 'zh',
      name: '张明',
      login: '13800131234',
      password: PASSWORD,
    }
    const ask = async (change: object) => (await at.call(entry.setUp, { body: { ...body, ...change } })).body
    expect(await needed()).toBe(true)
    expect((await ask({ token: 'guessed' })).code).toBe('people.setup_token')
    expect((await ask({ password: '13800131234' })).code).toBe('people.weak_password')
    expect((await ask({ timeZone: 'Mars/Olympus' })).code).toBe('zone.unknown')
    expect(await ask({})).toEqual({ done: true })
    const me = (await at.call(self.readMe)).body
    expect(me).toMatchObject({
      name: '张明',
      roles: ['admin'],
      organisation: { name: '仁科互动', slug: 'default' },
    })
    expect(given).toEqual([me.organisation.orgId])
    expect(await needed()).toBe(false)
    expect(fresh.setupToken).toBeUndefined()
    expect((await ask({})).code).toBe('people.setup_done')
  })

  it('lets one of two through who come at once', async () => {
    const own = await testDb()
    const { browser: open } = await peopleApp(own.db, { setupToken: 'printed' })
    const body = { token: 'printed', organisation: '仁科', locale: 'zh', name: '张明', password: PASSWORD }
    const answers = await Promise.all(
      ['a@example.com', 'b@example.com'].map((login) =>
        open().call(entry.setUp, { body: { ...body, login } }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
  })
})

/** A mail server that takes everything and understands nothing. */
async function postOffice() {
  const letters: string[] = []
  const server: Server = createServer((socket) => {
    let letter: string | null = null
    socket.write('220 test\r\n')
    socket.on('data', (chunk) => {
      const text = chunk.toString()
      if (letter !== null) {
        letter += text
        if (!letter.endsWith('\r\n.\r\n')) return
        letters.push(letter)
        letter = null
        return void socket.write('250 taken\r\n')
      }
      if (/^DATA/i.test(text)) {
        letter = ''
        return void socket.write('354 go on\r\n')
      }
      socket.write(/^QUIT/i.test(text) ? '221 bye\r\n' : '250 ok\r\n')
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as { port: number }
  return {
    port,
    close: () => server.close(),
    async next(): Promise<string> {
      await expect.poll(() => letters.length, { timeout: 5000 }).toBeGreaterThan(0)
      return letters.shift() ?? ''
    },
  }
}
