import type { ConsentChannel, readConsents, Standing } from '../../../../contract/consent.ts'
import type { Reply } from '../../../app/api.ts'

type State = Standing['state']
export type Held = Reply<typeof readConsents>

/** What is said of a purpose, by the channels of which the same is said. */
export interface Said {
  readonly state: State
  /** Empty: of every channel. */
  readonly channels: readonly ConsentChannel[]
  readonly since: string | null
}

const ways = ['phone', 'sms', 'email', 'wechat'] as const

/** The states of one purpose: one line where all channels agree, else one for each state, granted first. */
export function statesOf(standing: Held['standing'], purpose: string): Said[] {
  const each = ways.flatMap((way) => standing.filter((one) => one.purpose === purpose && one.channel === way))
  const groups = Map.groupBy(each, ({ state }) => state)
  const order = ['granted', 'withdrawn', 'none'] as const
  return order.flatMap((state) => {
    const theirs = groups.get(state) ?? []
    if (theirs.length === 0) return []
    const since = latest(theirs.map((one) => one.since))
    const channels = theirs.length === ways.length ? [] : theirs.map(({ channel }) => channel)
    return [{ state, channels, since }]
  })
}

/** ISO moments in UTC sort as text. */
const latest = (moments: readonly (string | null)[]): string | null =>
  moments.reduce(
    (late, moment) => (moment !== null && (late === null || moment > late) ? moment : late),
    null,
  )
