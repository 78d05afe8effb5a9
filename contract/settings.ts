import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { customField } from './policy.ts'
import { done, id, idParams, instant } from './shapes.ts'
import { webhookKinds } from './webhook.ts'

const fieldBody = customField.omit({ fieldId: true })
export const listFields = endpoint({
  id: 'fields.list',
  method: 'GET',
  path: '/api/v1/fields',
  may: 'user',
  summary: 'The organisation’s custom fields',
  reply: z.object({ items: z.array(customField) }),
})
export const addField = endpoint({
  id: 'fields.add',
  method: 'POST',
  path: '/api/v1/fields',
  may: ['admin'],
  summary: 'Adds a custom field',
  body: fieldBody,
  reply: customField,
  refuses: ['name.taken', 'field.not_fast'],
})
export const changeField = endpoint({
  id: 'fields.change',
  method: 'PUT',
  path: '/api/v1/fields/:fieldId',
  may: ['admin'],
  summary: 'Changes a custom field’s labels, options, order; its key and type stay',
  params: idParams('fieldId'),
  body: fieldBody,
  reply: customField,
  refuses: ['field.not_fast'],
})
export const archiveField = endpoint({
  id: 'fields.archive',
  method: 'DELETE',
  path: '/api/v1/fields/:fieldId',
  may: ['admin'],
  summary: 'Archives a field: values are kept, forms and imports no longer offer it',
  params: idParams('fieldId'),
  reply: done,
})

const sourceBody = z.object({
  key: z.string().trim().min(1).max(80),
  name: z.string().trim().min(1).max(80),
  channel: z.string().trim().min(1).max(40),
  /** By which right we have its people: a licence's number or words; a list that was bought needs one. */
  licence: z.string().trim().max(400).nullish(),
  /** The last day it is valid, in the organisation's zone: 2026-12-31. */
  licenceUntil: z.iso.date().nullish(),
})
export const source = sourceBody.extend({ sourceId: id, leads30: z.int(), createdAt: instant })
export const listSources = endpoint({
  id: 'sources.list',
  method: 'GET',
  path: '/api/v1/sources',
  may: 'user',
  summary: 'Where leads come from, with the count of the last 30 days',
  reply: z.object({ items: z.array(source) }),
})
export const addSource = endpoint({
  id: 'sources.add',
  method: 'POST',
  path: '/api/v1/sources',
  may: ['marketer', 'admin'],
  summary: 'Adds a source',
  body: sourceBody,
  reply: z.object({ sourceId: id }),
  refuses: ['name.taken'],
})
export const changeSource = endpoint({
  id: 'sources.change',
  method: 'PUT',
  path: '/api/v1/sources/:sourceId',
  may: ['marketer', 'admin'],
  summary: 'Renames a source',
  params: idParams('sourceId'),
  body: sourceBody,
  reply: done,
  refuses: ['name.taken'],
})
export const archiveSource = endpoint({
  id: 'sources.archive',
  method: 'DELETE',
  path: '/api/v1/sources/:sourceId',
  may: ['marketer', 'admin'],
  summary: 'Archives a source: nothing new arrives by it',
  params: idParams('sourceId'),
  reply: done,
})

export const formField = z.object({
  field: z.string().max(80),
  label: z.string().max(120),
  required: z.boolean(),
  placeholder: z.string().max(120).optional(),
})
const formBody = z.object({
  sourceId: id,
  slug: z.string().regex(/^[a-z0-9-]{1,60}$/),
  title: z.string().trim().min(1).max(120),
  intro: z.string().max(2000).default(''),
  button: z.string().trim().min(1).max(40),
  thanks: z.string().max(500),
  /** Shown beside the button, and to be agreed to: what the data is taken for. */
  consent: z.string().max(1000).default(''),
  /** The purposes that text asks consent for. */
  consentPurposes: z.array(z.string().max(40)).min(1).max(10).default(['contact']),
  /** A second box that may be left unticked; unticked, nothing is recorded. */
  optIn: z.string().max(1000).default(''),
  optInPurpose: z.string().max(40).default('marketing'),
  fields: z.array(formField).min(1).max(30),
  active: z.boolean().default(true),
})
export const form = formBody.extend({
  formId: id,
  /** Count the texts each has had: the ledger names the one that was agreed to. */
  consentVersion: z.int(),
  optInVersion: z.int(),
  url: z.string(),
  embed: z.string(),
  submissions30: z.int(),
  updatedAt: instant,
})
export const listForms = endpoint({
  id: 'forms.list',
  method: 'GET',
  path: '/api/v1/forms',
  may: ['marketer', 'manager', 'admin'],
  summary: 'Public forms with their address and embed code',
  reply: z.object({ items: z.array(form) }),
})
export const addForm = endpoint({
  id: 'forms.add',
  method: 'POST',
  path: '/api/v1/forms',
  may: ['marketer', 'admin'],
  summary: 'Adds a public form',
  body: formBody,
  reply: form,
  refuses: ['name.taken', 'form.source_gone', 'form.field_twice', 'capture.field_unknown'],
})
export const changeForm = endpoint({
  id: 'forms.change',
  method: 'PUT',
  path: '/api/v1/forms/:formId',
  may: ['marketer', 'admin'],
  summary: 'Changes a form',
  params: idParams('formId'),
  body: formBody,
  reply: form,
  refuses: ['name.taken', 'form.source_gone', 'form.field_twice', 'capture.field_unknown'],
})

