import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll } from 'vitest'
import type { Endpoint, Role } from '../contract/endpoint.ts'
import { signIn } from '../contract/session.ts'
import { type Db, inTransaction } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import type { House } from '../server/house.ts'
import { buildApp } from '../server/http/app.ts'
import type { Route } from '../server/http/route.ts'
import { callerOf } from '../server/people/door.ts'
import { createMember } from '../server/people/members.ts'
import { createOrg } from '../server/people/org.ts'
import { sealPassword } from '../server/people/password.ts'
import { routes } from '../server/people/routes.ts'
import { testHouse } from './house.ts'

/** What everybody in the tests signs in with. */
export const PASSWORD = 'correct horse battery'
const sealed = sealPassword(PASSWORD)

/** People's part of the app, and those of `rooms`, on a test's database, with a browser for whoever needs one; given a login, it signs in when first used. */
export async function peopleApp(
  db: Db,
  parts: Partial<House> = {},
  rooms: readonly ((house: House) => Route[])[] = [],
) {
  const house = testHouse(db, parts)
  const app = await buildApp(house, {
    door: callerOf,
    routes: [routes, ...rooms].flatMap((routesOf) => routesOf(house)),
  })
  afterAll(() => app.close())
  return { house, app, browser: (login?: string) => browse(app, login) }
}

/** An organisation of its own for a test. */
export const newOrg = (house: House): Promise<string> => createOrg(house, { name: '仁科', slug: uuidv7() })

/** A member who signs in with PASSWORD; returns who. */
export async function newMember(
  house: House,
  orgId: string,
  roles: readonly Role[],
  parts: Partial<Parameters<typeof createMember>[1]> = {},
) {
  const passwordHash = await sealed
  const email = `${uuidv7()}@example.com`
  const userId = await inTransaction(house.db, orgId, (tx) =>
    createMember(tx, { name: '韩梅梅', email, roles, passwordHash, ...parts }),
  )
  return { userId, email: parts.email ?? email }
}

interface Sent {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  headers?: Record<string, string>
}

/** Calls endpoints and keeps the cookies it is given. */
export type Browser = ReturnType<typeof browse>

function browse(app: FastifyInstance, login?: string) {
  const cookies = new Map<string, string>()
  const send = async (endpoint: Endpoint, { params = {}, query, body, headers = {} }: Sent = {}) => {
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.inject({
      method: endpoint.method as InjectOptions['method'] & string,
      url: path,
      ...(query && { query }),
      ...(body !== undefined && { payload: body as object }),
      headers: { ...(cookie && { cookie }), ...headers },
    } as InjectOptions)
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0 || value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return { status: answer.statusCode, body: answer.json() }
  }
  let arrived = login === undefined
  const call = async (endpoint: Endpoint, sent: Sent = {}) => {
    if (!arrived) await send(signIn, { body: { login, password: PASSWORD } })
    arrived = true
    return send(endpoint, sent)
  }
  return { call, cookies }
}
