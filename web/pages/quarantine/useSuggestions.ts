import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { listSuggestions } from '../../../contract/quarantine.ts'
import { call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { keyOf } from '../../app/queries.ts'
import type { ListRow } from '../lead/lead.ts'

/** What is known of a lead in quarantine beyond its row: what is suggested, and how long it may stay. */
export type Hint = Reply<typeof listSuggestions>['items'][number]
export type Suggested = Hint['suggestions'][number]

const CHUNK = 50

/** What is suggested for these rows, as it comes in; asked page by page of the list. Nothing for who may not mend. */
export function useSuggestions(rows: readonly ListRow[], blind: boolean): ReadonlyMap<string, Hint> {
  const chunks = useMemo(() => {
    const asked = blind ? [] : rows.filter(({ gone }) => gone === undefined)
    return Array.from({ length: Math.ceil(asked.length / CHUNK) }, (_, i) =>
      asked.slice(i * CHUNK, (i + 1) * CHUNK),
    )
  }, [rows, blind])
  return useQueries({
    queries: chunks.map((chunk) => {
      const leads = chunk.map(({ leadId }) => leadId).join(',')
      // Told anew when one of them has changed.
      const versions = chunk.map(({ version }) => version).join()
      return {
        queryKey: [...keyOf(listSuggestions), leads, versions],
        queryFn: ({ signal }: { signal: AbortSignal }) => call(listSuggestions, { query: { leads } }, signal),
      }
    }),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }) => (data?.items ?? []).map((hint) => [hint.leadId, hint] as const))),
  })
}
