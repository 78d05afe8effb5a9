import type { BodyOf } from '../../../contract/endpoint.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { checkLeads, markField } from '../../../contract/verify.ts'
import type { Tx } from '../../db/db.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { reachLead, seeLeads } from '../../lead/reach.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as probing from '../../rooms/probe/store.ts'
import { readSetup } from '../setup.ts'
import { applyFindings, lockHolders, valueIn } from './apply.ts'

type Marking = BodyOf<typeof markField> & {
  readonly leadId: string
  readonly field: string
  readonly lang: Lang
}

/**
 * Takes a person's word that a field is right or is not. Refuses `not_found`, `lead.not_yours`, `lead.closed`, and
 * `verify.nothing_there` where the field is empty.
 */
export async function mark(
  tx: Tx,
  caller: UserCaller,
  { leadId, field, status, reason, lang }: Marking,
): Promise<void> {
  const setup = await readSetup(tx, new Date())
  await lockHolders(tx, [leadId], setup)
  const lead = await reachLead(tx, caller, { leadId, now: setup.moment.now })
  if (lead.closedAs) throw refuse('lead.closed', { as: lead.closedAs })
  const known = setup.fields.get(field)
  const value =
    known && ['text', 'choice', 'region', 'number', 'date'].includes(known.type) ? valueIn(lead, field) : null
  if (value === null) throw refuse('verify.nothing_there', { field: known?.label[lang] ?? field })
  const finding = status === 'confirmed' ? 'confirmed' : 'refuted'
  const by = { source: 'person', provider: null, cost: 0, currency: 'CNY' } as const
  const found = { leadId, field, value, finding, reason: reason ?? null, ...by } as const
  await applyFindings(tx, [found], { setup, actor: { kind: 'user', id: caller.userId } })
}

/**
 * Has fields of leads checked by their providers at once; returns how many. Whoever sees a lead may ask: nothing of the
 * value is shown. Refuses `verify.provider_off`.
 */
export async function check(
  tx: Tx,
  caller: UserCaller,
  { leadIds, fields, lang }: Required<BodyOf<typeof checkLeads>> & { lang: Lang },
): Promise<number> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const active = new Set(
    (await probing.listProviders(tx, setup.day)).filter((each) => each.active).map(({ field }) => field),
  )
  const off = fields.find((field) => !active.has(field))
  if (off) throw refuse('verify.provider_off', { field: setup.fields.get(off)?.label[lang] ?? off })
  const leads = await seeLeads(tx, caller, { leadIds, now })
  const due = leads
    .filter(({ closedAs }) => !closedAs)
    .flatMap((lead) =>
      fields.filter((field) => lead[field] !== null).map((field) => ({ leadId: lead.leadId, field })),
    )
  await probing.askDue(tx, due, { by: caller.userId, at: now })
  if (due.length > 0) await enqueue(tx, 'verify.run', {}, { key: 'verify', queue: 'verify', maxAttempts: 3 })
  return due.length
}
