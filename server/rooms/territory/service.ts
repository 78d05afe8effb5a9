import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Area, Charter, Overlap } from '../../../contract/territory.ts'
import { dayOf, startOfDay } from '../../../rules/days.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { regionName } from '../../../rules/regions.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { tell } from '../../jobs/tell.ts'
import { checked } from '../../lead/condition.ts'
import { readFields } from '../../lead/fields.ts'
import type { UserCaller } from '../../people/caller.ts'
import { peopleOf } from '../../people/scope.ts'
import type { Term } from './decide/belong.ts'
import { claimsOf, gapsOf, holesOf, overlapsOf, vacantOf } from './decide/cover.ts'
import { difference, strange, tidy } from './decide/draft.ts'
import * as store from './store.ts'
import * as terms from './store/terms.ts'

export interface When {
  readonly caller: UserCaller
  readonly now: Date
}

/** The moment a day begins, or now where none is named or it is today. Refuses `territory.past`. */
export async function momentFrom(tx: Tx, day: string | undefined, now: Date): Promise<Date> {
  if (day === undefined) return now
  const zone = await store.zoneOf(tx)
  const today = dayOf(now, zone)
  if (day < today) throw refuse('territory.past')
  return day === today ? now : startOfDay(day, zone)
}

/** The first moment of a day, of the past too; now where none is named or it is today. */
export async function momentOn(tx: Tx, day: string | undefined, now: Date): Promise<Date> {
  if (day === undefined) return now
  const zone = await store.zoneOf(tx)
  return day === dayOf(now, zone) ? now : startOfDay(day, zone)
}

/** What is wrong with a map: claimed twice, had by nobody, without a rep. */
export async function problemsOf(tx: Tx, map: readonly Term[]) {
  return { overlaps: overlapsOf(map), vacant: await vacant(tx, map), holes: holesOf(claimsOf(map)) }
}

/** The same as rules by territory are told it, of the map at a moment; undefined where nothing is drawn. */
export async function mapFor(tx: Tx, at: Date) {
  const map = await terms.termsAt(tx, at)
  if (map.length === 0) return undefined
  const { overlaps, vacant: empty } = await problemsOf(tx, map)
  return { overlaps, holes: gapsOf(claimsOf(map)), vacant: empty.map(({ name }) => name) }
}

/** Those of the territories that nobody can get leads of. */
export async function vacant(tx: Tx, map: readonly Term[]) {
  const teams = await store.repsOfTeams(tx, [...new Set(map.flatMap(({ teamId }) => teamId ?? []))])
  const people = await store.people(tx, [...new Set(map.flatMap(({ userIds }) => userIds))])
  return vacantOf(map, {
    active: new Set(people.flatMap(({ userId, active }) => (active ? [userId] : []))),
    teams: new Map([...teams].map(([teamId, reps]) => [teamId, reps.length])),
  })
}

export interface Draft extends Charter {
  readonly territoryId?: string | undefined
  readonly from?: string | undefined
}

const NEW = '00000000-0000-7000-8000-000000000000'

/** What a draft would do to the map from the moment it begins. */
export async function check(tx: Tx, drawn: Draft, { now, lang }: { now: Date; lang: Lang }) {
  const from = await momentFrom(tx, drawn.from, now)
  const draft = await sound(tx, drawn, lang)
  const map = await terms.termsAt(tx, from)
  const before = map.find(({ territoryId }) => territoryId === drawn.territoryId)
  const term = termOf(draft, {
    territoryId: drawn.territoryId ?? NEW,
    from,
    to: null,
    since: before?.since ?? from,
  })
  const { claims, lost, overlaps, idle } = difference(map, term)
  return { overlaps, lost, idle, holes: holesOf(claims), vacant: await vacant(tx, [term]) }
}

/** A charter that can be kept. Refuses what names a region, a field or a condition that nobody knows. */
async function sound(tx: Tx, drawn: Charter, lang: Lang): Promise<Charter> {
  const draft = tidy(drawn)
  const code = strange(draft)
  if (code !== undefined) throw refuse('territory.unknown_region', { code })
  const fields = fieldsOf((await readFields(tx)).filter(({ archived }) => !archived))
  const unknown = draft.areas.find(({ field }: Area) => !fields.has(field))
  if (unknown) throw refuse('territory.field', { field: unknown.field })
  return { ...draft, condition: draft.condition && checked(draft.condition, fields, lang) }
}

function termOf(
  { name, regions, areas, condition, userIds, teamId }: Charter,
  { territoryId, from, to, since }: Pick<Term, 'territoryId' | 'from' | 'to' | 'since'>,
): Term {
  return { territoryId, from, to, since, name, regions, areas, condition, userIds, teamId, handoverId: null }
}

