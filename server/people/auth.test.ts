import { getMigrations } from 'better-auth/db/migration'
import { expect, it } from 'vitest'
import * as entry from '../../contract/session.ts'
import { testDb } from '../../test/database.ts'
import { newMember, newOrg, PASSWORD, peopleApp } from '../../test/people.ts'
import { authOptions } from './auth.ts'

const { db } = await testDb()

it('finds every table and column it wants in our migrations', async () => {
  const { house } = await peopleApp(db)
  const { toBeCreated, toBeAdded, toBeAddedIndexes } = await getMigrations(authOptions(db, house.config))
  expect({ toBeCreated, toBeAdded, toBeAddedIndexes }).toEqual({
    toBeCreated: [],
    toBeAdded: [],
    toBeAddedIndexes: [],
  })
})

it('keeps its tables from the app’s role', async () => {
  await expect(db.appPool.query('select from auth."user"')).rejects.toThrow(
    /permission denied for schema auth/,
  )
})

it('marks its cookies for HTTPS where that is how people come', async () => {
  const own = await testDb() // one sign-in machine per database
  const { house, app } = await peopleApp(own.db)
  const secure = await peopleApp((await testDb()).db, {
    config: { ...house.config, publicUrl: 'https://leads.example.com' },
  })
  const cookieOf = async ({ house: h, app: a }: typeof secure) => {
    const { email } = await newMember(h, await newOrg(h), ['rep'])
    const payload = { login: email, password: PASSWORD }
    const answer = await a.inject({ method: 'POST', url: entry.signIn.path, payload })
    return answer.cookies[0]
  }
  const plain = await cookieOf({ house, app, browser: secure.browser })
  expect(plain).toMatchObject({ name: 'sluice.session_token', httpOnly: true, sameSite: 'Lax' })
  expect(plain?.secure).toBeUndefined()
  expect(await cookieOf(secure)).toMatchObject({
    name: '__Secure-sluice.session_token',
    secure: true,
    httpOnly: true,
  })
})
