import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { checkAssign } from '../../../contract/assign-check.ts'
import type { AssignPolicy } from '../../../contract/assign.ts'
import type { Fields } from '../../../rules/fields.ts'
import { call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useSettled } from '../../ui/useSettled.ts'
import { askable } from './useCounts.ts'

export type Checked = Reply<typeof checkAssign>

/** What is wrong with the draft and whom each rule may give to, half a second after the last change. */
export function useCheck(policy: AssignPolicy, fields: Fields): Checked | undefined {
  const draft = useSettled(askable(policy, fields), 500)
  return useQuery({
    queryKey: [checkAssign.id, draft],
    queryFn: ({ signal }) => call(checkAssign, { body: { draft } }, signal),
    enabled: policy.fallbackPoolId !== '',
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  }).data
}

/** The names of a circle, the first few; undefined while it is not known. */
export function circleOf(checked: Checked | undefined, key: string) {
  return checked?.circles[key]?.flatMap((place) => checked.reps[place] ?? [])
}
