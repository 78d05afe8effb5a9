import { describe, expect, it } from 'vitest'
import * as self from '../../contract/me.ts'
import * as staff from '../../contract/people.ts'
import * as entry from '../../contract/session.ts'
import { testDb } from '../../test/database.ts'
import { type Browser, newMember, newOrg, PASSWORD, peopleApp } from '../../test/people.ts'
import { authOf } from './auth.ts'

const { db } = await testDb()
const { house, browser } = await peopleApp(db)

async function signedIn(login: string, at: Browser = browser()): Promise<Browser> {
  const { status } = await at.call(entry.signIn, { body: { login, password: PASSWORD } })
  expect(status).toBe(200)
  return at
}

const freshMobile = () => `138${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`

describe('signing in', () => {
  it('takes the e-mail address in any spelling, and says who is in', async () => {
    const { email, userId } = await newMember(house, await newOrg(house), ['rep', 'manager'])
    const at = await signedIn(` ${email.toUpperCase()} `)
    const { body } = await at.call(self.readMe)
    expect(body).toMatchObject({
      userId,
      email,
      roles: ['rep', 'manager'],
      twoFactor: false,
      organisation: { name: '仁科' },
    })
  })

  it('takes the mobile number as people write it, of a member without an address too', async () => {
    const mobile = freshMobile()
    await newMember(house, await newOrg(house), ['rep'], { email: null, mobile: `+86${mobile}` })
    const at = await signedIn(`${mobile.slice(0, 3)} ${mobile.slice(3, 7)} ${mobile.slice(7)}`)
    expect((await at.call(self.readMe)).body).toMatchObject({ email: null, mobile: `+86${mobile}` })
  })

  it('refuses a wrong password and an unknown login alike, and shuts after ten', async () => {
    const { email } = await newMember(house, await newOrg(house), ['rep'])
    const at = browser()
    const tries = async (login: string) => {
      const { status, body } = await at.call(entry.signIn, { body: { login, password: 'not this one' } })
      return [status, body.code]
    }
    expect(await tries('nobody@example.com')).toEqual([422, 'people.wrong_password'])
    for (let i = 0; i < 10; i++) expect(await tries(email)).toEqual([422, 'people.wrong_password'])
    expect(await tries(email)).toEqual([429, 'people.too_many_tries'])
    expect(at.cookies.size).toBe(0)
  })

  it('refuses who has left, without saying so to a wrong password', async () => {
    const orgId = await newOrg(house)
    const admin = await signedIn((await newMember(house, orgId, ['admin'])).email)
    const rep = await newMember(house, orgId, ['rep'])
    const at = await signedIn(rep.email)
    const left = await admin.call(staff.leaveMember, { params: { userId: rep.userId } })
    expect(left.body).toEqual({ leadsHeld: 0 })
    expect((await at.call(self.readMe)).status).toBe(401)
    const again = async (password: string) =>
      (await at.call(entry.signIn, { body: { login: rep.email, password } })).body.code
    expect(await again(PASSWORD)).toBe('people.no_organisation')
    expect(await again('not this one')).toBe('people.wrong_password')
    await admin.call(staff.returnMember, { params: { userId: rep.userId } })
    await signedIn(rep.email, at)
  })

  it('has no endpoint that signs strangers up', async () => {
    const { api } = authOf(house)
    const body = { email: 'stranger@example.com', password: PASSWORD, name: 'x' }
    await expect(api.signUpEmail({ body })).rejects.toThrow(/not enabled/)
  })
})

describe('devices', () => {
  it('lists them, signs one out and all the others', async () => {
    const { email } = await newMember(house, await newOrg(house), ['rep'])
    const [here, phone, tablet] = [await signedIn(email), await signedIn(email), await signedIn(email)]
    const { items } = (await here.call(self.listSessions)).body
    expect(items.map((item: { current: boolean }) => item.current)).toEqual([true, false, false])
    await here.call(self.revokeSession, { params: { sessionId: items[1].sessionId } })
    const alive = async () => [phone, tablet].map(async (at) => (await at.call(self.readMe)).status)
    expect(new Set(await Promise.all(await alive()))).toEqual(new Set([200, 401]))
    await here.call(self.revokeOtherSessions)
    expect(await Promise.all(await alive())).toEqual([401, 401])
    expect((await here.call(self.readMe)).status).toBe(200)
    await here.call(entry.signOut)
    expect((await here.call(self.readMe)).status).toBe(401)
  })

  it('cannot sign out a device of another', async () => {
    const orgId = await newOrg(house)
    const [mine, theirs] = [await newMember(house, orgId, ['rep']), await newMember(house, orgId, ['rep'])]
    const [at, other] = [await signedIn(mine.email), await signedIn(theirs.email)]
    const { sessionId } = (await other.call(self.listSessions)).body.items[0]
    expect((await at.call(self.revokeSession, { params: { sessionId } })).status).toBe(404)
    expect((await other.call(self.readMe)).status).toBe(200)
  })
})