export const noticeItem = z.object({
  noticeId: id,
  kind: z.string(),
  leadId: id.nullable(),
  leadName: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  at: instant,
  readAt: instant.nullable(),
})
export const listNotices = endpoint({
  id: 'notices.list',
  method: 'GET',
  path: '/api/v1/notices',
  may: 'user',
  summary: 'The caller’s notices, newest first, and how many are unread',
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(30) }),
  reply: z.object({ unread: z.int(), items: z.array(noticeItem) }),
})
export const readNotices = endpoint({
  id: 'notices.read',
  method: 'POST',
  path: '/api/v1/notices/read',
  may: 'user',
  summary: 'Marks notices as read; all when none are named',
  body: z.object({ noticeIds: z.array(id).max(200).optional() }),
  reply: done,
})

const robotBody = z.object({
  kind: z.enum(['wecom', 'dingtalk', 'feishu']),
  name: z.string().trim().min(1).max(60),
  url: z.url().max(500),
  secret: z.string().max(200).nullable(),
  teamId: id.nullable(),
  active: z.boolean().default(true),
})
export const robot = robotBody.omit({ secret: true }).extend({
  robotId: id,
  /** Where it leads and its last four characters: the whole of it can write to the group. */
  url: z.string(),
  hasSecret: z.boolean(),
  /** What the last try failed with; null once one succeeds. */
  lastProblem: z.string().nullable(),
})
export const listRobots = endpoint({
  id: 'robots.list',
  method: 'GET',
  path: '/api/v1/robots',
  may: ['admin'],
  summary: 'Group robots that tell of new leads',
  reply: z.object({ items: z.array(robot) }),
})
export const addRobot = endpoint({
  id: 'robots.add',
  method: 'POST',
  path: '/api/v1/robots',
  may: ['admin'],
  summary: 'Adds a group robot',
  body: robotBody,
  reply: robot,
  refuses: ['address.protocol', 'address.private'],
})
export const removeRobot = endpoint({
  id: 'robots.remove',
  method: 'DELETE',
  path: '/api/v1/robots/:robotId',
  may: ['admin'],
  summary: 'Removes a group robot',
  params: idParams('robotId'),
  reply: done,
})
export const tryRobot = endpoint({
  id: 'robots.try',
  method: 'POST',
  path: '/api/v1/robots/:robotId/try',
  may: ['admin'],
  summary: 'Sends a test message and tells what the robot answered',
  params: idParams('robotId'),
  reply: z.object({ ok: z.boolean(), answer: z.string() }),
})

const webhookBody = z.object({
  url: z.url().max(1000),
  kinds: z.array(z.enum(webhookKinds)).min(1),
  active: z.boolean().default(true),
})
export const webhook = webhookBody.extend({
  webhookId: id,
  createdAt: instant,
  lastProblem: z.string().nullable(),
  lastDeliveredAt: instant.nullable(),
  waiting: z.int(),
})
export const listWebhooks = endpoint({
  id: 'webhooks.list',
  method: 'GET',
  path: '/api/v1/webhooks',
  may: ['admin'],
  summary: 'Webhooks with how their deliveries go',
  reply: z.object({ items: z.array(webhook) }),
})
export const addWebhook = endpoint({
  id: 'webhooks.add',
  method: 'POST',
  path: '/api/v1/webhooks',
  may: ['admin'],
  summary: 'Adds a webhook; its signing secret is shown this once',
  body: webhookBody,
  reply: z.object({ webhookId: id, secret: z.string() }),
  refuses: ['address.protocol', 'address.private'],
})
export const changeWebhook = endpoint({
  id: 'webhooks.change',
  method: 'PUT',
  path: '/api/v1/webhooks/:webhookId',
  may: ['admin'],
  summary: 'Changes a webhook',
  params: idParams('webhookId'),
  body: webhookBody,
  reply: done,
  refuses: ['address.protocol', 'address.private'],
})
export const removeWebhook = endpoint({
  id: 'webhooks.remove',
  method: 'DELETE',
  path: '/api/v1/webhooks/:webhookId',
  may: ['admin'],
  summary: 'Removes a webhook',
  params: idParams('webhookId'),
  reply: done,
})
export const tryWebhook = endpoint({
  id: 'webhooks.try',
  method: 'POST',
  path: '/api/v1/webhooks/:webhookId/try',
  may: ['admin'],
  summary: 'Delivers a test event and tells what came back',
  params: idParams('webhookId'),
  reply: z.object({ ok: z.boolean(), answer: z.string() }),
})

export const listTags = endpoint({
  id: 'tags.list',
  method: 'GET',
  path: '/api/v1/tags',
  may: 'user',
  summary: 'Tags in use, commonest first',
  reply: z.object({ items: z.array(z.string()) }),
})
