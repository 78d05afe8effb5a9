import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { done, id, idParams, instant, label, pageOf } from './shapes.ts'

/** A calendar day, YYYY-MM-DD: purchases know no zone. */
const day = z.iso.date()

/** A line of the list of customers; contacts masked where the reader may not see them. */
export const customerRow = z.object({
  customerId: id,
  externalId: z.string().nullable(),
  name: z.string().nullable(),
  company: z.string().nullable(),
  creditCode: z.string().nullable(),
  /** The one to call first comes first. */
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  wechat: z.string().nullable(),
  region: z.string().nullable(),
  address: z.string().nullable(),
  holder: z.object({ id, name: z.string().nullable() }).nullable(),
  /** A key of the organisation's lifecycle stages. */
  lifecycleStage: z.string(),
  firstPurchaseOn: day.nullable(),
  lastPurchaseOn: day.nullable(),
  /** Minor units; null where it is not known. */
  spend: z.int().nullable(),
  currency: z.string().nullable(),
  masked: z.boolean(),
  /** Whether the reader may change its facts. */
  editable: z.boolean(),
  archivedAt: instant.nullable(),
  updatedAt: instant,
  version: z.int(),
})
export type CustomerRow = z.infer<typeof customerRow>

export const customerPage = customerRow.extend({
  note: z.string().nullable(),
  custom: z.record(z.string(), z.unknown()),
  /** Where it was learnt from: the name of a file, a lead that converted. */
  source: z.string().nullable(),
  createdAt: instant,
  /** What leads that converted have brought, newest first. */
  purchases: z.array(z.object({ leadId: id, purchasedOn: day, amount: z.int(), currency: z.string() })),
})
export type CustomerPage = z.infer<typeof customerPage>

/** What a lead shows of the customer it is known to be. */
export const knownCustomer = z.object({
  customerId: id,
  company: z.string().nullable(),
  lifecycleStage: z.string(),
  lastPurchaseOn: day.nullable(),
  spend: z.int().nullable(),
  currency: z.string().nullable(),
  holder: z.object({ id, name: z.string().nullable() }).nullable(),
})

const text = (most: number) => z.string().max(most).nullable().optional()

/** Facts as a person writes them; they are cleaned as a lead's are. Left out: stays as it is; null or '': taken away. */
const customerFacts = z.object({
  externalId: text(200),
  name: text(400),
  company: text(400),
  creditCode: text(400),
  phones: z.array(z.string().max(400)).max(20).optional(),
  emails: z.array(z.string().max(400)).max(20).optional(),
  wechat: text(400),
  region: text(400),
  address: text(400),
  lifecycleStage: z.string().max(40).optional(),
  firstPurchaseOn: text(40),
  lastPurchaseOn: text(40),
  /** Minor units. */
  spend: z.int().min(0).nullable().optional(),
  currency: z.string().length(3).nullable().optional(),
  note: text(20_000),
  custom: z.record(z.string().max(80), z.unknown()).optional(),
})
export type CustomerFacts = z.infer<typeof customerFacts>

const sortBy = z.enum(['recent', 'lastPurchase', 'spend'])
export type CustomerSort = z.infer<typeof sortBy>

const readers = ['rep', 'manager', 'marketer', 'admin', 'key:leads:read'] as const
const writers = ['manager', 'admin'] as const

const asked = z.object({
  /** A phone, an address, a name, a company, in characters or pinyin. */
  q: z.string().max(200).optional(),
  stage: z.string().max(40).optional(),
  /** Whose they are: a member's id, or `none`. */
  holder: z.union([id, z.literal('none')]).optional(),
  archived: z.stringbool().optional(),
})

