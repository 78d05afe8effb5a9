import type pg from 'pg'
import { refuse } from '../../contract/refusals.ts'
import { type Db, onConnection, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import type { Login } from './login.ts'

/** Who signs in: one per person, whatever organisations they belong to. */
export interface Identity extends Login {
  readonly userId: string
  readonly name: string
}

// better-auth wants an address of everybody; .invalid never receives a mail (RFC 2606).
const PLACEHOLDER = '@mobile.invalid'

/** The address better-auth knows somebody by. */
export const addressOf = (userId: string, email: string | null): string => email ?? `${userId}${PLACEHOLDER}`

/** The identity a login belongs to. */
export async function findIdentity(db: Db, { email, mobile }: Login): Promise<Identity | undefined> {
  const { rows } = await db.ownerPool.query<Identity>(
    `select id as "userId", name, mobile, nullif(email, id || '${PLACEHOLDER}') as email
     from auth."user" where email = $1 or mobile = $2 order by email = $1 desc limit 1`,
    [email, mobile],
  )
  return rows[0]
}

/** In how many organisations this person is an active member. */
export async function membershipsOf(db: Db, userId: string): Promise<number> {
  const { rows } = await db.ownerPool.query<{ count: number }>(
    `select count(*) as count from member where user_id = $1 and status = 'active'`,
    [userId],
  )
  return rows[0]?.count ?? 0
}

export interface NewIdentity extends Login {
  readonly name: string
  /** From `sealPassword`; without one they choose it by a reset link. */
  readonly passwordHash?: string | undefined
  readonly userId?: string | undefined
}

/**
 * Makes an identity inside the transaction; returns its id. Refuses `people.email_taken` and
 * `people.mobile_taken`, whichever organisation the holder belongs to.
 */
export function createIdentity(tx: Tx, identity: NewIdentity): Promise<string> {
  const userId = identity.userId ?? uuidv7()
  return asOwner(tx, async (client) => {
    await refuseTaken(client, userId, identity)
    await client.query(
      `insert into auth."user" (id, name, email, "emailVerified", mobile) values ($1, $2, $3, false, $4)`,
      [userId, identity.name, addressOf(userId, identity.email), identity.mobile],
    )
    if (identity.passwordHash) {
      await client.query(
        `insert into auth.account (id, "accountId", "providerId", "userId", password, "updatedAt")
         values ($1, $2, 'credential', $2, $3, now())`,
        [uuidv7(), userId, identity.passwordHash],
      )
    }
    return userId
  })
}

/** Changes what somebody signs in with; refuses what another has. */
export function changeIdentity(tx: Tx, userId: string, login: Login): Promise<void> {
  return asOwner(tx, async (client) => {
    await refuseTaken(client, userId, login)
    await client.query(`update auth."user" set email = $2, mobile = $3, "updatedAt" = now() where id = $1`, [
      userId,
      addressOf(userId, login.email),
      login.mobile,
    ])
  })
}

/** Signs somebody out everywhere, when the transaction commits. */
export function endSessions(tx: Tx, userId: string): Promise<void> {
  return asOwner(tx, async (client) => {
    await client.query(`delete from auth.session where "userId" = $1`, [userId])
  })
}

async function refuseTaken(client: pg.PoolClient, userId: string, { email, mobile }: Login): Promise<void> {
  const { rows } = await client.query<{ byEmail: boolean }>(
    `select email = $2 as "byEmail" from auth."user" where id <> $1 and (email = $2 or mobile = $3)`,
    [userId, email, mobile],
  )
  if (!rows[0]) return
  throw rows[0].byEmail
    ? refuse('people.email_taken', { email: email ?? '' })
    : refuse('people.mobile_taken', { mobile: mobile ?? '' })
}

// sluice_app cannot enter the schema auth, and must not: it knows no organisations.
function asOwner<T>(tx: Tx, use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return onConnection(tx, async (client) => {
    await client.query('set local role none')
    const result = await use(client)
    await client.query('set local role sluice_app') // after a failure the rollback does it
    return result
  })
}
