import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { sendForm } from '../../../contract/form.ts'
import { Refusal, refuse } from '../../../contract/refusals.ts'
import type { Lang, Reason } from '../../../contract/shapes.ts'
import { type Fields, fieldsOf } from '../../../rules/fields.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { readFields } from '../../lead/fields.ts'
import { trapped } from '../../metrics.ts'
import type { UserCaller } from '../../people/caller.ts'
import { findOrg } from '../../people/setup.ts'
import { recordVersion } from '../../people/version.ts'
import { plainThanks } from './adapters/page.ts'
import type { proofs } from './adapters/proof.ts'
import { type Asked, askFor, check, leadOf, reason, touchOf } from './decide.ts'
import * as store from './store.ts'

/** A form that a visitor has before them. */
export interface Open {
  readonly orgId: string
  readonly form: store.OpenForm
  readonly asked: readonly Asked[]
  readonly fields: Fields
}

/** The form at a public address; undefined when nothing can be filled in there. */
export async function findForm(
  db: House['db'],
  address: { org: string; slug: string },
): Promise<Open | undefined> {
  const orgId = await findOrg(db, address.org)
  if (!orgId) return undefined
  return inTransaction(db, orgId, async (tx) => {
    const form = await store.openForm(tx, address.slug)
    if (!form) return undefined
    const fields = await fieldsInUse(tx)
    return { orgId, form, fields, asked: askFor(form.fields, fields).asked }
  })
}

const fieldsInUse = async (tx: Tx): Promise<Fields> =>
  fieldsOf((await readFields(tx)).filter(({ archived }) => !archived))

/**
 * Writes a form with its version, so that it can be said which text somebody agreed to. Refuses
 * `capture.field_unknown`, `form.field_twice`, `form.source_gone`, `name.taken`.
 */
export async function keepForm(tx: Tx, wish: Wish, by: string): Promise<store.ListedForm> {
  const form = { ...wish, ...versions(wish, await store.readForm(tx, wish.formId)) }
  const names = form.fields.map(({ field }) => field)
  const [unknown] = askFor(form.fields, await fieldsInUse(tx)).unknown
  if (unknown) throw refuse('capture.field_unknown', { field: unknown }, { place: { field: 'fields' } })
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice) throw refuse('form.field_twice', { field: twice }, { place: { field: 'fields' } })
  const at = new Date()
  await store.keepForm(tx, form, at)
  const { formId, ...body } = form
  await recordVersion(tx, { subject: 'form', id: formId, body, at, by })
  const [kept] = await store.listForms(tx, at, formId)
  return kept as store.ListedForm
}

/** A form as its maker wants it. */
export type Wish = Omit<store.FormRow, 'consentVersion' | 'optInVersion'>

/** Counts a text that asks for consent anew where its words have changed: what was agreed to is a version. */
function versions(wish: Wish, held: store.FormRow | undefined) {
  const next = (before: string | undefined, now: string, version = 0) =>
    before === now ? version : version + 1
  return {
    consentVersion: next(held?.consent, wish.consent, held?.consentVersion),
    optInVersion: next(held?.optIn, wish.optIn, held?.optInVersion),
  }
}

/** Changes a form; refuses `not_found` besides. */
export async function changeForm(tx: Tx, form: Wish, caller: UserCaller): Promise<store.ListedForm> {
  if (!(await store.readForm(tx, form.formId))) throw refuse('not_found')
  return keepForm(tx, form, caller.userId)
}

export type Sending = z.output<NonNullable<typeof sendForm.body>>

export interface Visit {
  readonly sending: Sending
  readonly lang: Lang
  readonly proofs: ReturnType<typeof proofs>
}

/**
 * Takes a form that was filled in, and returns the words of thanks. What comes of the lead is not told: whether somebody is
 * known is nobody else's business. Refuses `form.incomplete` with a sentence for each field, `form.proof`.
 */
