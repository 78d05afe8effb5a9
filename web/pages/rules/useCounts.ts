import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { countRules } from '../../../contract/assign.ts'
import type { AssignPolicy } from '../../../contract/assign.ts'
import { check } from '../../../rules/check.ts'
import type { Fields } from '../../../rules/fields.ts'
import { call } from '../../app/api.ts'
import { useSettled } from '../../ui/useSettled.ts'
import { isChosen } from './kinds.ts'

/** Whether the server would take the rule: its condition makes sense and somebody is chosen. */
export function isSound(rule: AssignPolicy['rules'][number], fields: Fields): boolean {
  return isChosen(rule) && check(rule.when, fields).length === 0
}

/** The draft without its unfinished rules, which the server would refuse: they take nothing, as if they were off. */
export function askable(policy: AssignPolicy, fields: Fields): AssignPolicy {
  return { ...policy, rules: policy.rules.filter((rule) => isSound(rule, fields)) }
}

/**
 * How many of the last 30 days' leads each rule would take, half a second after the last change; the former answer
 * stays meanwhile. An unfinished rule takes nothing, as if it were off.
 */
export function useCounts(policy: AssignPolicy, fields: Fields) {
  const asked = askable(policy, fields)
  const draft = useSettled(asked, 500)
  return useQuery({
    queryKey: [countRules.id, draft],
    queryFn: ({ signal }) => call(countRules, { body: { draft } }, signal),
    enabled: asked.fallbackPoolId !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}
