import { useState } from 'react'
import { readList } from './ask.ts'
import type { ListQuery } from './search.ts'

/** As many as the server takes at once. */
export const mostSelected = 1000

/** What is ticked in a list: ids, and the versions a change of stage needs. It ends when the list asks something else. */
export function useSelection(query: ListQuery) {
  const text = JSON.stringify(query)
  const [held, setHeld] = useState({ text, ids: none })
  const ids = held.text === text ? held.ids : none
  const [gathering, setGathering] = useState(false)
  const select = (next: ReadonlySet<string>) => setHeld({ text, ids: next })
  /** Selects what matches page by page, up to a thousand. */
  const selectMatching = async () => {
    setGathering(true)
    try {
      select(new Set(await gather(query)))
    } finally {
      setGathering(false)
    }
  }
  return { ids, select, selectMatching, gathering, clear: () => select(none) }
}

const none: ReadonlySet<string> = new Set()

async function gather(query: ListQuery): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: { items: { leadId: string }[]; next: string | null } = await readList({
      ...query,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    })
    ids.push(...page.items.map(({ leadId }) => leadId))
    cursor = page.next
  } while (cursor && ids.length < mostSelected)
  return ids.slice(0, mostSelected)
}
