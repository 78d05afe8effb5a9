import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { leadRow } from './lead.ts'
import { id, idParams, instant, label, pageOf } from './shapes.ts'

export const scanStates = ['checking', 'running', 'done', 'cancelled', 'failed'] as const
/** What a scan does one after the other. */
export const scanSteps = ['read', 'block', 'learn', 'weigh', 'cluster', 'store'] as const

/** A look through all leads for those that may be one person twice. */
export const scan = z.object({
  scanId: id,
  state: z.enum(scanStates),
  /** Closed leads are looked at too. */
  closed: z.boolean(),
  /** Null once it is over. */
  step: z.enum(scanSteps).nullable(),
  leads: z.int(),
  /** Leads read so far, and pairs stored. */
  leadsRead: z.int(),
  pairsStored: z.int(),
  /** Of a scan that is done; null before. */
  found: z
    .object({
      compared: z.int(),
      pairs: z.int(),
      /** Pairs from the upper threshold on. */
      certain: z.int(),
      clusters: z.int(),
      /** Keys so many leads share that not all who share them were compared. */
      skippedKeys: z.int(),
    })
    .nullable(),
  /** What was learnt of each field: how alike the values of one person, and of two, mostly are. Null before. */
  fields: z
    .array(
      z.object({
        field: z.string(),
        levels: z.array(
          z.object({ level: z.string(), weight: z.number(), same: z.number(), different: z.number() }),
        ),
      }),
    )
    .nullable(),
  createdBy: z.object({ id, name: z.string().nullable() }),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
})
export type Scan = z.output<typeof scan>

const staff = ['manager', 'admin'] as const

export const startScan = endpoint({
  id: 'scans.start',
  method: 'POST',
  path: '/api/v1/scans',
  may: staff,
  summary: 'Begins to look through all leads for those that may be one person twice',
  body: z.object({ closed: z.boolean().default(false) }),
  reply: scan,
  refuses: ['scan.running'],
})
export const listScans = endpoint({
  id: 'scans.list',
  method: 'GET',
  path: '/api/v1/scans',
  may: staff,
  summary: 'The last hundred scans, newest first, with their progress',
  reply: z.object({ items: z.array(scan) }),
})
export const readScan = endpoint({
  id: 'scans.read',
  method: 'GET',
  path: '/api/v1/scans/:scanId',
  may: staff,
  summary: 'One scan: progress, what it found, and what it learnt of each field',
  params: idParams('scanId'),
  reply: scan,
})
export const cancelScan = endpoint({
  id: 'scans.cancel',
  method: 'POST',
  path: '/api/v1/scans/:scanId/cancel',
  may: staff,
  summary: 'Stops a scan; pairs it has stored stay',
  params: idParams('scanId'),
  reply: scan,
  refuses: ['scan.over'],
})

/** A page of a list that goes by probability. */
const paging = { cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }

export const scanClusters = endpoint({
  id: 'scans.clusters',
  method: 'GET',
  path: '/api/v1/scans/:scanId/clusters',
  may: staff,
  summary: 'Leads that are surely one, together; those all of whose leads are in the caller’s scope',
  params: idParams('scanId'),
  query: z.object(paging),
  reply: pageOf(
    z.object({
      cluster: z.int(),
      /** The lowest probability among its pairs. */
      probability: z.number(),
      pairIds: z.array(id),
      leads: z.array(leadRow),
    }),
  ),
  refuses: ['cursor.invalid'],
})

export const pairStates = ['open', 'same', 'different'] as const

const pair = z.object({
  pairId: id,
  foundBy: z.enum(['rule', 'likely']),
  rule: z.record(z.string(), z.unknown()).nullable(),
  probability: z.number(),
  cluster: z.int().nullable(),
  state: z.enum(pairStates),
  scanId: id.nullable(),
  foundAt: instant,
  decidedAt: instant.nullable(),
  decidedBy: z.object({ id, name: z.string().nullable() }).nullable(),
  a: leadRow,
  b: leadRow,
})

