import { useState } from 'react'
import type { Row } from '../lead/lead.ts'
import { readList } from './ask.ts'
import type { ListQuery } from './search.ts'

/** As many as the server takes at once. */
export const mostSelected = 1000

/** What is ticked in a list: ids, and the versions a change of stage needs. It ends when the list asks something else. */
export function useSelection(query: ListQuery) {
  const text = JSON.stringify(query)
  const [held, setHeld] = useState<Held>({ text, ids: none, tags: noTags })
  const ids = held.text === text ? held.ids : none
  const [gathering, setGathering] = useState(false)
  const select = (next: ReadonlySet<string>) => setHeld({ text, ids: next, tags: held.tags })
  /** Selects what matches page by page, up to a thousand. */
  const selectMatching = async () => {
    setGathering(true)
    try {
      const rows = await gather(query)
      setHeld({
        text,
        ids: new Set(rows.map(({ leadId }) => leadId)),
        tags: new Map(rows.map((row) => [row.leadId, row.tags])),
      })
    } finally {
      setGathering(false)
    }
  }
  return { ids, tags: held.tags, select, selectMatching, gathering, clear: () => select(none) }
}

const none: ReadonlySet<string> = new Set()
const noTags: ReadonlyMap<string, readonly string[]> = new Map()

interface Held {
  /** The list it is of. */
  text: string
  ids: ReadonlySet<string>
  /** Of those selected beyond what is loaded: their tags. */
  tags: ReadonlyMap<string, readonly string[]>
}

async function gather(query: ListQuery): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const page: { items: Row[]; next: string | null } = await readList({
      ...query,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    })
    rows.push(...page.items)
    cursor = page.next
  } while (cursor && rows.length < mostSelected)
  return rows.slice(0, mostSelected)
}
