import { sql } from 'kysely'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import { inTransaction, one, rows, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import type { House } from '../house.ts'
import { recordVersion } from './version.ts'

export interface Org {
  readonly orgId: string
  readonly slug: string
  readonly name: string
  readonly locale: Lang
  readonly timeZone: string
  readonly currency: string
}

export type NewOrg = Pick<Org, 'name' | 'slug'> &
  Partial<Pick<Org, 'orgId' | 'locale' | 'timeZone' | 'currency'>> & {
    /** When it began; now unless told (the demo's history is older than its database). */
    readonly at?: Date
  }

/**
 * Makes an organisation with what every room gives a new one, in one transaction; returns its id. Refuses
 * `name.taken` when another has the slug, `zone.unknown`.
 */
export async function createOrg(house: Pick<House, 'db' | 'onNewOrg'>, org: NewOrg): Promise<string> {
  const {
    orgId = uuidv7(),
    locale = 'zh',
    timeZone = 'Asia/Shanghai',
    currency = 'CNY',
    at = new Date(),
  } = org
  refuseUnknownZone(timeZone)
  await inTransaction(house.db, orgId, async (tx) => {
    await refusingTakenSlug(org.slug, () =>
      rows(
        tx,
        sql`insert into org (org_id, slug, name, locale, time_zone, currency, created_at)
          values (${orgId}, ${org.slug}, ${org.name}, ${locale}, ${timeZone}, ${currency}, ${at})`,
      ),
    )
    await versionOrg(tx, at, null)
    for (const give of house.onNewOrg ?? []) await give(tx)
  })
  return orgId
}

/** The transaction's organisation. */
export async function readOrg(tx: Tx): Promise<Org> {
  const org = await one(
    tx,
    sql<Org>`select org_id, slug, name, locale, time_zone, currency from org where org_id = ${tx.orgId}`,
  )
  if (!org) throw refuse('not_found')
  return org
}

/** Changes the organisation; refuses `name.taken` for a slug in use, `zone.unknown`. */
export async function editOrg(tx: Tx, org: Omit<Org, 'orgId'>, by: string | null): Promise<void> {
  refuseUnknownZone(org.timeZone)
  await refusingTakenSlug(org.slug, () =>
    rows(
      tx,
      sql`update org set slug = ${org.slug}, name = ${org.name}, locale = ${org.locale},
          time_zone = ${org.timeZone}, currency = ${org.currency}
        where org_id = ${tx.orgId}`,
    ),
  )
  await versionOrg(tx, new Date(), by)
}

async function versionOrg(tx: Tx, at: Date, by: string | null): Promise<void> {
  const { orgId, ...body } = await readOrg(tx)
  await recordVersion(tx, { subject: 'org', id: orgId, body, at, by })
}

function refuseUnknownZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    throw refuse('zone.unknown', { zone })
  }
}

// Slugs are unique over all organisations, so the answer cannot be looked up behind row-level security.
async function refusingTakenSlug(slug: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error
    throw refuse('name.taken', { name: slug })
  }
}