export const listPairs = endpoint({
  id: 'pairs.list',
  method: 'GET',
  path: '/api/v1/match-pairs',
  may: staff,
  summary: 'Pairs of leads that may be one, surest first; those of whom both are in the caller’s scope',
  query: z.object({
    ...paging,
    state: z.enum(pairStates).default('open'),
    foundBy: z.enum(['rule', 'likely']).optional(),
    /** Only pairs found by likelihood: from the upper threshold on, or those below it, which a person should look at. */
    sure: z.enum(['certain', 'ask']).optional(),
    scan: id.optional(),
    /** Only pairs with this lead. */
    lead: id.optional(),
  }),
  reply: pageOf(pair),
  refuses: ['cursor.invalid'],
})

export const readPair = endpoint({
  id: 'pairs.read',
  method: 'GET',
  path: '/api/v1/match-pairs/:pairId',
  may: staff,
  summary: 'One pair with what speaks for and against its being one, field by field',
  details:
    'Weights are in bits: log2 of the odds. `prior` and the weights sum to the odds of `probability`. A level is how alike the two values are; values that are missing say nothing and are left out.',
  params: idParams('pairId'),
  reply: pair.extend({
    prior: z.number().nullable(),
    evidence: z.array(z.object({ field: z.string(), level: z.string(), words: label, weight: z.number() })),
  }),
})

export const decidePairs = endpoint({
  id: 'pairs.decide',
  method: 'POST',
  path: '/api/v1/match-pairs/decide',
  may: staff,
  summary: 'Says of pairs that they are two, which no scan asks again, or opens them again',
  body: z.object({ pairIds: z.array(id).min(1).max(1000), state: z.enum(['different', 'open']) }),
  /** How many were not so before. */
  reply: z.object({ decided: z.int() }),
})

/** What a level is called: how alike two values of a field are. */
export const levelWords: Readonly<Record<string, z.output<typeof label>>> = {
  same: { zh: '相同', en: 'the same' },
  sound: { zh: '读音相同或次序不同', en: 'the same in sound or in another order' },
  near: { zh: '只差一两个字', en: 'a letter or two apart' },
  part: { zh: '一个包含另一个', en: 'one is part of the other' },
  part_near: { zh: '一个约为另一个的一部分', en: 'one is nearly part of the other' },
  half: { zh: '一半相同', en: 'half the same' },
  half_near: { zh: '一半相近', en: 'half alike' },
  squeezed: { zh: '只差空格和标点', en: 'the same but for spaces and marks' },
  nearly: { zh: '几乎相同', en: 'nearly the same' },
  mostly: { zh: '大部分相同', en: 'mostly the same' },
  some: { zh: '小部分相同', en: 'alike in part' },
  core: { zh: '字号相同', en: 'the same core name' },
  like: { zh: '相近', en: 'alike' },
  elsewhere: { zh: '字号相同，地区不同', en: 'the same core name, elsewhere' },
  branch: { zh: '总部与分支机构', en: 'a company and its branch' },
  slip: { zh: '像是笔误', en: 'a slip of the pen' },
  local: { zh: '只差区号', en: 'the same but for the area code' },
  neighbour: { zh: '只有末两位不同', en: 'only the last two digits differ' },
  box: { zh: '邮箱名相同，域名不同', en: 'the same mailbox at another host' },
  firm: { zh: '同一家公司的邮箱', en: 'mailboxes of one firm' },
  month: { zh: '相差不到一个月', en: 'within a month' },
  year: { zh: '相差不到一年', en: 'within a year' },
  decade: { zh: '相差不到十年', en: 'within ten years' },
  close: { zh: '相差不到 5%', en: 'within 5 %' },
  within: { zh: '一个在另一个之内', en: 'one lies within the other' },
  prefecture: { zh: '同一个市', en: 'in one prefecture' },
  province: { zh: '同一个省', en: 'in one province' },
  other: { zh: '不同', en: 'different' },
}
