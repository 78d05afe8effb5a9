import { gate as gateShape, readPolicy } from '../../../contract/policy.ts'
import type { Gate } from '../../../contract/policy.ts'
import { matchPolicy } from '../../../rules/matching.ts'
import { useEndpoint } from '../../app/queries.ts'
import { addressOf } from './mapping.ts'
import type { Mapped } from './mapping.ts'

/** What a source wants of its leads, and what it does with persons who are held already; undefined until known. */
export function useGate(sourceId: string) {
  const lasting = { staleTime: 60_000 }
  const gateOf = useEndpoint(readPolicy, { params: { kind: 'gate' }, query: { scope: sourceId } }, lasting)
  const matchOf = useEndpoint(readPolicy, { params: { kind: 'match' }, query: { scope: sourceId } }, lasting)
  const gate = gateShape.safeParse(gateOf.data?.body).data
  const match = matchPolicy.safeParse(matchOf.data?.body).data
  const lacking = (mapping: readonly Mapped[]) => lackingFields(gate, mapping)
  // What most rules do with a lead that a rep has; the rows' own reasons say more.
  const onMatch = match?.rules.find(({ active }) => active)?.does.rep
  return { mode: gate?.mode, onMatch, lacking }
}

/** Fields every lead must have and no column goes to. */
export function lackingFields(gate: Gate | undefined, mapping: readonly Mapped[]): readonly string[] {
  const filled = new Set(mapping.map(addressOf))
  const musts = (gate?.requirements ?? []).filter(
    ({ when, atLeast, need }) => !when && (atLeast ?? need.length) >= need.length,
  )
  return [...new Set(musts.flatMap(({ need }) => need))].filter((field) => !filled.has(field))
}
