import { readPolicy } from '../../../contract/policy.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import type { Pair } from './usePairs.ts'
import { duplicatesWords } from './words.ts'

/** What the rule that found a pair is called now; of one that is gone, that it was a rule. */
export function useRuleName(): (pair: Pick<Pair, 'rule'>) => string {
  const w = useWords(duplicatesWords)
  const read = useEndpoint(readPolicy, { params: { kind: 'match' }, query: {} }, { staleTime: 60_000 })
  const body = read.data?.body as { rules?: readonly { id: string; name: string }[] } | undefined
  return ({ rule }) => {
    const name = body?.rules?.find(({ id }) => id === rule?.['id'])?.name
    return name ? w.byRule(name) : w.aRule
  }
}
