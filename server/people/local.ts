import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyScopes } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { House } from '../house.ts'
import { type KeyCaller, LOCAL_KEY } from './caller.ts'
import { createOrg } from './org.ts'
import { DEFAULT_ORG } from './setup.ts'

/** Where a running server answers on its own machine, and what to say to be let in there. */
export interface LocalDoor {
  readonly url: string
  readonly token: string
}

const PREFIX = 'slo_'
const fileIn = (dataDir: string): string => join(dataDir, 'local.json')

/** A token for whoever may read the data directory: who can do that, can read everything anyway. Good until the end. */
export function newLocalToken(): string {
  return PREFIX + randomBytes(32).toString('base64url')
}

/** Leaves word in the data directory, for its owner's eyes only, of where the server answers; `close` takes it away. */
export function leaveWord(dataDir: string, door: LocalDoor): { close(): void } {
  const file = fileIn(dataDir)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  rmSync(file, { force: true }) // an old one might be readable by others: a mode is set only when a file is made
  writeFileSync(file, JSON.stringify(door), { mode: 0o600, flag: 'wx' })
  return { close: () => rmSync(file, { force: true }) }
}

/** The word a server has left; it may be dead since. Undefined when there is none. */
export function findWord(dataDir: string): LocalDoor | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as LocalDoor
  } catch {
    return undefined
  }
}

export const isLocalToken = (token: string): boolean => token.startsWith(PREFIX)

/** Who brings the token of this server: a program of the organisation named, with all scopes. Null for a false one. */
export async function localCaller(
  house: Pick<House, 'db' | 'onNewOrg' | 'localToken'>,
  token: string,
  choice: { org: string | undefined; lang: Lang | undefined },
): Promise<KeyCaller | null> {
  if (!house.localToken || !timingSafeEqual(digest(token), digest(house.localToken))) return null
  const { orgId, zone, locale } = await chosenOrg(house, choice.org)
  return { kind: 'key', orgId, keyId: LOCAL_KEY, scopes: keyScopes, zone, lang: choice.lang ?? locale }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

interface Org {
  orgId: string
  slug: string
  zone: string
  locale: Lang
}

/** The organisation by slug or id. Named none: `default`, which is made where there is no organisation, else the only one. */
async function chosenOrg(house: Pick<House, 'db' | 'onNewOrg'>, named: string | undefined): Promise<Org> {
  const orgs = await listOrgs(house)
  const found = named
    ? orgs.find(({ orgId, slug }) => orgId === named || slug === named)
    : (orgs.find(({ slug }) => slug === DEFAULT_ORG) ?? (orgs.length === 1 ? orgs[0] : undefined))
  if (found) return found
  if (orgs.length > 0 || (named && named !== DEFAULT_ORG))
    throw refuse('org.unknown', { org: named ?? DEFAULT_ORG, known: orgs.map(({ slug }) => slug).join(', ') })
  // Two at once: the second one finds the slug taken, and with it the organisation.
  await createOrg(house, { name: 'Sluice', slug: DEFAULT_ORG }).catch(async (error: unknown) => {
    if ((await listOrgs(house)).length === 0) throw error
  })
  return chosenOrg(house, DEFAULT_ORG)
}

async function listOrgs({ db }: Pick<House, 'db'>): Promise<Org[]> {
  const { rows } = await db.ownerPool.query<Org>(
    'select org_id as "orgId", slug, time_zone as zone, locale from org order by created_at, org_id',
  )
  return rows
}
