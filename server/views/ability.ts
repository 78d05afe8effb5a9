import { Readable } from 'node:stream'
import { abilitySentence } from '../../contract/ability-sentence.ts'
import * as contract from '../../contract/ability.ts'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import { inTransaction, type Tx } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import { dayIn } from '../lead/clock.ts'
import { readFields } from '../lead/fields.ts'
import type { UserCaller } from '../people/caller.ts'
import { peopleOf, scopeOf } from '../people/scope.ts'
import { believe, interval } from '../rooms/ability/decide/belief.ts'
import { segmentLabel } from '../rooms/ability/decide/segments.ts'
import * as abilities from '../rooms/ability/store.ts'
import { openAppeals } from '../rooms/ability/store/appeals.ts'
import * as reading from '../rooms/ability/store/reading.ts'
import { abilityCsv } from './ability-export.ts'

type Ask = { readonly caller: UserCaller; readonly lang: Lang }

/** What is thought of reps' ability, by whoever may know it. */
export function routes({ db }: House): Route[] {
  const within = <T>(caller: UserCaller, run: (tx: Tx) => Promise<T>) => inTransaction(db, caller.orgId, run)
  return [
    route(contract.listAbilities, ({ caller, query }) =>
      within(caller, async (tx) => {
        const reps = await repsFor(tx, caller, { team: query.team, now: new Date() })
        const held = await reading.abilitiesHeld(
          tx,
          reps.map(({ userId }) => userId),
        )
        const segment = query.segment ?? contract.EVERY
        const items = held.filter(
          (each) =>
            each.channel === contract.EVERY ||
            (each.segment === segment && (query.channel === undefined || each.channel === query.channel)),
        )
        return { ...(await words(tx)), reps, items }
      }),
    ),
    route(contract.exportAbilities, ({ caller, query, lang, reply }) =>
      within(caller, async (tx) => {
        const now = new Date()
        const reps = await repsFor(tx, caller, { team: query.team, now })
        const held = await reading.abilitiesHeld(
          tx,
          reps.map(({ userId }) => userId),
        )
        const { segments } = await words(tx)
        void reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="abilities-${dayIn(caller.zone, now)}.csv"`)
        return Readable.from(abilityCsv(held, { reps, segments, lang: query.lang ?? lang }))
      }),
    ),
    route(contract.readOwnAbility, ({ caller, lang }) =>
      within(caller, (tx) => readPage(tx, { caller, lang }, caller.userId)),
    ),
    route(contract.readAbility, ({ caller, lang, params }) =>
      within(caller, (tx) => readPage(tx, { caller, lang }, params.userId)),
    ),
    route(contract.listAbilityLeads, ({ caller, params, query }) =>
      within(caller, (tx) => leadsPage(tx, caller, { ...params, ...query })),
    ),
    route(contract.listAppeals, ({ caller }) =>
      within(caller, async (tx) => {
        const now = new Date()
        const [userIds, scope] = [await peopleOf(tx, caller, now), await scopeOf(tx, caller, now)]
        return { items: await openAppeals(tx, { userIds, scope }) }
      }),
    ),
  ]
}

type Rep = Pick<abilities.Colleague, 'userId' | 'name' | 'months'> & { teamIds: string[] }

async function repsFor(
  tx: Tx,
  caller: UserCaller,
  { team, now }: { team: string | undefined; now: Date },
): Promise<Rep[]> {
  const people = await peopleOf(tx, caller, now)
  const all = await abilities.readColleagues(tx, now)
  return all
    .filter(({ active }) => active)
    .filter(({ userId }) => !people || people.includes(userId))
    .filter(({ teamIds }) => !team || teamIds.includes(team))
    .map(({ userId, name, months, teamIds }) => ({ userId, name, months, teamIds: [...teamIds] }))
}

/** What abilities are told in: channels, segments, tiers, and when. */
async function words(tx: Tx) {
  const { segment, tiers, minLeads } = await abilities.readSettings(tx)
  const { reckonedAt } = await abilities.readRun(tx)
  const { channels, segments } = await reading.placesHeld(tx)
  const fields = await readFields(tx)
  return {
    channels,
    segments: segments.map((value) => ({ value, label: segmentLabel(segment, value, fields) })),
    tiers,
    minLeads,
    reckonedAt,
  }
}

/** Outside of those one may judge, somebody is as good as unknown. Refuses `not_found`. */
async function refuseOthers(tx: Tx, caller: UserCaller, userId: string): Promise<void> {
  const people = await peopleOf(tx, caller, new Date())
  if (people && !people.includes(userId)) throw refuse('not_found')
}

async function readPage(tx: Tx, { caller, lang }: Ask, userId: string): Promise<contract.AbilityPage> {
  await refuseOthers(tx, caller, userId)
  const now = new Date()
  const colleague = (await abilities.readColleagues(tx, now)).find((each) => each.userId === userId)
  const told = await words(tx)
  if (!colleague) {
    // Somebody who sells nothing, an admin say, has a page with nothing on it; a stranger has none.
    if (userId !== caller.userId) throw refuse('not_found')
    const rep = { userId, name: caller.name, teamIds: [], months: 0 }
    return { ...told, rep, items: [], sentence: '', course: [], moves: [] }
  }
  const { name, months, teamIds } = colleague
  const items = await reading.abilitiesHeld(tx, [userId])
  const whole = items.find(({ channel }) => channel === contract.EVERY)
  const settings = await abilities.readSettings(tx)
  const points = await reading.courseOf(tx, { userId, ...settings }, now)
  const course = whole
    ? points.map(({ at, leads, up, down }) => {
        const prior = { mean: whole.prior, strength: whole.priorLeads }
        const belief = believe(prior, whole.base, { up, down })
        return { at, leads, mean: belief.mean, ...interval(belief) }
      })
    : []
  const sentence = whole ? abilitySentence(whole, { months, minLeads: settings.minLeads }, lang) : ''
  const rep = { userId, name, months, teamIds: [...teamIds] }
  return { ...told, rep, items, sentence, course, moves: await reading.movesOf(tx, userId) }
}

interface LeadsQuery {
  readonly userId: string
  readonly channel?: string | undefined
  readonly segment?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

async function leadsPage(tx: Tx, caller: UserCaller, query: LeadsQuery) {
  const { userId, channel, segment, cursor, limit } = query
  await refuseOthers(tx, caller, userId)
  const now = new Date()
  const [scope, settings] = [await scopeOf(tx, caller, now), await abilities.readSettings(tx)]
  const given = (value: string | undefined) =>
    value === undefined || value === contract.EVERY ? null : value
  const items = await reading.leadsBehind(tx, {
    ...settings,
    userId,
    scope,
    now,
    channel: given(channel),
    only: given(segment),
    after: cursor === undefined ? null : readCursor(cursor),
    limit: limit + 1,
  })
  const last = items.length > limit ? items[limit - 1] : undefined
  return {
    items: items.slice(0, limit),
    next: last ? `${last.endedAt.toISOString()}_${last.leadId}` : null,
  }
}

function readCursor(cursor: string): { endedAt: Date; leadId: string } {
  const [at = '', leadId = ''] = cursor.split('_')
  const endedAt = new Date(at)
  if (Number.isNaN(+endedAt) || !/^[0-9a-f-]{36}$/.test(leadId)) throw refuse('cursor.invalid')
  return { endedAt, leadId }
}
