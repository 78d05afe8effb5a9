import { useMemo } from 'react'
import { listCustomerStages } from '../../contract/customer.ts'
import { listMembers } from '../../contract/people.ts'
import { listPools } from '../../contract/pool.ts'
import { listFields, listSources } from '../../contract/settings.ts'
import { fieldsOf } from '../../rules/fields.ts'
import type { Field, Fields } from '../../rules/fields.ts'
import type { Choice, ChoicesOf } from '../ui/condition/choices.ts'
import { useLanguage } from './language.tsx'
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
  const stages = useEndpoint(listCustomerStages, {}, lasting).data
  const { lang } = useLanguage()
  return useMemo(() => {
    const named: Partial<Record<NonNullable<Field['from']>, readonly Choice[] | undefined>> = {
      people: people?.items.map(({ userId, name }) => ({ value: userId, label: name })),
      pools: pools?.items.map(({ poolId, name }) => ({ value: poolId, label: name })),
      sources: sources?.items.map(({ sourceId, name }) => ({ value: sourceId, label: name })),
    }
    const own = custom?.items.map((field): Field => ({ ...field, origin: 'custom', id: field.fieldId }))
    return {
      fields: fieldsOf(own ?? []),
      choices: (field) => {
        if (field.key === 'customerStage' && field.origin === 'builtin')
          return stages?.items.map(({ key, label }) => ({ value: key, label: label[lang] }))
        return field.from ? named[field.from] : undefined
      },
    }
  }, [custom, people, pools, sources, stages, lang])
}
