import { useMemo } from 'react'
import { countLeads } from '../../../contract/lead.ts'
import { quarantineSources } from '../../../contract/views.ts'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { useMe } from '../../app/session.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { fitter } from '../leads/fits.ts'
import { useList } from '../leads/useList.ts'
import { useLiveRows } from '../leads/useLiveRows.ts'
import { useSelection } from '../leads/useSelection.ts'
import { conditionOf, quarantineQuery } from './lacks.ts'
import type { Wish } from './lacks.ts'
import { useSuggestions } from './useSuggestions.ts'
import { useWorkOff } from './useWorkOff.ts'

/** The quarantined leads of a wish, kept true while they are worked off, and what to work them off with. */
export function useHeld({ source, lacks }: Wish) {
  const query = useMemo(() => quarantineQuery({ source, lacks }), [source, lacks])
  const list = useList(query)
  const { sort: _, order: __, ...asked } = query
  const count = useEndpoint(countLeads, { query: asked }, { keep: true })
  const fits = useFits({ source, lacks })
  const live = useLiveRows({ list, query, fits })
  useFreshen(['lead'], [countLeads, quarantineSources])
  const selection = useSelection(query)
  const renew = () => {
    live.forget()
    void list.renew()
  }
  const work = useWorkOff({ patch: list.patch, mark: live.mark, renew })
  const blind = list.rows.length > 0 && list.rows.every(({ masked }) => masked)
  const hints = useSuggestions(list.rows, blind)
  return { list, count: count.data, live, selection, work, hints, blind, renew }
}

export type Held = ReturnType<typeof useHeld>

function useFits({ source, lacks }: Wish) {
  const { fields } = useVocabulary()
  const { userId, organisation } = useMe()
  return useMemo(() => {
    const passes = fitter(conditionOf({ source, lacks }), fields, { me: userId, zone: organisation.timeZone })
    return (row: Parameters<typeof passes>[0]) => row.holder.kind === 'quarantine' && passes(row)
  }, [source, lacks, fields, userId, organisation.timeZone])
}
