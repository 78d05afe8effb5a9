import { useMemo } from 'react'
import { listMembers } from '../../contract/people.ts'
import { listPools } from '../../contract/pool.ts'
import { listFields, listSources } from '../../contract/settings.ts'
import { fieldsOf } from '../../rules/fields.ts'
import type { Field, Fields } from '../../rules/fields.ts'
import type { Choice, ChoicesOf } from '../ui/condition/choices.ts'
import { useEndpoint } from './queries.ts'

/** What an organisation's conditions are written and read with. */
export interface Vocabulary {
  fields: Fields
  /** Names of its people, pools and sources. */
  choices: ChoicesOf
}

const lasting = { staleTime: 60_000 }

/** The organisation's fields and names, for `ConditionEditor` and `ConditionSentence`; built-in fields only until they came. */
export function useVocabulary(): Vocabulary {
  const custom = useEndpoint(listFields, {}, lasting).data
  const people = useEndpoint(listMembers, { query: { status: 'all' } }, lasting).data
  const pools = useEndpoint(listPools, {}, lasting).data
  const sources = useEndpoint(listSources, {}, lasting).data
  return useMemo(() => {
    const named: Partial<Record<NonNullable<Field['from']>, readonly Choice[] | undefined>> = {
      people: people?.items.map(({ userId, name }) => ({ value: userId, label: name })),
      pools: pools?.items.map(({ poolId, name }) => ({ value: poolId, label: name })),
      sources: sources?.items.map(({ sourceId, name }) => ({ value: sourceId, label: name })),
    }
    const own = custom?.items.map((field): Field => ({ ...field, origin: 'custom', id: field.fieldId }))
    return {
      fields: fieldsOf(own ?? []),
      choices: (field) => (field.from ? named[field.from] : undefined),
    }
  }, [custom, people, pools, sources])
}