export interface Saving extends Charter {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly evenSo?: boolean | undefined
}

/** Adds a territory or changes one from a moment on; returns its id. Refuses as the contract says. */
export async function save(
  tx: Tx,
  { territoryId = uuidv7(), ...wish }: Saving & { territoryId?: string },
  { caller, now }: When,
): Promise<string> {
  await terms.lockMap(tx)
  const from = await momentFrom(tx, wish.from, now)
  const to = wish.to === undefined ? null : startOfDay(wish.to, await store.zoneOf(tx))
  if (to && to <= from) throw refuse('territory.order')
  const draft = await sound(tx, wish, caller.lang)
  if (draft.regions.length === 0 && draft.areas.length === 0) throw refuse('territory.empty')
  const known = await terms.termsOf(tx, territoryId, from)
  await notHanded(tx, known, from)
  const [before] = known.filter((term) => term.from <= from)
  const next = known.find((term) => term.from > from)
  const ends = [to, next?.from].filter((at) => at instanceof Date)
  const since = before?.since ?? next?.since ?? from
  const until = ends.length > 0 ? new Date(Math.min(...ends.map(Number))) : null
  const term = termOf(draft, { territoryId, from, to: until, since })
  await mayChange(tx, before ? [before, term] : [term], { caller, now })
  if ((await vacant(tx, [term])).length > 0) throw refuse('territory.no_reps', { name: term.name })
  const { overlaps } = difference(await terms.termsAt(tx, from), term)
  const [sure] = overlaps.filter(({ perhaps }) => !perhaps)
  if (sure && !wish.evenSo) throw overlapping(sure, term, caller.lang)
  await terms.writeTerm(tx, term, caller.userId)
  await tell(tx, { topic: 'territory' })
  return territoryId
}

function overlapping({ kind, of, names, territoryIds }: Overlap, { territoryId }: Term, lang: Lang) {
  const what = kind === 'region' ? regionName(of, lang) : of
  return refuse('territory.overlap', {
    what,
    other: names[territoryIds.findIndex((id) => id !== territoryId)] ?? '',
  })
}

/** Ends a territory; what was planned for it later is taken back. */
export async function end(
  tx: Tx,
  { territoryId, from: day }: { territoryId: string; from?: string | undefined },
  { caller, now }: When,
): Promise<void> {
  await terms.lockMap(tx)
  const from = await momentFrom(tx, day, now)
  const known = await terms.termsOf(tx, territoryId, from)
  if (known.length === 0) throw refuse('not_found')
  await notHanded(tx, known, from)
  await mayChange(tx, known, { caller, now })
  await terms.dropFrom(tx, territoryId, from)
  await terms.closeAt(tx, territoryId, from)
  await tell(tx, { topic: 'territory' })
}

/** Takes a planned change back; one of a hand-over is taken back with it. */
export async function unplan(
  tx: Tx,
  { territoryId, from }: { territoryId: string; from: Date },
  { caller, now }: When,
): Promise<void> {
  await terms.lockMap(tx)
  if (from <= now) throw refuse('territory.past')
  const known = await terms.termsOf(tx, territoryId, now)
  const planned = known.find((term) => +term.from === +from)
  if (!planned) throw refuse('not_found')
  await notHanded(tx, [planned], new Date(+from - 1))
  await mayChange(tx, known, { caller, now })
  await terms.unplan(tx, territoryId, from)
  await tell(tx, { topic: 'territory' })
}

async function notHanded(tx: Tx, known: readonly Term[], after: Date): Promise<void> {
  const handed = known.find(({ from, handoverId }) => handoverId !== null && from > after)
  if (!handed) return
  throw refuse('territory.handed', { name: handed.name, day: dayOf(handed.from, await store.zoneOf(tx)) })
}

/** A manager redraws what their own people have, and gives it to their own people. Refuses `territory.not_yours`. */
export async function mayChange(tx: Tx, concerned: readonly Term[], { caller, now }: When): Promise<void> {
  const own = await peopleOf(tx, caller, now)
  if (own === null) return
  const reps = await repsOf(tx, concerned)
  const strangers = concerned.find((term) => reps(term).some((userId) => !own.includes(userId)))
  if (strangers) throw refuse('territory.not_yours', { name: strangers.name })
}

type Owned = Pick<Charter, 'userIds' | 'teamId'>

/** Whose leads of it are: those it names, else its team's active reps. */
export async function repsOf(tx: Tx, owned: readonly Owned[]): Promise<(of: Owned) => readonly string[]> {
  const teams = await store.repsOfTeams(tx, [...new Set(owned.flatMap(({ teamId }) => teamId ?? []))])
  return ({ userIds, teamId }) =>
    userIds.length > 0 ? userIds : ((teamId === null ? undefined : teams.get(teamId)) ?? [])
}