export const listCustomers = endpoint({
  id: 'customers.list',
  method: 'GET',
  path: '/api/v1/customers',
  may: readers,
  summary:
    'Known customers, searched and filtered, page by page; contacts of others’ customers are masked for a rep',
  query: asked.extend({
    sort: sortBy.default('recent'),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: pageOf(customerRow),
  refuses: ['cursor.invalid'],
})

export const countCustomers = endpoint({
  id: 'customers.count',
  method: 'GET',
  path: '/api/v1/customers/count',
  may: readers,
  summary: 'How many known customers match: exact up to 10,000',
  query: asked,
  reply: z.object({ count: z.int(), exact: z.boolean() }),
})

export const readCustomer = endpoint({
  id: 'customers.read',
  method: 'GET',
  path: '/api/v1/customers/:customerId',
  may: readers,
  summary: 'One known customer with what they have bought',
  params: idParams('customerId'),
  reply: customerPage,
})

const written = z.object({ customerId: id, version: z.int() })

export const addCustomer = endpoint({
  id: 'customers.add',
  method: 'POST',
  path: '/api/v1/customers',
  may: writers,
  summary: 'Adds a known customer; open leads that are the same person are recognised as theirs',
  body: customerFacts.extend({ holderId: id.nullable().optional() }),
  reply: written,
  refuses: [
    'customer.value_invalid',
    'customer.nameless',
    'customer.external_taken',
    'customer.stage_unknown',
    'customer.holder_unknown',
  ],
})

export const changeCustomer = endpoint({
  id: 'customers.change',
  method: 'PATCH',
  path: '/api/v1/customers/:customerId',
  may: ['rep', 'manager', 'admin'],
  summary:
    'Changes facts of a customer; the version read must still be the current one. A rep changes their own',
  params: idParams('customerId'),
  body: customerFacts.extend({ version: z.int() }),
  reply: written,
  refuses: [
    'customer.not_yours',
    'customer.value_invalid',
    'customer.nameless',
    'customer.external_taken',
    'customer.stage_unknown',
    'version.stale',
  ],
})

export const archiveCustomer = endpoint({
  id: 'customers.archive',
  method: 'POST',
  path: '/api/v1/customers/:customerId/archive',
  may: writers,
  summary: 'Puts a customer away, so that nobody is recognised as theirs any more, or takes them back',
  params: idParams('customerId'),
  body: z.object({ version: z.int(), archived: z.boolean() }),
  reply: written,
  refuses: ['version.stale'],
})

export const eraseCustomer = endpoint({
  id: 'customers.erase',
  method: 'DELETE',
  path: '/api/v1/customers/:customerId',
  may: ['admin'],
  summary: 'Erases a customer for good: their row, what they are recognised by, and what they bought',
  params: idParams('customerId'),
  reply: done,
})

export const holdCustomers = endpoint({
  id: 'customers.hold',
  method: 'POST',
  path: '/api/v1/customers/holder',
  may: writers,
  summary: 'Gives up to 1,000 customers to a member, or to nobody',
  body: z.object({ customerIds: z.array(id).min(1).max(1000), holderId: id.nullable() }),
  reply: z.object({ changed: z.int() }),
  refuses: ['customer.holder_unknown'],
})

export const exportCustomers = endpoint({
  id: 'customers.export',
  method: 'GET',
  path: '/api/v1/customers/export.csv',
  may: ['rep', 'manager', 'admin'],
  summary:
    'The customers of a list as CSV (UTF-8 with BOM), masked as the caller sees them; at most 100,000 rows',
  query: asked.extend({ sort: sortBy.default('recent') }),
  reply: z.unknown(),
  raw: true,
})

export const customerStage = z.object({ key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), label })
export type CustomerStage = z.infer<typeof customerStage>

/** What an organisation begins with. */
export const firstStages: readonly CustomerStage[] = [
  { key: 'new', label: { zh: '新客户', en: 'New' } },
  { key: 'active', label: { zh: '活跃', en: 'Active' } },
  { key: 'dormant', label: { zh: '沉睡', en: 'Dormant' } },
  { key: 'lost', label: { zh: '流失', en: 'Lost' } },
]

export const listCustomerStages = endpoint({
  id: 'customers.stages',
  method: 'GET',
  path: '/api/v1/customers/stages',
  may: 'user',
  summary: 'The lifecycle stages of customers, in their order',
  reply: z.object({ items: z.array(customerStage) }),
})

export const setCustomerStages = endpoint({
  id: 'customers.setStages',
  method: 'PUT',
  path: '/api/v1/customers/stages',
  may: ['admin'],
  summary: 'Sets the lifecycle stages; one that customers are in cannot be left out',
  body: z.object({ items: z.array(customerStage).min(1).max(30) }),
  reply: done,
  refuses: ['customer.stage_in_use'],
})