describe('password', () => {
  it('changes with the current one, and signs the other devices out', async () => {
    const { email } = await newMember(house, await newOrg(house), ['rep'])
    const [at, other] = [await signedIn(email), await signedIn(email)]
    const change = async (current: string, password: string) =>
      (await at.call(self.changePassword, { body: { current, password } })).body
    expect((await change('not this one', 'a whole new one')).code).toBe('people.wrong_password')
    expect((await change(PASSWORD, '12345678')).code).toBe('people.weak_password')
    expect(await change(PASSWORD, 'a whole new one')).toEqual({ done: true })
    expect((await at.call(self.readMe)).status).toBe(200)
    expect((await other.call(self.readMe)).status).toBe(401)
    const { status } = await other.call(entry.signIn, {
      body: { login: email, password: 'a whole new one' },
    })
    expect(status).toBe(200)
  })
})

describe('two-factor sign-in', () => {
  const secretOf = (uri: string) => {
    const text = new URL(uri).searchParams.get('secret') ?? ''
    return Buffer.from(decode32(text)).toString()
  }
  const codeOf = async (uri: string) =>
    (await authOf(house).api.generateTOTP({ body: { secret: secretOf(uri) } })).code

  it('is turned on by a first code, asked for at the next sign-in, and passed by app or backup code', async () => {
    const { email } = await newMember(house, await newOrg(house), ['admin'])
    const at = await signedIn(email)
    const start = (password: string) => at.call(self.startTwoFactor, { body: { password } })
    expect((await start('not this one')).body.code).toBe('people.wrong_password')
    const { uri, qrSvg, backupCodes } = (await start(PASSWORD)).body
    expect(qrSvg).toContain('<svg')
    expect(uri).toContain(encodeURIComponent(email))
    const confirm = (code: string) => at.call(self.confirmTwoFactor, { body: { code } })
    expect((await confirm('000000')).body.code).toBe('people.wrong_code')
    expect((await confirm(await codeOf(uri))).body).toEqual({ done: true })
    expect((await at.call(self.readMe)).body.twoFactor).toBe(true)
    expect((await start(PASSWORD)).body.code).toBe('people.two_factor_on')

    const second = browser()
    const first = await second.call(entry.signIn, { body: { login: email, password: PASSWORD } })
    expect(first.body).toEqual({ next: 'code' })
    expect((await second.call(self.readMe)).status).toBe(401)
    expect((await second.call(entry.signInByCode, { body: { code: '000000' } })).body.code).toBe(
      'people.wrong_code',
    )
    expect((await second.call(entry.signInByCode, { body: { code: await codeOf(uri) } })).body).toEqual({
      done: true,
    })
    expect((await second.call(self.readMe)).status).toBe(200)

    const third = browser()
    await third.call(entry.signIn, { body: { login: email, password: PASSWORD } })
    const byBackup = { body: { code: backupCodes[0], kind: 'backup' } }
    expect((await third.call(entry.signInByCode, byBackup)).body).toEqual({ done: true })
    await third.call(entry.signOut)
    await third.call(entry.signIn, { body: { login: email, password: PASSWORD } })
    expect((await third.call(entry.signInByCode, byBackup)).body.code).toBe('people.wrong_code')

    const renewed = (await at.call(self.renewBackupCodes, { body: { password: PASSWORD } })).body.backupCodes
    expect(renewed).toHaveLength(backupCodes.length)
    expect(renewed).not.toContain(backupCodes[1])
    expect((await at.call(self.stopTwoFactor, { body: { password: PASSWORD } })).body).toEqual({
      done: true,
    })
    await signedIn(email)
  })

  it('gives a challenge up after five wrong codes', async () => {
    const { email } = await newMember(house, await newOrg(house), ['rep'])
    const at = await signedIn(email)
    const { uri } = (await at.call(self.startTwoFactor, { body: { password: PASSWORD } })).body
    await at.call(self.confirmTwoFactor, { body: { code: await codeOf(uri) } })
    const second = browser()
    await second.call(entry.signIn, { body: { login: email, password: PASSWORD } })
    const codes = []
    for (let i = 0; i < 6; i++)
      codes.push((await second.call(entry.signInByCode, { body: { code: '000000' } })).body.code)
    expect(codes).toEqual([...Array(5).fill('people.wrong_code'), 'people.code_expired'])
    expect((await second.call(entry.signInByCode, { body: { code: await codeOf(uri) } })).status).toBe(422)
  })
})

function decode32(text: string): number[] {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
}
