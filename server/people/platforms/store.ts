import { sql } from 'kysely'
import type { PlatformName } from '../../../contract/platform.ts'
import { one, rows, type Tx } from '../../db/db.ts'

export interface AppRow {
  readonly provider: PlatformName
  readonly clientId: string
  readonly agent: string | null
  readonly base: string | null
  readonly sealedSecret: Buffer
  readonly messages: boolean
  readonly signIn: boolean
  readonly problem: string | null
  readonly problemAt: Date | null
}

/** The organisation's applications; with the count of members linked to each. */
export async function listApps(tx: Tx): Promise<(AppRow & { linked: number; members: number })[]> {
  return rows(
    tx,
    sql`select a.provider, a.client_id, a.agent, a.base, a.sealed_secret, a.messages, a.sign_in, a.problem, a.problem_at,
        (select count(*) from member m where m.org_id = a.org_id and m.status = 'active') as members,
        (select count(*) from member_account c join member m on m.org_id = c.org_id and m.user_id = c.user_id
          where c.org_id = a.org_id and c.provider = a.provider and m.status = 'active') as linked
      from platform_app a where a.org_id = ${tx.orgId} order by a.provider`,
  )
}

/** One application; undefined where it is not set up. */
export async function readApp(tx: Tx, provider: PlatformName): Promise<AppRow | undefined> {
  return one(
    tx,
    sql<AppRow>`select provider, client_id, agent, base, sealed_secret, messages, sign_in, problem, problem_at
      from platform_app where org_id = ${tx.orgId} and provider = ${provider}`,
  )
}

/** Writes an application; whatever it last failed with is over. */
export async function keepApp(
  tx: Tx,
  { provider, clientId, agent, base, sealedSecret, messages, signIn }: Omit<AppRow, 'problem' | 'problemAt'>,
): Promise<void> {
  await rows(
    tx,
    sql`insert into platform_app (org_id, provider, client_id, agent, base, sealed_secret, messages, sign_in)
      values (${tx.orgId}, ${provider}, ${clientId}, ${agent}, ${base}, ${sealedSecret}, ${messages}, ${signIn})
      on conflict (org_id, provider) do update set client_id = excluded.client_id, agent = excluded.agent,
        base = excluded.base, sealed_secret = excluded.sealed_secret, messages = excluded.messages,
        sign_in = excluded.sign_in, problem = null, problem_at = null, updated_at = now()`,
  )
}

/** Removes an application; returns whether there was one. */
export async function removeApp(tx: Tx, provider: PlatformName): Promise<boolean> {
  const gone = await rows(
    tx,
    sql`delete from platform_app where org_id = ${tx.orgId} and provider = ${provider} returning 1 as gone`,
  )
  return gone.length > 0
}

/** Keeps what a call failed with, null when it succeeded. */
export async function keepProblem(
  tx: Tx,
  provider: PlatformName,
  { problem, at }: { problem: string | null; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update platform_app set problem = ${problem}, problem_at = ${problem === null ? null : at}
      where org_id = ${tx.orgId} and provider = ${provider} and problem is distinct from ${problem}`,
  )
}

export interface Account {
  readonly userId: string
  readonly provider: PlatformName
  readonly accountId: string
  readonly how: 'hand' | 'mobile' | 'signIn'
  readonly linkedAt: Date
}

/** The accounts of all members, or of one. */
export async function listAccounts(tx: Tx, userId?: string): Promise<Account[]> {
  return rows(
    tx,
    sql<Account>`select user_id, provider, account_id, how, linked_at from member_account
      where org_id = ${tx.orgId} and (${userId ?? null}::uuid is null or user_id = ${userId ?? null}::uuid)
      order by user_id, provider`,
  )
}

/** Links an account to a member, in place of a former one; false when it is another member's. */
export async function linkAccount(tx: Tx, { userId, provider, accountId, how }: Omit<Account, 'linkedAt'>) {
  const linked = await one(
    tx,
    sql`insert into member_account (org_id, user_id, provider, account_id, how)
      select ${tx.orgId}, ${userId}, ${provider}, ${accountId}, ${how}
      where not exists (select from member_account where org_id = ${tx.orgId} and provider = ${provider}
        and account_id = ${accountId} and user_id <> ${userId})
      on conflict (org_id, user_id, provider) do update set account_id = excluded.account_id, how = excluded.how,
        linked_at = now()
      returning 1 as linked`,
  )
  return linked !== undefined
}

/** Forgets a member's account; returns whether there was one. */
export async function unlinkAccount(tx: Tx, userId: string, provider: PlatformName): Promise<boolean> {
  const gone = await rows(
    tx,
    sql`delete from member_account where org_id = ${tx.orgId} and user_id = ${userId} and provider = ${provider}
      returning 1 as gone`,
  )
  return gone.length > 0
}

/** Which active member an account is. */
export async function memberOfAccount(
  tx: Tx,
  provider: PlatformName,
  accountId: string,
): Promise<string | undefined> {
  const found = await one(
    tx,
    sql<{ userId: string }>`select c.user_id from member_account c
      join member m on m.org_id = c.org_id and m.user_id = c.user_id and m.status = 'active'
      where c.org_id = ${tx.orgId} and c.provider = ${provider} and c.account_id = ${accountId}`,
  )
  return found?.userId
}

/** The active member, not linked yet, who has this mobile or else this address. */
export async function memberByContact(
  tx: Tx,
  provider: PlatformName,
  { mobile, email }: { mobile: string | null; email: string | null },
): Promise<string | undefined> {
  const found = await one(
    tx,
    sql<{ userId: string }>`select m.user_id from member m
      where m.org_id = ${tx.orgId} and m.status = 'active' and (m.mobile = ${mobile} or m.email = ${email})
        and not exists (select from member_account c where c.org_id = m.org_id and c.user_id = m.user_id
          and c.provider = ${provider})
      order by m.mobile = ${mobile} desc nulls last limit 1`,
  )
  return found?.userId
}

/** Active members who are not linked, by name: one, or up to `most`. */
export async function unlinkedMembers(
  tx: Tx,
  provider: PlatformName,
  { userId, most }: { userId: string | undefined; most: number },
): Promise<{ userId: string; name: string; mobile: string | null }[]> {
  return rows(
    tx,
    sql`select m.user_id, m.name, m.mobile from member m
      where m.org_id = ${tx.orgId} and m.status = 'active'
        and (${userId ?? null}::uuid is null or m.user_id = ${userId ?? null}::uuid)
        and not exists (select from member_account c where c.org_id = m.org_id and c.user_id = m.user_id
          and c.provider = ${provider})
      order by m.name, m.user_id limit ${most}`,
  )
}
