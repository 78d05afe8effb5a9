import { useMemo } from 'react'
import { listPurposes } from '../../../contract/consent.ts'
import { listMembers, listTeams } from '../../../contract/people.ts'
import { listPools } from '../../../contract/pool.ts'
import { listSources, listTags } from '../../../contract/settings.ts'
import { sentence } from '../../../rules/sentence.ts'
import { useLanguage } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useMe } from '../../app/session.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import type { Vocabulary } from '../../app/vocabulary.ts'
import type { Choice } from '../../ui/condition/choices.ts'
import type { Saying } from './saying.ts'

/** What rules are said and written with: names, and the people, teams and pools a rule may give to. */
export interface RuleVocabulary extends Vocabulary {
  say: Saying
  reps: readonly Choice[]
  teams: readonly Choice[]
  pools: readonly Choice[]
  purposes: readonly Choice[]
  tags: readonly string[]
}

const lasting = { staleTime: 60_000 }

/** The organisation's names for rules; those that did not come yet are missing and come by themselves. */
export function useRuleVocabulary(): RuleVocabulary {
  const { lang } = useLanguage()
  const { currency } = useMe().organisation
  const { fields, choices: known } = useVocabulary()
  const people = useEndpoint(listMembers, { query: { status: 'all' } }, lasting).data?.items
  const teams = useEndpoint(listTeams, {}, lasting).data?.items
  const pools = useEndpoint(listPools, {}, lasting).data?.items
  const tags = useEndpoint(listTags, {}, lasting).data?.items
  const sources = useEndpoint(listSources, {}, lasting).data?.items
  const purposes = useEndpoint(listPurposes, {}, lasting).data?.items
  return useMemo(() => {
    const choices: Vocabulary['choices'] = (field) =>
      field.key === 'tags' ? tags?.map((tag) => ({ value: tag, label: tag })) : known(field)
    const optionName: NonNullable<Parameters<typeof sentence>[2]['optionName']> = (field, value) =>
      choices(field)?.find((choice) => choice.value === value)?.label
    return {
      fields,
      choices,
      say: {
        lang,
        currency,
        condition: (condition) => sentence(condition, fields, { lang, optionName }),
        field: (address) => fields.get(address)?.label[lang] ?? address,
        person: (id) => people?.find(({ userId }) => userId === id)?.name ?? (people ? undefined : '…'),
        team: (id) => teams?.find(({ teamId }) => teamId === id)?.name ?? (teams ? undefined : '…'),
        purpose: (key) => purposes?.find((each) => each.key === key)?.label[lang],
        pool: (id) => pools?.find(({ poolId }) => poolId === id)?.name ?? (pools ? undefined : '…'),
        source: (id) => sources?.find(({ sourceId }) => sourceId === id)?.name ?? (sources ? undefined : '…'),
      },
      reps: (people ?? [])
        .filter(({ status, roles }) => status === 'active' && roles.includes('rep'))
        .map(({ userId, name }) => ({ value: userId, label: name })),
      teams: (teams ?? [])
        .filter(({ archivedAt }) => archivedAt === null)
        .map(({ teamId, name }) => ({ value: teamId, label: name })),
      pools: (pools ?? []).map(({ poolId, name }) => ({ value: poolId, label: name })),
      purposes: (purposes ?? []).map(({ key, label }) => ({ value: key, label: label[lang] })),
      tags: tags ?? [],
    }
  }, [lang, currency, fields, known, people, teams, pools, tags, sources, purposes])
}
