import { sql } from 'kysely'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { FormField } from './decide.ts'

/** What a form says and asks for: its `body` in the table. */
export interface FormBody {
  readonly title: string
  readonly intro: string
  readonly button: string
  readonly thanks: string
  readonly consent: string
  readonly consentPurposes: string[]
  readonly optIn: string
  readonly optInPurpose: string
  readonly fields: FormField[]
  /** Which of the texts that asked for consent this is, from 1. */
  readonly consentVersion: number
  readonly optInVersion: number
}

/** What a form says that was made before it could. */
const plain = {
  consentPurposes: ['contact'],
  optIn: '',
  optInPurpose: 'marketing',
  consentVersion: 1,
  optInVersion: 1,
}

/** A form as its makers set it. */
export interface FormRow extends FormBody {
  readonly formId: string
  readonly sourceId: string
  readonly slug: string
  readonly active: boolean
}

export interface ListedForm extends FormRow {
  readonly orgSlug: string
  readonly submissions30: number
  readonly updatedAt: Date
}

type Row<T extends FormRow> = Omit<T, keyof FormBody> & { readonly body: FormBody }

const flat = <T extends FormRow>({ body, ...row }: Row<T>) => ({ ...row, ...plain, ...body }) as unknown as T

const DAYS = 30

/** The forms, or the one named, newest first, with how often each was sent in the last 30 days. */
export async function listForms(tx: Tx, now: Date, formId: string | null = null): Promise<ListedForm[]> {
  const since = uuidv7(now.getTime() - DAYS * 86_400_000)
  const found = await rows(
    tx,
    sql<Row<ListedForm>>`select form_id, source_id, form.slug, body, active, updated_at, org.slug as org_slug,
        (select count(*) from arrival where arrival.org_id = form.org_id and arrival.door = 'form'
          and arrival.actor_id = form.form_id and arrival.arrival_id > ${since}) as submissions30
      from form join org on org.org_id = form.org_id
      where form.org_id = ${tx.orgId} and (${formId}::uuid is null or form_id = ${formId})
      order by form_id desc`,
  )
  return found.map(flat)
}

/** Writes a form; a new one when its id is new. Refuses `name.taken` for another's slug, `form.source_gone`. */
export async function keepForm(tx: Tx, form: FormRow, now: Date): Promise<void> {
  const { formId, sourceId, slug, active, ...body } = form
  const source = await one(
    tx,
    sql`select from source where org_id = ${tx.orgId} and source_id = ${sourceId} and archived_at is null for share`,
  )
  if (!source) throw refuse('form.source_gone')
  try {
    await rows(
      tx,
      sql`insert into form (org_id, form_id, source_id, slug, body, active, created_at, updated_at)
        values (${tx.orgId}, ${formId}, ${sourceId}, ${slug}, ${JSON.stringify(body)}::jsonb, ${active}, ${now}, ${now})
        on conflict (org_id, form_id) do update set source_id = excluded.source_id, slug = excluded.slug,
          body = excluded.body, active = excluded.active, updated_at = excluded.updated_at`,
    )
  } catch (error) {
    // Two who take one name at once are told apart by the index alone.
    if ((error as { code?: string }).code !== '23505') throw error
    throw refuse('name.taken', { name: slug })
  }
}

/** The form of that id; undefined when there is none. */
export async function readForm(tx: Tx, formId: string): Promise<FormRow | undefined> {
  const found = await one(
    tx,
    sql<Row<FormRow>>`select form_id, source_id, slug, body, active from form
      where org_id = ${tx.orgId} and form_id = ${formId}`,
  )
  return found && flat(found)
}

/** A form that can be filled in now, with whose it is. */
export interface OpenForm extends FormRow {
  readonly orgName: string
  readonly locale: Lang
}

/** The form at a slug; undefined when there is none, it is switched off, or its source is archived. */
export async function openForm(tx: Tx, slug: string): Promise<OpenForm | undefined> {
  const found = await one(
    tx,
    sql<
      Row<OpenForm>
    >`select form_id, form.source_id, form.slug, body, active, org.name as org_name, org.locale
      from form
      join org on org.org_id = form.org_id
      join source on source.org_id = form.org_id and source.source_id = form.source_id and source.archived_at is null
      where form.org_id = ${tx.orgId} and form.slug = ${slug} and active`,
  )
  return found && flat(found)
}

/** Spends a proof for one rendering of a form; whether it counts: it was unspent, or spent for this same rendering. */
export async function spendProof(
  tx: Tx,
  { proof, nonce, expiresAt }: { proof: string; nonce: string; expiresAt: Date },
): Promise<boolean> {
  await rows(
    tx,
    sql`insert into spent_proof (org_id, proof, nonce, expires_at)
      values (${tx.orgId}, ${proof}, ${nonce}, ${expiresAt}) on conflict do nothing`,
  )
  const spent = await one(
    tx,
    sql<{ nonce: string }>`select nonce from spent_proof where org_id = ${tx.orgId} and proof = ${proof}`,
  )
  return spent?.nonce === nonce
}

/** Forgets spent proofs that are no longer valid anyway; returns how many. */
export async function sweepProofs(tx: Tx, now: Date): Promise<number> {
  const gone = await rows(
    tx,
    sql`delete from spent_proof where org_id = ${tx.orgId} and expires_at < ${now} returning 1 as gone`,
  )
  return gone.length
}
