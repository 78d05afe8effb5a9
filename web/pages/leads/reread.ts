import { readLead } from '../../../contract/lead.ts'
import { Refused, call } from '../../app/api.ts'
import type { Row } from '../lead/lead.ts'
import { readList } from './ask.ts'
import type { ListQuery } from './search.ts'

/** More changed rows than this are not looked up one by one. */
export const most = 12
/** How far down the list is looked for what is new: its first page, more or less. */
const seen = 50
/** As many as the server gives at once. */
const atOnce = 200

/** What reading again found. */
export interface Reread {
  /** Rows as they now are, by id. */
  now: ReadonlyMap<string, Row>
  /** Loaded rows that are no longer where they were read. */
  left: readonly string[]
  /** The beginning of the list. */
  first: readonly Row[]
  /** Could not be asked: they are to be asked for again. */
  failed: readonly string[]
}

export interface Reads {
  page: (query: ListQuery) => Promise<{ items: Row[]; next: string | null }>
  /** The lead as it now is; undefined when the reader sees it no more. Throws when it could not be asked. */
  row: (leadId: string) => Promise<Row | undefined>
}

export const overWire: Reads = {
  page: (query) => readList(query),
  row: async (leadId) => {
    try {
      return await call(readLead, { params: { leadId } })
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return undefined
      throw error
    }
  },
}

/** Reads a few changed rows again, one by one, and the beginning of the list. */
export async function rereadFew(
  changed: readonly string[],
  query: ListQuery,
  { belongs, reads = overWire }: { belongs: (row: Row) => boolean; reads?: Reads },
): Promise<Reread> {
  const [answers, first] = await Promise.all([
    Promise.allSettled(changed.map(reads.row)),
    reads.page({ ...query, limit: seen }).then(
      ({ items }) => items,
      () => [],
    ),
  ])
  const here = new Set(first.map(({ leadId }) => leadId))
  const now = new Map<string, Row>()
  const left: string[] = []
  const failed: string[] = []
  answers.forEach((answer, at) => {
    const leadId = changed[at]
    if (leadId === undefined) return
    if (answer.status === 'fulfilled' && answer.value) now.set(leadId, answer.value)
    if (here.has(leadId)) return
    if (answer.status === 'rejected') failed.push(leadId)
    else if (!answer.value || !belongs(answer.value)) left.push(leadId)
  })
  for (const row of first) now.set(row.leadId, row)
  return { now, left, first, failed }
}

/**
 * Reads all that is loaded again, page by page and a page further: where it is not known what changed, or where it was
 * too much. Whatever no page has any more has left. Throws when a page could not be read: then nothing is known.
 */
export async function rereadAll(
  loaded: readonly string[],
  query: ListQuery,
  { belongs, reads = overWire }: { belongs: (row: Row) => boolean; reads?: Reads },
): Promise<Reread> {
  const missing = new Set(loaded)
  const now = new Map<string, Row>()
  let cursor: string | null = null
  do {
    const page: { items: Row[]; next: string | null } = await reads.page({
      ...query,
      limit: atOnce,
      ...(cursor ? { cursor } : {}),
    })
    for (const row of page.items) {
      now.set(row.leadId, row)
      missing.delete(row.leadId)
    }
    cursor = page.next
  } while (cursor && missing.size > 0 && now.size < loaded.length + atOnce)
  const first = [...now.values()].slice(0, seen)
  // Further down there may be rows that only changed their place: a few are asked, of many it is not worth it, for
  // whatever is still in the list comes again with the pages below.
  if (!cursor || missing.size === 0 || missing.size > most)
    return { now, left: [...missing], first, failed: [] }
  const answers = await Promise.all(
    [...missing].map(async (leadId) => [leadId, await reads.row(leadId)] as const),
  )
  for (const [leadId, row] of answers) if (row) now.set(leadId, row)
  return {
    now,
    left: answers.flatMap(([leadId, row]) => (row && belongs(row) ? [] : leadId)),
    first,
    failed: [],
  }
}
