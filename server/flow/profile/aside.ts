import type { Move } from '../../lead/hold.ts'
import type { Standing } from '../../rooms/profile/decide/standing.ts'
import type { Setup } from '../setup.ts'

/** What the trail tells of a lead that is set aside: which disqualifiers rule it out, by which version. */
export function asideBy(
  standing: Standing | null | undefined,
  setup: Setup,
  data: Readonly<Record<string, unknown>> = {},
): Pick<Move, 'kind' | 'rule' | 'data'> {
  const because = standing?.reasons?.because ?? []
  return {
    kind: 'setAside',
    rule: setup.ref('profile', because[0]?.id ?? null),
    data: { ...data, why: { because, version: setup.policy('profile')?.version } },
  }
}
