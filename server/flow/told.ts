import { sql } from 'kysely'
import { builtinFields, type Label } from '../../rules/fields.ts'
import { rows, type Tx } from '../db/db.ts'
import { dayIn } from '../lead/clock.ts'
import { holderNames } from '../lead/names.ts'
import type { Held, Match } from '../rooms/match/decide/match.ts'

type Matched = Exclude<Match, { verdict: 'new' | 'again' }>

/**
 * What whoever brought each arrival may know of the record it matched, as the match policy says: who has it, until when,
 * how far it is. Nothing else of the record. '' where there is nothing to say.
 */
export async function tellHeld(tx: Tx, matches: readonly Match[]): Promise<(match: Match) => Label> {
  const told = matches.filter(isTold)
  if (told.length === 0) return () => nothing
  const reps = told.flatMap(({ held }) => (held.holder?.kind === 'rep' ? (held.holder.id ?? []) : []))
  const [names, teams, zone] = await Promise.all([holderNames(tx, reps), teamNames(tx, reps), zoneOf(tx)])
  return (match) => {
    if (!isTold(match)) return nothing
    const { held, told: wish } = match
    const rep = held.holder?.kind === 'rep' ? held.holder.id : null
    const name =
      rep && (wish.holder === 'name' ? names.get(rep) : wish.holder === 'team' ? teams.get(rep) : undefined)
    const until = wish.until && rep && held.dueAt ? dayIn(zone, held.dueAt) : undefined
    const stage = wish.stage ? stageLabel(held) : undefined
    const zh = [name && `${name}负责`, until && `保护至 ${until}`, stage?.zh].filter(Boolean).join('，')
    const en = [name && `with ${name}`, until && `protected until ${until}`, stage?.en]
      .filter(Boolean)
      .join(', ')
    return { zh: zh && `（${zh}）`, en: en && ` (${en})` }
  }
}

/** A reason of matching with what may be told of the record that was met. */
export function withTold<R extends { code: string; message: Label }>(reason: R, told: Label): R {
  if (!reason.code.startsWith('match.') || told.zh === '') return reason
  const { zh, en } = reason.message
  return { ...reason, message: { zh: zh + told.zh, en: en + told.en } }
}

const nothing: Label = { zh: '', en: '' }

const isTold = (match: Match): match is Matched => match.verdict !== 'new' && match.verdict !== 'again'

const stages = builtinFields.find(({ key }) => key === 'stage')?.options ?? []

function stageLabel({ stage }: Held): Label | undefined {
  return stages.find(({ value }) => value === stage)?.label
}

/** The first team of each rep, by name. */
export async function teamNames(tx: Tx, userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<{ userId: string; name: string }>`
      select distinct on (user_id) user_id, team.name from team_member
      join team on team.org_id = team_member.org_id and team.team_id = team_member.team_id
      where team_member.org_id = ${tx.orgId} and user_id = any(${userIds}::uuid[]) and archived_at is null
      order by user_id, team.position, team.team_id`,
  )
  return new Map(found.map(({ userId, name }) => [userId, name]))
}

async function zoneOf(tx: Tx): Promise<string> {
  const [org] = await rows(
    tx,
    sql<{ timeZone: string }>`select time_zone from org where org_id = ${tx.orgId}`,
  )
  return org?.timeZone ?? 'UTC'
}
