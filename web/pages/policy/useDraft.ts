import { useState } from 'react'
import { listPolicyVersions, readPolicy } from '../../../contract/policy.ts'
import type { PolicyBody, PolicyKind } from '../../../contract/policy.ts'
import { Refused } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { useMe } from '../../app/session.ts'
import { blank, keepDraft, readKept, sameBody } from './draft.ts'
import type { Kept } from './draft.ts'

/** A policy being edited: what is in force, and the draft over it, which nobody else sees until it is published. */
export interface Draft<K extends PolicyKind> {
  readonly kind: K
  readonly scope: string
  /** In force now; undefined when nobody published one yet. */
  readonly published: Reply<typeof readPolicy> | undefined
  /** The version to publish over: 0 when this scope has none of its own. */
  readonly version: number
  /** A source without a policy of its own: what is shown is the organisation's. */
  readonly inherited: boolean
  readonly before: PolicyBody<K>
  readonly body: PolicyBody<K>
  readonly changed: boolean
  /** Somebody published since the draft was begun. */
  readonly stale: boolean
  change(body: PolicyBody<K>): void
  discard(): void
  /** Takes the version in force as the draft's ground: what it would undo is then seen in the comparison. */
  rebase(): void
}

/** The policy of a kind (and a source) with its draft, in the shape of a query for `Answer`. */
export function useDraft<K extends PolicyKind>(kind: K, scope = '') {
  const { organisation } = useMe()
  const at = { org: organisation.orgId, kind, scope }
  const name = `${kind} ${scope}`
  const read = useEndpoint(readPolicy, { params: { kind }, query: { scope } })
  useFreshen(['policy'], [readPolicy, listPolicyVersions])
  const [held, hold] = useState(() => ({ name, kept: readKept(at.org, kind, scope) }))
  const current = held.name === name ? held : { name, kept: readKept(at.org, kind, scope) }
  if (current !== held) hold(current)
  const keep = (kept: Kept<K> | undefined) => {
    keepDraft(at, kept)
    hold({ name, kept })
  }
  const none = read.error instanceof Refused && read.error.status === 404
  const published = none ? undefined : read.data
  const data = read.data || none ? draftOf({ kind, scope, published, kept: current.kept, keep }) : undefined
  return { data, error: none ? null : read.error, refetch: read.refetch }
}

interface Ground<K extends PolicyKind> {
  kind: K
  scope: string
  published: Reply<typeof readPolicy> | undefined
  kept: Kept<K> | undefined
  keep: (kept: Kept<K> | undefined) => void
}

function draftOf<K extends PolicyKind>({ kind, scope, published, kept, keep }: Ground<K>): Draft<K> {
  const before = (published?.body ?? blank[kind]) as PolicyBody<K>
  const version = published?.scope === scope ? published.version : 0
  const body = kept?.body ?? before
  const changed = !sameBody(body, before)
  return {
    kind,
    scope,
    published,
    version,
    inherited: published !== undefined && published.scope !== scope,
    before,
    body,
    changed,
    stale: changed && kept !== undefined && kept.over !== version,
    change: (next) => keep(sameBody(next, before) ? undefined : { over: kept?.over ?? version, body: next }),
    discard: () => keep(undefined),
    rebase: () => keep({ over: version, body }),
  }
}
