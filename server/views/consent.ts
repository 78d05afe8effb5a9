import { sql } from 'kysely'
import type { z } from 'zod'
import {
  consentChannels,
  type mayContactLeads,
  type readConsents as readEndpoint,
} from '../../contract/consent.ts'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import { rows, type Tx } from '../db/db.ts'
import { unseal } from '../lead/seal.ts'
import { type LeadState, readLeads } from '../lead/store.ts'
import type { Caller } from '../people/caller.ts'
import { scopeOf, scopeWhere, sightSql } from '../people/scope.ts'
import { readable } from '../rooms/capture/decide.ts'
import * as capturing from '../rooms/capture/store.ts'
import { consentOf } from '../rooms/consent/decide/ledger.ts'
import * as consenting from '../rooms/consent/store.ts'
import { writeCsv } from '../rooms/import/adapters/export.ts'

interface Asked {
  readonly leadId: string
  readonly now: Date
}

type Told = z.output<(typeof readEndpoint)['reply']>
type Shown = Told['items'][number]

/**
 * What a lead's person agreed to: the state of every purpose and channel, and the ledger, newest first, its evidence
 * opened. Refuses `not_found`, and `lead.not_yours` for who sees the lead masked only.
 */
export async function readConsents(tx: Tx, caller: Caller, asked: Asked): Promise<Told> {
  const lead = await reach(tx, caller, asked)
  const ledger = (await consenting.ledgers(tx, [consenting.personOf(lead)])).get(lead.leadId) ?? []
  const purposes = await consenting.listPurposes(tx)
  const standing = purposes.flatMap(({ key: purpose }) =>
    consentChannels.map((channel) => {
      const { state, by } = consentOf(ledger, { purpose, channel }, asked.now)
      return { purpose, channel, state, since: by?.at ?? null, by: by?.consentId ?? null }
    }),
  )
  return { standing, items: await shown(tx, ledger) }
}

async function reach(tx: Tx, caller: Caller, { leadId, now }: Asked): Promise<LeadState> {
  const scope = await scopeOf(tx, caller, now)
  const [seen] = await rows(
    tx,
    sql<{ sight: string }>`select ${sightSql(scope)} as sight from lead
      where lead.org_id = ${tx.orgId} and lead.lead_id = ${leadId} and ${scopeWhere(scope)}`,
  )
  const [lead] = seen ? await readLeads(tx, [leadId]) : []
  if (!lead) throw refuse('not_found')
  if (seen?.sight !== 'full') throw refuse('lead.not_yours', { holder: '—' })
  return lead
}

async function shown(tx: Tx, ledger: readonly consenting.Row[]): Promise<Shown[]> {
  const keys = await capturing.readKeys(tx, [...new Set(ledger.map(({ personId }) => personId))])
  const names = await actorNames(
    tx,
    ledger.flatMap(({ actorId }) => actorId ?? []),
  )
  return ledger.map((row) => ({
    consentId: row.consentId,
    purpose: row.purpose,
    channel: row.channel,
    granted: row.granted,
    firm: row.firm,
    void: row.void,
    textVersion: row.textVersion,
    textHash: row.textHash?.toString('hex') ?? null,
    evidence: {
      ...row.evidence,
      ...(unseal(keys.get(row.personId) ?? null, row.sealed) as Record<string, unknown> | null),
    },
    at: row.at,
    recordedAt: row.recordedAt,
    actor: { kind: row.actorKind, id: row.actorId, name: names.get(row.actorId ?? '') ?? null },
  }))
}

async function actorNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows(
    tx,
    sql<{ id: string; name: string }>`
      select user_id as id, name from member where org_id = ${tx.orgId} and user_id = any(${ids}::uuid[])
      union all select api_key_id, name from api_key where org_id = ${tx.orgId} and api_key_id = any(${ids}::uuid[])
      union all select form_id, slug from form where org_id = ${tx.orgId} and form_id = any(${ids}::uuid[])
      union all select import_id, file_name from import where org_id = ${tx.orgId} and import_id = any(${ids}::uuid[])`,
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}

const headings = {
  zh: '用途,渠道,结果,本人且有凭证,计入,文本版本,文本哈希,凭证,发生时间,记录时间,记录人',
  en: 'Purpose,Channel,Said,By the person with evidence,Counts,Text version,Text hash,Evidence,At,Recorded at,Recorded by',
} as const
const yesNo = { zh: ['是', '否'], en: ['yes', 'no'] } as const
const said = { zh: ['同意', '撤回'], en: ['granted', 'withdrawn'] } as const

/** The ledger of a lead's person as CSV, headed in the reader's language; moments in UTC. Refuses as `readConsents`. */
export async function consentCsv(
  tx: Tx,
  caller: Caller,
  { lang, ...asked }: Asked & { readonly lang: Lang },
): Promise<AsyncIterable<string>> {
  const { items } = await readConsents(tx, caller, asked)
  const say = (yes: boolean) => yesNo[lang][yes ? 0 : 1]
  const lines = items.map((row) => [
    row.purpose,
    row.channel,
    said[lang][row.granted ? 0 : 1],
    say(row.firm),
    say(!row.void),
    row.textVersion ?? '',
    row.textHash ?? '',
    Object.entries(row.evidence)
      .map(([key, value]) => `${key}: ${String(value)}`)
      .join('; '),
    row.at.toISOString(),
    row.recordedAt.toISOString(),
    row.actor.name ?? row.actor.kind,
  ])
  return writeCsv(headings[lang].split(','), [lines])
}

type Wish = z.output<NonNullable<(typeof mayContactLeads)['body']>>

/** Whether leads of the caller's scope may be contacted, each with the reason; those outside are left out. */
export async function mayContact(
  tx: Tx,
  caller: Caller,
  { leadIds, lang, ...wish }: Wish & { readonly lang: Lang; readonly now: Date },
) {
  const scope = await scopeOf(tx, caller, wish.now)
  const seen = await rows(
    tx,
    sql<{ leadId: string }>`select lead.lead_id from lead
      where lead.org_id = ${tx.orgId} and lead.lead_id = any(${leadIds}::uuid[]) and ${scopeWhere(scope)}`,
  )
  const known = new Set(seen.map(({ leadId }) => leadId))
  const asked = leadIds.filter((leadId) => known.has(leadId))
  const items = (await consenting.mayContact(tx, asked, wish)).map(({ leadId, may, by, reason }) => ({
    leadId,
    may,
    since: by?.at ?? null,
    reason: readable([reason], lang)[0] as ReturnType<typeof readable>[number],
  }))
  return { items }
}
