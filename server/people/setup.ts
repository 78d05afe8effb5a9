import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import { type Db, inTransaction, one } from '../db/db.ts'
import type { House } from '../house.ts'
import { readLogin } from './login.ts'
import { createMember } from './members.ts'
import { createOrg, editOrg } from './org.ts'
import { sealPassword } from './password.ts'

/** The organisation of a house that has one; `sluice import` may have made it before there was an admin. */
export const DEFAULT_ORG = 'default'

/** Whether nobody can administer anything yet. */
export async function needsSetup(db: Db): Promise<boolean> {
  const { rows } = await db.ownerPool.query(
    `select from member where status = 'active' and 'admin' = any(roles) limit 1`,
  )
  return rows.length === 0
}

export interface SetUp {
  readonly token: string
  readonly organisation: string
  readonly locale: Lang
  readonly timeZone: string
  readonly currency: string
  readonly name: string
  readonly login: string
  readonly password: string
}

/**
 * Makes the organisation and its first admin. Refuses `people.setup_done`, `people.setup_token`, and whatever is
 * wrong with login, password or zone. Of two who do it at once one is refused.
 */
export async function setUp(house: House, given: SetUp): Promise<void> {
  if (!(await needsSetup(house.db))) throw refuse('people.setup_done')
  if (!house.setupToken || !isSame(given.token, house.setupToken)) throw refuse('people.setup_token')
  const login = readLogin(given.login)
  const passwordHash = await sealPassword(given.password, [login.email, login.mobile])
  const { organisation: name, locale, timeZone, currency } = given
  const org = { name, locale, timeZone, currency, slug: DEFAULT_ORG }
  const orgId = (await findOrg(house.db, DEFAULT_ORG)) ?? (await createOrg(house, org))
  await inTransaction(house.db, orgId, async (tx) => {
    await one(tx, sql`select from org where org_id = ${orgId} for update`)
    const admin = await one(
      tx,
      sql`select user_id from member where org_id = ${orgId} and status = 'active' and 'admin' = any(roles) limit 1`,
    )
    if (admin) throw refuse('people.setup_done')
    await editOrg(tx, org, null)
    await createMember(tx, { name: given.name, ...login, roles: ['admin'], passwordHash })
  })
  delete house.setupToken
}

/** The id of the organisation with this slug. */
export async function findOrg(db: Db, slug: string): Promise<string | undefined> {
  const { rows } = await db.ownerPool.query<{ orgId: string }>(
    `select org_id as "orgId" from org where slug = $1`,
    [slug],
  )
  return rows[0]?.orgId
}

const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
