import { type RawBuilder, sql } from 'kysely'
import type { HolderKind } from '../../contract/lead.ts'
import type { Scope, Sight } from '../people/scope.ts'

/** Holders of one kind: these, or all without an id (quarantine, waiting, closed …). */
export interface Holders {
  readonly kind: HolderKind
  readonly ids: readonly string[] | null
}

/**
 * A part of what somebody sees, all of it seen alike. The grounds of a scope do not overlap and together are what
 * `scopeWhere` passes: an OR over them would cost the index its order, so lists look into each and merge.
 */
export interface Ground {
  readonly sight: Sight
  /** Where it lies in the index on holders; without them it is found by `where` alone. */
  readonly holders: readonly Holders[] | null
  /** It may be most of the organisation's leads, and no holders tell where they lie. */
  readonly wide: boolean
  /** What else a lead must fulfil to belong to it. */
  readonly where: RawBuilder<boolean>
}

/** Which holders a reader asks for; nothing said is all of them. */
export interface Only {
  readonly kinds?: readonly HolderKind[] | undefined
  readonly ids?: readonly string[] | undefined
}

/** The grounds of a scope as far as they are asked for. */
export function groundsOf(scope: Scope, only: Only): Ground[] {
  const anywhere = { holders: null, wide: true, where: sql<boolean>`true` }
  if (scope.everything) return narrowed([{ sight: 'full', ...anywhere }], only)
  const { userIds, poolIds, openPoolIds } = scope
  const clear = [...ofKind('rep', userIds), ...(scope.unheld ? unheld : []), ...ofKind('pool', openPoolIds)]
  const dim = ofKind(
    'pool',
    poolIds.filter((poolId) => !openPoolIds.includes(poolId)),
  )
  const is = sql<boolean>`lead.lead_id in ${shared(scope)}`
  const isnt = sql<boolean>`lead.lead_id not in ${shared(scope)}`
  const seen: Ground[] = [
    { sight: 'full', holders: clear, wide: false, where: sql`true` },
    { sight: 'full', holders: null, wide: false, where: sql`${is} and not ${within(clear)}` },
    { sight: 'masked', holders: dim, wide: false, where: isnt },
  ]
  if (!scope.all) return narrowed(seen, only)
  const rest = sql<boolean>`${isnt} and not ${within([...clear, ...dim])}`
  return narrowed([...seen, { sight: 'none', holders: null, wide: true, where: rest }], only)
}

/** Whether a lead belongs to the ground, row by row. */
export function inGround({ holders, where }: Ground): RawBuilder<boolean> {
  return holders ? sql<boolean>`(${within(holders)} and ${where})` : sql<boolean>`(${where})`
}

/** Leads with one of these holders. */
export function within(holders: readonly Holders[]): RawBuilder<boolean> {
  if (holders.length === 0) return sql<boolean>`false`
  const each = holders.map(({ kind, ids }) =>
    ids
      ? sql`(lead.holder_kind = ${kind} and lead.holder_id = any(${[...ids]}::uuid[]))`
      : sql`lead.holder_kind = ${kind}`,
  )
  return sql<boolean>`(${sql.join(each, sql` or `)})`
}

const bare: readonly HolderKind[] = ['quarantine', 'verification', 'waiting', 'aside', 'closed']
const unheld: readonly Holders[] = bare.slice(0, 4).map((kind) => ({ kind, ids: null }))

function ofKind(kind: 'rep' | 'pool', ids: readonly string[]): Holders[] {
  return ids.length > 0 ? [{ kind, ids }] : []
}

// It depends on nothing outside it, so PostgreSQL reads it once and hashes it.
function shared({ orgId, userIds }: Scope): RawBuilder<unknown> {
  return sql`(select c.lead_id from lead_collaborator c
    where c.org_id = ${orgId} and c.user_id = any(${[...userIds]}::uuid[]))`
}

function narrowed(grounds: readonly Ground[], only: Only): Ground[] {
  return grounds
    .map((ground) =>
      ground.holders ? { ...ground, holders: among(ground.holders, only) } : settled(ground, only),
    )
    .filter(({ holders }) => holders?.length !== 0)
}

function among(holders: readonly Holders[], { kinds, ids: asked }: Only): Holders[] {
  return holders
    .filter(({ kind }) => kinds?.includes(kind) ?? true)
    .map(({ kind, ids }) => ({ kind, ids: asked ? (ids ?? []).filter((id) => asked.includes(id)) : ids }))
    .filter(({ ids }) => ids?.length !== 0)
}

/** A ground that is no holder's becomes one of those asked for, so that their index finds it. */
function settled(ground: Ground, { kinds, ids }: Only): Ground {
  if (ids) {
    const held = (['rep', 'pool'] as const).filter((kind) => kinds?.includes(kind) ?? true)
    return { ...ground, wide: false, holders: held.flatMap((kind) => ofKind(kind, ids)) }
  }
  if (!kinds) return ground
  if (kinds.every((kind) => bare.includes(kind)))
    return { ...ground, wide: false, holders: kinds.map((kind) => ({ kind, ids: null })) }
  return { ...ground, where: sql<boolean>`${ground.where} and lead.holder_kind = any(${[...kinds]}::text[])` }
}
