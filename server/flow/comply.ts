import { createHash } from 'node:crypto'
import type { LeadFacts } from '../../rules/matches.ts'
import type { Tx } from '../db/db.ts'
import { seal } from '../lead/seal.ts'
import type { LeadState } from '../lead/store.ts'
import type { Because, Incoming } from '../rooms/capture/decide.ts'
import type { Said } from '../rooms/consent/decide/ledger.ts'
import * as consenting from '../rooms/consent/store.ts'
import type { Decision, Identified } from './decision.ts'
import type { Setup } from './setup.ts'

/** What keeps an arrival from being routed: the compliance rules of its source that it does not meet. */
export function barsOf({ incoming, heard = [] }: Identified, facts: LeadFacts, setup: Setup): Because[] {
  const comply = setup.comply(incoming.sourceId)
  if (!comply) return []
  const said = [...heard, ...saidBy(incoming)]
  return comply.bars({ facts, source: setup.licensed(incoming.sourceId), said, approved: new Set() })
}

/** What keeps held leads from being routed, by lead; those that nothing bars are not in it. */
export async function barsOfHeld(
  tx: Tx,
  leads: readonly LeadState[],
  setup: Setup,
): Promise<Map<string, Because[]>> {
  if (!setup.compliance.any || leads.length === 0) return new Map()
  const people = setup.compliance.asksConsent ? leads.map(consenting.personOf) : []
  const [said, approved] = await Promise.all([
    consenting.ledgers(tx, people),
    consenting.approvals(
      tx,
      leads.map(({ leadId }) => leadId),
    ),
  ])
  const judged = leads.map((lead): [string, Because[]] => [
    lead.leadId,
    setup.comply(lead.sourceId)?.bars({
      facts: { ...lead },
      source: setup.licensed(lead.sourceId),
      said: said.get(lead.leadId) ?? [],
      approved: approved.get(lead.leadId) ?? new Set(),
    }) ?? [],
  ])
  return new Map(judged.filter(([, bars]) => bars.length > 0))
}

type Given = NonNullable<Incoming['raw']['consent']>[number]

const momentOf = ({ at }: Given, { receivedAt }: Incoming): Date =>
  at && new Date(at) < receivedAt ? new Date(at) : receivedAt

/**
 * Whether the person said it, with evidence, as far as a door can tell: a form's own visitor did; a program and a typist
 * bring the proof; a file only claims.
 */
function isFirm({ granted, text, evidence = {} }: Given, { door }: Incoming): boolean {
  if (!granted || door === 'import') return false
  return door === 'form' || Boolean(text) || Object.keys(evidence).length > 0
}

/** What an arrival says of consent, as deciding looks at it. */
export function saidBy(incoming: Incoming): Said[] {
  return granting(incoming).map((given, i) => ({
    consentId: `${incoming.arrivalId} ${i}`,
    purpose: given.purpose,
    channel: given.channel ?? 'any',
    granted: given.granted,
    firm: isFirm(given, incoming),
    at: momentOf(given, incoming),
  }))
}

/** What an arrival brings for the ledger. Nobody can agree to everything at once, only take everything back. */
function granting({ raw }: Incoming): readonly Given[] {
  return (raw.consent ?? []).filter(({ purpose, granted }) => purpose !== 'any' || !granted)
}

/** Appends what arrivals say of consent to the ledgers of the persons they are of. */
export async function writeConsents(
  tx: Tx,
  decisions: readonly Decision[],
  { keys, setup }: { keys: ReadonlyMap<string, Buffer>; setup: Setup },
): Promise<void> {
  await consenting.record(
    tx,
    decisions.flatMap((each) =>
      granting(each.incoming)
        .filter(({ granted }) => counts(each, granted))
        .map((given) => entryOf(each, given, { key: keys.get(each.personId), setup })),
    ),
  )
  const alone = decisions.filter(
    (each) => !bringsKeys(each) && granting(each.incoming).some(({ granted }) => !granted),
  )
  await consenting.keepNamed(tx, alone)
}

type Outcome = Pick<Decision, 'leadId' | 'status'>

/** Whether what an arrival says stands in the ledger: who said no has said so, whatever becomes of what they sent. */
export const counts = ({ leadId }: Outcome, granted: boolean): boolean => leadId !== null || !granted

/** Whether the keys of an arrival become those of a lead. Where not, a withdrawal is noted under them. */
export const bringsKeys = ({ leadId, status }: Outcome): boolean => leadId !== null && status !== 'duplicate'

interface Writing {
  readonly key: Buffer | undefined
  readonly setup: Setup
}

function entryOf(
  { incoming, leadId, personId }: Decision,
  given: Given,
  { key, setup }: Writing,
): consenting.Entry {
  const { door, arrivalId, sourceId, actor, importId = null } = incoming
  const { textVersion = null, text, evidence, purpose, channel = 'any', granted } = given
  return {
    personId,
    leadId,
    purpose,
    channel,
    granted,
    firm: isFirm(given, incoming),
    textVersion,
    textHash: text ? hashOf(text) : null,
    evidence: {
      door,
      arrivalId,
      sourceId,
      ...(actor.kind === 'form' ? { formId: actor.id } : {}),
      ...(importId ? { importId } : {}),
    },
    sealed: key && evidence && Object.keys(evidence).length > 0 ? seal(key, evidence) : null,
    importId,
    at: momentOf(given, incoming),
    recordedAt: setup.moment.now,
    actor,
  }
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()

/** Tells whoever sent a lead of consents to purposes that nobody has: they are kept, but nothing will ask for them. */
export function strangePurposes(incoming: Incoming, { purposes }: Setup): Because[] {
  const known = new Set(['any', ...purposes.map(({ key }) => key)])
  const strange = (incoming.raw.consent ?? []).filter(
    ({ purpose, granted }) => !known.has(purpose) || (purpose === 'any' && granted),
  )
  return strange.map(({ purpose }) => ({
    code: 'consent.purpose_unknown',
    field: 'consent',
    message: {
      zh: `没有同意用途“${purpose}”；请在“设置 → 同意用途”里新建，或改用：${purposes.map(({ key }) => key).join('、')}`,
      en: `There is no purpose "${purpose}"; add it under Settings → Consent, or use one of: ${purposes.map(({ key }) => key).join(', ')}`,
    },
  }))
}

/** What a trail says of the consents an arrival brought; nothing when it brought none. */
export function consentsTold(incoming: Incoming): { consents?: object[] } {
  const brought = granting(incoming)
  if (brought.length === 0) return {}
  return { consents: brought.map(({ purpose, channel = 'any', granted }) => ({ purpose, channel, granted })) }
}
