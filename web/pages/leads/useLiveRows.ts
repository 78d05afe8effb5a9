import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { listLeads, readLead } from '../../../contract/lead.ts'
import type { Condition } from '../../../rules/condition.ts'
import { builtinFields } from '../../../rules/fields.ts'
import type { Fields } from '../../../rules/fields.ts'
import { matches } from '../../../rules/matches.ts'
import { Refused, call } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import type { Words } from '../../app/language.tsx'
import { useLive } from '../../app/live.ts'
import type { RowLook } from '../../ui/table.ts'
import type { ListRow, Row } from '../lead/lead.ts'
import { useNaming } from '../lead/useNaming.ts'
import type { ListQuery } from './search.ts'
import { listWords } from './words.ts'

interface LiveRowsOptions {
  rows: readonly ListRow[]
  /** What the list is asked with: its first page is read again to see what is new. */
  query: ListQuery
  /** Whether a lead that changed still belongs here. */
  fits: (row: Row) => boolean
  patch: (change: (row: ListRow) => ListRow | undefined) => void
}

/** More changes than this at once are not looked up one by one: the reader is told that there is news. */
const most = 12
const lingers = 6000

/**
 * Keeps a list true without moving it: a changed row is renewed where it stands, one that went elsewhere greys out with
 * where it went and leaves after six seconds, new ones are only counted.
 */
export function useLiveRows({ rows, query, fits, patch }: LiveRowsOptions) {
  const w = useWords(listWords)
  const [fresh, setFresh] = useState<readonly ListRow[]>([])
  const [looks, setLooks] = useState<ReadonlyMap<string, RowLook['state']>>(new Map())
  const pending = useRef(new Map<string, string | undefined>())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const { name } = useNaming()
  const latest = useRef({ rows, query, fits, patch, w, name })
  useEffect(() => {
    latest.current = { rows, query, fits, patch, w, name }
  })
  const mark = useCallback((ids: readonly string[], state: RowLook['state']) => {
    if (ids.length === 0) return
    setLooks((before) => new Map([...before, ...ids.map((id) => [id, state] as const)]))
    setTimeout(() => {
      setLooks((before) => new Map([...before].filter(([id]) => !ids.includes(id))))
      // One that came back meanwhile (its release was taken back) stays.
      if (state === 'gone')
        latest.current.patch((row) => (ids.includes(row.leadId) && row.gone !== undefined ? undefined : row))
    }, lingers)
  }, [])

  const catchUp = useCallback(async () => {
    const { rows: held, query: asked, fits: belongs, patch: write } = latest.current
    const told = new Map(pending.current)
    const ids = [...told.keys()]
    pending.current.clear()
    /** Its rep as the reader sees it, else as the live line told: the lead itself may be out of sight by now. */
    const takerOf = (row: Row | undefined, to: string | undefined) =>
      row?.holder.kind === 'rep' ? (row.holder.name ?? undefined) : to && latest.current.name(to)
    const loaded = new Set(held.map(({ leadId }) => leadId))
    const changed = ids.filter((id) => loaded.has(id)).slice(0, most)
    const [answers, first] = await Promise.all([
      Promise.all(changed.map(readRow)),
      call(listLeads, { query: { ...asked, limit: 50 } }).catch(() => undefined),
    ])
    const now = new Map(answers.flatMap((row) => (row ? [[row.leadId, row] as const] : [])))
    const here = new Map((first?.items ?? []).map((row) => [row.leadId, row]))
    const left = new Set(changed.filter((id) => !here.has(id) && !belongsStill(now.get(id), belongs)))
    write((row) => {
      const next = here.get(row.leadId) ?? now.get(row.leadId) ?? row
      if (left.has(row.leadId))
        return {
          ...next,
          gone: row.gone ?? whereTo(takerOf(now.get(row.leadId), told.get(row.leadId)), latest.current.w),
        }
      return next.version === row.version ? row : next
    })
    mark([...left], 'gone')
    mark(
      changed.filter((id) => !left.has(id)),
      'new',
    )
    setFresh([...here.values()].filter(({ leadId }) => !loaded.has(leadId)))
  }, [mark])

  useLive(['lead'], ({ ids, to }) => {
    for (const id of ids ?? []) pending.current.set(id, to ?? pending.current.get(id))
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void catchUp().catch(() => undefined)
    }, 800)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  const key = JSON.stringify(query)
  useEffect(() => setFresh([]), [key])
  const forget = useCallback(() => setFresh([]), [])
  return useMemo(() => ({ fresh: fresh.length, looks, forget, mark }), [fresh, looks, forget, mark])
}

function whereTo(name: string | undefined, w: Words<typeof listWords>): string {
  return name ? w.takenBy(name) : w.movedOn
}

const belongsStill = (row: Row | undefined, belongs: (row: Row) => boolean) =>
  row !== undefined && belongs(row)

/** The lead as it now is; undefined when the reader sees it no more. Throws when it could not be asked. */
async function readRow(leadId: string): Promise<Row | undefined> {
  try {
    return await call(readLead, { params: { leadId } })
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined
    throw error
  }
}

/** Whether a row as the list shows it passes a condition, by the same language the server filters with. */
export function fitter(
  when: Condition | undefined,
  fields: Fields,
  reader: { me: string; zone: string },
): (row: Row) => boolean {
  if (!when) return () => true
  try {
    const test = matches(when, fields, { now: new Date(), ...reader })
    return (row) => test(factsOf(row))
  } catch {
    // A field that is gone: the server will say so; nothing is hidden meanwhile.
    return () => true
  }
}

function factsOf({ holder, custom, ...row }: Row): Record<string, unknown> {
  const dates = momentsOf.flatMap((key) => {
    const at = (row as Record<string, unknown>)[key]
    return typeof at === 'string' ? [[key, new Date(at)] as const] : []
  })
  const poolId = holder.kind === 'pool' ? holder.id : null
  return {
    poolId,
    ...row,
    ...Object.fromEntries(dates),
    attrs: custom,
    holderKind: holder.kind,
    holderId: holder.id,
  }
}

const momentsOf = builtinFields.filter(({ type }) => type === 'date').map(({ key }) => key)