export async function submit(house: House, open: Open, visit: Visit): Promise<string> {
  const { orgId, form, asked } = open
  const { sending, lang } = visit
  const thanks = form.thanks || plainThanks(lang)
  if (sending.homepage !== '') {
    trapped.inc()
    return thanks
  }
  const wrong = check(asked, sending.values, lang)
  if (form.consent && !sending.consent) wrong.push(reason('consent', 'consent', { label: noLabel, lang }))
  if (wrong.length > 0) throw refuse('form.incomplete', {}, { reasons: wrong })
  await spend(house, { orgId, formId: form.formId }, visit)
  const [result] = await captureOnce(house, orgId, requestOf(form, asked, sending))
  if (result?.status === 'rejected')
    throw refuse(
      'form.incomplete',
      {},
      { reasons: result.reasons.map((each) => toVisitor(each, open, lang)) },
    )
  return thanks
}

const noLabel = { zh: '', en: '' }
type Captures = Awaited<ReturnType<House['capture']>>
type Because = Captures[number]['reasons'][number]
type Request = Parameters<House['capture']>[1]

/** A reason of the gate's, which speaks to the house, as one speaks to a visitor. */
function toVisitor({ code, field = '', message }: Because, { asked, fields }: Open, lang: Lang): Reason {
  if (code !== 'gate.missing') return { code, field, message: message[lang] }
  const given = asked.find((each) => each.field === field)?.label
  const label = given === undefined ? (fields.get(field)?.label ?? noLabel) : { zh: given, en: given }
  return reason('missing', field, { label, lang })
}

async function spend(
  { db }: House,
  { orgId, formId }: { orgId: string; formId: string },
  { sending: { proof, nonce }, proofs: { verify } }: Visit,
): Promise<void> {
  if (!proof || !(await verify(proof, formId))) throw refuse('form.proof')
  const { signature, parameters } = proof.challenge
  const expiresAt = new Date(parameters.expiresAt * 1000)
  const counts = await inTransaction(db, orgId, (tx) =>
    store.spendProof(tx, { proof: signature, nonce, expiresAt }),
  )
  if (!counts) throw refuse('form.proof')
}

function requestOf(form: store.OpenForm, asked: readonly Asked[], sending: Sending): Request {
  const receivedAt = new Date()
  const lead = leadOf(asked, sending.values)
  const consent = form.consent !== '' && {
    consent: form.consent,
    consent_version: hashOf(form.consent).toString('hex').slice(0, 12),
    consent_at: receivedAt.toISOString(),
  }
  return {
    incoming: [
      {
        arrivalId: uuidv7(),
        door: 'form',
        sourceId: form.sourceId,
        raw: {
          ...lead,
          ...(sending.ref && !lead['referrer'] ? { referrer: { code: sending.ref } } : {}),
          touch: { ...touchOf(sending.touch), form: form.slug, ...consent },
          consent: consentsOf(form, sending),
          ...(sending.visitorId ? { visitorId: sending.visitorId } : {}),
        },
        receivedAt,
        actor: { kind: 'form', id: form.formId },
      },
    ],
    once: {
      caller: form.formId,
      key: sending.nonce,
      bodyHash: hashOf(
        JSON.stringify(sending.ref ? [lead, sending.optIn, sending.ref] : [lead, sending.optIn]),
      ),
    },
  }
}

type Consents = NonNullable<Request['incoming'][number]['raw']['consent']>

/** What a visitor agreed to, with the very text and its version; a box left unticked says nothing. */
function consentsOf(form: store.OpenForm, { consent, optIn, touch }: Sending): Consents {
  const evidence = {
    form: form.slug,
    ...(touch['landing_page'] ? { page: touch['landing_page'] } : {}),
  }
  const given = (purpose: string, text: string, version: number) => ({
    purpose,
    granted: true,
    text,
    textVersion: `v${version}`,
    evidence,
  })
  return [
    ...(form.consent !== '' && consent
      ? form.consentPurposes.map((purpose) => given(purpose, form.consent, form.consentVersion))
      : []),
    ...(form.optIn !== '' && optIn ? [given(form.optInPurpose, form.optIn, form.optInVersion)] : []),
  ]
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

// The same sending twice in one batch: the other one's answer is there as soon as the batch is.
async function captureOnce({ capture }: House, orgId: string, request: Request): Promise<Captures> {
  try {
    return await capture(orgId, request)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'idempotency.in_flight') throw error
    return capture(orgId, request)
  }
}
