import { type ScoreEvent, scoreEventKinds } from '../../../contract/past.ts'
import type { Counted } from '../../rooms/behaviour/store/counted.ts'
import type { Happening } from '../../rooms/score/decide/past/life.ts'
import type { Version } from './judge.ts'
import type { Lived } from './life.ts'

/** What happened to a lead in a span of time that its score may rest on, in order; what happened at once and is of one kind is one. */
export function happenedTo(
  { life, told, versions }: Lived,
  { did, from, to }: { did: readonly Counted[]; from: Date; to: Date },
): ScoreEvent[] {
  const all = [
    ...life.trail.flatMap((each, i) => {
      const logged = told[i]
      return logged?.kind === 'followed_up' ? [followedUp(logged), ...eventsOf(each)] : eventsOf(each)
    }),
    ...did.map(({ kind, counts }): ScoreEvent => ({ at: counts, kind: 'did', about: [kind] })),
    ...versions.filter(cameIntoForce).map(published),
  ].filter(({ at }) => at >= from && at <= to)
  const order = (kind: ScoreEvent['kind']) => scoreEventKinds.indexOf(kind)
  const merged = [...Map.groupBy(all, ({ at, kind }) => `${at.getTime()} ${kind}`).values()].map((alike) => ({
    ...(alike[0] as ScoreEvent),
    about: [...new Set(alike.flatMap(({ about }) => about))],
  }))
  return merged.toSorted((a, b) => Number(a.at) - Number(b.at) || order(a.kind) - order(b.kind))
}

/** One that is older than the version after it was never in force again. */
const cameIntoForce = ({ validFrom }: Version, i: number, all: readonly Version[]) =>
  all.slice(i + 1).every((later) => later.validFrom > validFrom)

const published = ({ validFrom, version }: Version): ScoreEvent => ({
  at: validFrom,
  kind: 'published',
  about: [String(version)],
})

const followedUp = ({ at, data }: Happening): ScoreEvent => ({
  at,
  kind: 'followedUp',
  about: [data['outcome'] ?? data['activity']].filter(
    (each): each is string => typeof each === 'string' && each !== '',
  ),
})

function eventsOf({ at, kind, data, changes }: Happening): ScoreEvent[] {
  const told: ScoreEvent[] = []
  const tell = (what: ScoreEvent['kind'], about: readonly unknown[]) => {
    told.push({
      at,
      kind: what,
      about: about.filter((each): each is string => typeof each === 'string' && each !== ''),
    })
  }
  if (kind === 'captured') tell('arrived', [data['door']])
  if (kind === 'merged') tell('merged', [])
  if (kind === 'score_overridden') tell('overridden', [])
  if (kind === 'score_override_undone') tell('takenBack', [])
  if (kind === 'verified') tell('verified', [data['field']])
  const fields = changes.map(({ field }) => field)
  const facts = fields.filter((field) => !['stage', 'tags', 'score', 'grade'].includes(field))
  if (facts.length > 0) tell('edited', facts)
  if (fields.includes('tags')) tell('tagged', [])
  const stage = changes.findLast(({ field }) => field === 'stage')
  if (stage) tell('staged', [stage.after])
  const to = data['to'] as { kind: string } | null | undefined
  if (to) tell(to.kind === 'closed' ? 'closed' : 'moved', [to.kind === 'closed' ? data['closedAs'] : to.kind])
  return told
}
