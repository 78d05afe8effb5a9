import type { addForm, listForms } from '../../../contract/settings.ts'
import type { Field, Fields } from '../../../rules/fields.ts'
import { addressOf } from '../../../rules/fields.ts'
import type { Reply, Sent } from '../../app/api.ts'
import type { Lang } from '../../app/language.tsx'

export type Form = Reply<typeof listForms>['items'][number]
export type Draft = Required<Sent<typeof addForm>['body']>
export type FormField = Draft['fields'][number]

/** The built-in fields a form may ask for, in the order they are offered. */
export const askable = [
  'name',
  'phone',
  'company',
  'title',
  'email',
  'wechat',
  'region',
  'address',
  'creditCode',
  'need',
  'note',
  'referrer',
] as const
const contacts = ['phone', 'email', 'wechat']

export const slugShape = /^[a-z0-9-]{1,60}$/

/** No field of the lead's own: whom a visitor names is looked up as the form arrives. */
const referrer: Field = {
  key: 'referrer',
  type: 'text',
  origin: 'builtin',
  label: { zh: '转介绍人', en: 'Referred by' },
}

/** The fields of leads, with who referred them. */
export function withReferrer(fields: Fields): Fields {
  return new Map([...fields, ['referrer', referrer]])
}

/** The fields a form can ask for: what everybody has, then the organisation's own. */
export function offeredFields(fields: Fields): readonly Field[] {
  const common = askable.flatMap((key) => fields.get(key) ?? [])
  return [...common, ...[...fields.values()].filter(({ origin }) => origin === 'custom')]
}

/** A field as it first stands in a form: called as the organisation calls it. */
export function fieldIn(field: Field, lang: Lang): FormField {
  const address = addressOf(field)
  return { field: address, label: field.label[lang], required: address === 'name' || address === 'phone' }
}

/** A form as saved, to be changed. */
export function draftOf(form: Form): Draft {
  const { sourceId, slug, title, intro = '', button, thanks, fields, active = true } = form
  const { consent = '', consentPurposes = ['contact'], optIn = '', optInPurpose = 'marketing' } = form
  const asked = { consent, consentPurposes, optIn, optInPurpose }
  return { sourceId, slug, title, intro, button, thanks, ...asked, fields, active }
}

/** What a new form asks consent for. */
export const freshConsent = {
  consentPurposes: ['contact'],
  optIn: '',
  optInPurpose: 'marketing',
}

type Fault =
  | 'needTitle'
  | 'needSource'
  | 'slugShape'
  | 'slugTaken'
  | 'needFields'
  | 'needLabels'
  | 'needButton'
  | 'needPurpose'

/** Why a draft cannot be saved yet, the first thing to mend first; undefined when it can. `others`: the other forms. */
export function faultOf(draft: Draft, others: readonly Pick<Form, 'slug'>[]): Fault | undefined {
  if (draft.title.trim() === '') return 'needTitle'
  if (draft.sourceId === '') return 'needSource'
  if (!slugShape.test(draft.slug)) return 'slugShape'
  if (others.some(({ slug }) => slug === draft.slug)) return 'slugTaken'
  if (draft.fields.length === 0) return 'needFields'
  if (draft.fields.some(({ label }) => label.trim() === '')) return 'needLabels'
  if (draft.consent !== '' && draft.consentPurposes.length === 0) return 'needPurpose'
  return draft.button.trim() === '' ? 'needButton' : undefined
}

/** Whether whoever fills it in can be reached. */
export function asksContact({ fields }: Draft): boolean {
  return fields.some(({ field }) => contacts.includes(field))
}

/** An address from a title, where it has Latin letters; else the first of form, form-2, … that is free. */
export function slugFor(title: string, taken: readonly string[]): string {
  const plain = title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50)
  const root = plain.length >= 3 ? plain : 'form'
  for (let n = 1; ; n++) {
    const slug = n === 1 ? root : `${root}-${n}`
    if (!taken.includes(slug)) return slug
  }
}
