import { randomBytes } from 'node:crypto'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { type SecretConfig, sealSecret } from '../../lead/secrets.ts'
import { scriptVersion } from './adapters/script.ts'
import { keyFor } from './decide/keys.ts'
import * as doors from './store/doors.ts'

/** A new public key: 72 bits of chance unless told (a QR code is the smaller the less it says). */
export function newKey(orgId: string, bytes = 9): string {
  return keyFor(orgId, randomBytes(bytes).toString('base64url'))
}

/** Seals what another system signs with, for the database. */
export function sealHook(config: SecretConfig, orgId: string, secret: string): Buffer {
  return sealSecret(config, { orgId, purpose: 'hook' }, secret)
}

/** The line to put into a site's pages. */
export function snippetOf({ key, consent, honour }: doors.Site, publicUrl: string): string {
  const more = `${consent ? ' data-consent="required"' : ''}${honour ? ' data-dnt="honour"' : ''}`
  return `<script async src="${publicUrl}/t/track.js?v=${scriptVersion}" data-site="${key}"${more}></script>`
}

type SiteWish = Omit<doors.Site, 'siteId' | 'key' | 'createdAt'>

export async function addSite(tx: Tx, wish: SiteWish, now: Date): Promise<doors.Site> {
  const site = { ...wish, siteId: uuidv7(), key: newKey(tx.orgId), createdAt: now }
  await doors.addSite(tx, site)
  return site
}

/** Refuses `not_found`. */
export async function changeSite(tx: Tx, wish: SiteWish & { siteId: string }): Promise<doors.Site> {
  const site = await doors.changeSite(tx, wish)
  if (!site) throw refuse('not_found')
  return site
}

/** Makes a link for each lead; refuses `not_found` when there is no such lead. */
export async function makeLinks(
  tx: Tx,
  { leadIds, target, about }: { leadIds: readonly string[]; target: string; about: string },
  now: Date,
): Promise<doors.Link[]> {
  const ids = [...new Set(leadIds)]
  const wished = ids.map((leadId) => ({ token: newKey(tx.orgId, 12), leadId, target, about, sentAt: now }))
  const made = await doors.addLinks(tx, wished)
  if (made.length < ids.length) throw refuse('not_found')
  return made
}

type CodeWish = Omit<doors.Code, 'code' | 'scans' | 'createdAt'>

export async function addCode(tx: Tx, wish: CodeWish, now: Date): Promise<doors.Code> {
  const code = { ...wish, code: newKey(tx.orgId, 6), createdAt: now }
  await doors.addCode(tx, code)
  return { ...code, scans: 0 }
}

/** Refuses `not_found`. */
export async function changeCode(tx: Tx, wish: CodeWish & { code: string }): Promise<doors.Code> {
  const code = await doors.changeCode(tx, wish)
  if (!code) throw refuse('not_found')
  return code
}

/** Where a code leads, saying by which channel and campaign; what the target says of that itself stays. */
export function targetOf({ code, target, channel, campaign }: doors.Code): string {
  const url = new URL(target)
  const said = { utm_source: channel, utm_medium: 'qr', utm_campaign: campaign, utm_content: code.slice(22) }
  for (const [name, value] of Object.entries(said))
    if (value !== '' && !url.searchParams.has(name)) url.searchParams.set(name, value)
  return url.href
}
