import type { PolicyKind } from '../../contract/policy.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { Tx } from '../db/db.ts'

/** What is about to be published, checked. */
export interface Wish {
  readonly body: unknown
  /** The version it is published over; 0: none. */
  readonly over: number
  /** Why it is published although something is missing. */
  readonly anyway: string | null
  /** It was asked all when it was planned; now that its moment has come only whether it could still work. */
  readonly planned: boolean
  readonly lang: Lang
  readonly now: Date
}

/**
 * What a kind of policy asks for before it is published, in the transaction that publishes it: throws a refusal, or returns
 * what the version's note is to keep of it, null where that is nothing. The rooms know what; main.ts brings the two together.
 */
export type PublishGates = Readonly<
  Partial<Record<PolicyKind, (tx: Tx, wish: Wish) => Promise<string | null>>>
>
