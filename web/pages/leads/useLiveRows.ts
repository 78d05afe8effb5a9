import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import type { Words } from '../../app/language.tsx'
import { useLive } from '../../app/live.ts'
import type { RowLook } from '../../ui/table.ts'
import type { ListRow, Row } from '../lead/lead.ts'
import { useNaming } from '../lead/useNaming.ts'
import { most, rereadAll, rereadFew } from './reread.ts'
import type { ListQuery } from './search.ts'
import type { useList } from './useList.ts'
import { useSoon } from './useSoon.ts'
import { listWords } from './words.ts'

interface LiveRowsOptions {
  list: ReturnType<typeof useList>
  /** What the list is asked with: its first page is read again to see what is new. */
  query: ListQuery
  /** Whether a lead that changed still belongs here. */
  fits: (row: Row) => boolean
}

const lingers = 6000

/**
 * Keeps a list true without moving it: a changed row is renewed where it stands, one that went elsewhere greys out with
 * where it went and leaves after six seconds, new ones are only counted. Where it is not told what changed, or too much
 * did, all that is loaded is read again.
 */
export function useLiveRows({ list, query, fits }: LiveRowsOptions) {
  const w = useWords(listWords)
  const [fresh, setFresh] = useState<readonly ListRow[]>([])
  const [looks, setLooks] = useState<ReadonlyMap<string, RowLook['state']>>(new Map())
  const pending = useRef(new Map<string, string | undefined>())
  /** Something changed of which it is not known what. */
  const unsure = useRef(false)
  const { name } = useNaming()
  const latest = useRef({ list, query, fits, w, name })
  useEffect(() => {
    latest.current = { list, query, fits, w, name }
  })
  const mark = useCallback((ids: readonly string[], state: RowLook['state']) => {
    if (ids.length === 0) return
    setLooks((before) => new Map([...before, ...ids.map((id) => [id, state] as const)]))
    setTimeout(() => {
      setLooks((before) => new Map([...before].filter(([id]) => !ids.includes(id))))
      // One that came back meanwhile (its release was taken back) stays.
      if (state === 'gone')
        latest.current.list.patch((row) =>
          ids.includes(row.leadId) && row.gone !== undefined ? undefined : row,
        )
    }, lingers)
  }, [])

  const catchUp = useCallback(async () => {
    const { list: shown, query: asked, fits: belongs } = latest.current
    // Half of the rows are not here, or they are still those of the list before: nothing can be said of them.
    if (shown.isPlaceholderData || shown.isFetching) return 'failed'
    const held = shown.rows
    const told = new Map(pending.current)
    const blind = unsure.current
    pending.current.clear()
    unsure.current = false
    const loaded = held.map(({ leadId }) => leadId)
    const changed = loaded.filter((id) => told.has(id))
    const whole = blind || changed.length > most
    const found = await (
      whole ? rereadAll(loaded, asked, { belongs }) : rereadFew(changed, asked, { belongs })
    ).catch(() => undefined)
    // The reader may have gone on to another list meanwhile: what was found says nothing of that one.
    if (latest.current.query !== asked) return 'done'
    if (!found) unsure.current = true
    for (const id of found?.failed ?? []) pending.current.set(id, told.get(id))
    if (!found) return 'failed'
    const { now, first, failed } = found
    const left = new Set(found.left)
    /** Its rep as the reader sees it, else as the live line told: the lead itself may be out of sight by now. */
    const takerOf = (id: string) => {
      const holder = now.get(id)?.holder
      const to = told.get(id)
      return holder?.kind === 'rep' ? (holder.name ?? undefined) : to && latest.current.name(to)
    }
    const versions = new Map(held.map(({ leadId, version }) => [leadId, version]))
    shown.patch((row) => {
      const next = now.get(row.leadId) ?? row
      if (left.has(row.leadId))
        return { ...next, gone: row.gone ?? whereTo(takerOf(row.leadId), latest.current.w) }
      return next.version === row.version ? row : next
    })
    mark([...left], 'gone')
    mark(
      loaded.filter((id) => !left.has(id) && (now.get(id)?.version ?? 0) > (versions.get(id) ?? 0)),
      'new',
    )
    setFresh(first.filter(({ leadId }) => !versions.has(leadId)))
    if (failed.length > 0) return 'failed'
    return unsure.current || pending.current.size > 0 ? 'more' : 'done'
  }, [mark])

  const soon = useSoon(catchUp)
  useLive(['lead'], ({ ids, to }) => {
    // Without ids: too many to name, or some were missed.
    if (!ids) unsure.current = true
    for (const id of ids ?? []) pending.current.set(id, to ?? pending.current.get(id))
    soon()
  })
  const key = JSON.stringify(query)
  useEffect(() => {
    setFresh([])
    // A list that was kept from a while ago heard nothing meanwhile.
    if (!latest.current.list.isFetching && latest.current.list.rows.length > 0) {
      unsure.current = true
      soon()
    }
  }, [key, soon])
  const forget = useCallback(() => setFresh([]), [])
  return useMemo(() => ({ fresh: fresh.length, looks, forget, mark }), [fresh, looks, forget, mark])
}

function whereTo(name: string | undefined, w: Words<typeof listWords>): string {
  return name ? w.takenBy(name) : w.movedOn
}
