import { sql } from 'kysely'
import { one, rows, type Tx } from '../../../db/db.ts'

export interface Site {
  readonly siteId: string
  readonly name: string
  readonly key: string
  readonly consent: boolean
  readonly honour: boolean
  readonly active: boolean
  readonly createdAt: Date
}

const site = sql.raw('site_id, name, key, consent, honour, active, created_at')

/** The sites that run the tracking script, oldest first. */
export async function listSites(tx: Tx): Promise<Site[]> {
  return rows(
    tx,
    sql<Site>`select ${site} from behaviour_site where org_id = ${tx.orgId} order by created_at, site_id`,
  )
}

/** The site of a public key, if it is in use. */
export async function siteOf(tx: Tx, key: string): Promise<Site | undefined> {
  return one(
    tx,
    sql<Site>`select ${site} from behaviour_site where org_id = ${tx.orgId} and key = ${key} and active`,
  )
}

export async function addSite(tx: Tx, added: Site): Promise<void> {
  await rows(
    tx,
    sql`insert into behaviour_site (org_id, site_id, name, key, consent, honour, active, created_at)
      values (${tx.orgId}, ${added.siteId}, ${added.name}, ${added.key}, ${added.consent}, ${added.honour}, ${added.active}, ${added.createdAt})`,
  )
}

/** Changes a site; undefined where there is none. */
export async function changeSite(
  tx: Tx,
  { siteId, name, consent, honour, active }: Omit<Site, 'key' | 'createdAt'>,
): Promise<Site | undefined> {
  return one(
    tx,
    sql<Site>`update behaviour_site set name = ${name}, consent = ${consent}, honour = ${honour}, active = ${active}
      where org_id = ${tx.orgId} and site_id = ${siteId} returning ${site}`,
  )
}

export interface Link {
  readonly token: string
  readonly leadId: string
  readonly target: string
  readonly about: string
  readonly sentAt: Date
}

/** Writes links for leads; returns those whose lead there is. */
export async function addLinks(tx: Tx, links: readonly Link[]): Promise<Link[]> {
  const asked = links.map(({ token, leadId, target, about, sentAt }) => ({
    token,
    lead_id: leadId,
    target,
    about,
    sent_at: sentAt,
  }))
  return rows(
    tx,
    sql<Link>`insert into behaviour_link (org_id, token, lead_id, target, about, sent_at)
      select ${tx.orgId}, asked.token, lead.lead_id, asked.target, asked.about, asked.sent_at
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as asked (token text, lead_id uuid, target text, about text, sent_at timestamptz)
      join lead on lead.org_id = ${tx.orgId} and lead.lead_id = asked.lead_id
      returning token, lead_id, target, about, sent_at`,
  )
}

export async function linkOf(tx: Tx, token: string): Promise<Link | undefined> {
  return one(
    tx,
    sql<Link>`select token, lead_id, target, about, sent_at from behaviour_link
      where org_id = ${tx.orgId} and token = ${token}`,
  )
}

export interface Code {
  readonly code: string
  readonly name: string
  readonly target: string
  readonly channel: string
  readonly campaign: string
  readonly active: boolean
  readonly scans: number
  readonly createdAt: Date
}

const code = sql.raw('code, name, target, channel, campaign, active, scans::int as scans, created_at')

/** The QR codes, oldest first. */
export async function listCodes(tx: Tx): Promise<Code[]> {
  return rows(
    tx,
    sql<Code>`select ${code} from behaviour_code where org_id = ${tx.orgId} order by created_at, code`,
  )
}

export async function codeOf(tx: Tx, asked: string): Promise<Code | undefined> {
  return one(tx, sql<Code>`select ${code} from behaviour_code where org_id = ${tx.orgId} and code = ${asked}`)
}

export async function addCode(tx: Tx, added: Omit<Code, 'scans'>): Promise<void> {
  await rows(
    tx,
    sql`insert into behaviour_code (org_id, code, name, target, channel, campaign, active, created_at)
      values (${tx.orgId}, ${added.code}, ${added.name}, ${added.target}, ${added.channel}, ${added.campaign}, ${added.active}, ${added.createdAt})`,
  )
}

/** Changes a QR code; undefined where there is none. */
export async function changeCode(
  tx: Tx,
  changed: Omit<Code, 'scans' | 'createdAt'>,
): Promise<Code | undefined> {
  const { name, target, channel, campaign, active } = changed
  return one(
    tx,
    sql<Code>`update behaviour_code set name = ${name}, target = ${target}, channel = ${channel}, campaign = ${campaign}, active = ${active}
      where org_id = ${tx.orgId} and code = ${changed.code} returning ${code}`,
  )
}

/** Counts a scan by a person. */
export async function countScan(tx: Tx, scanned: string): Promise<void> {
  await rows(
    tx,
    sql`update behaviour_code set scans = scans + 1 where org_id = ${tx.orgId} and code = ${scanned}`,
  )
}
