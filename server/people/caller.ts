import type { KeyScope, Role } from '../../contract/endpoint.ts'
import type { Lang } from '../../contract/shapes.ts'

interface Common {
  readonly orgId: string
  readonly lang: Lang
  /** The organisation's IANA zone, for days and deadlines. */
  readonly zone: string
}

/** A signed-in member. */
export interface UserCaller extends Common {
  readonly kind: 'user'
  readonly userId: string
  readonly name: string
  readonly roles: readonly Role[]
}

/** An API key: a program speaking for the organisation. */
export interface KeyCaller extends Common {
  readonly kind: 'key'
  readonly keyId: string
  readonly scopes: readonly KeyScope[]
}

/** Who is asking, once the door has let them in. */
export type Caller = UserCaller | KeyCaller

/** The key of whoever sits at the server's own machine: see local.ts. It stands in no table. */
export const LOCAL_KEY = '00000000-0000-0000-0000-000000000000'

export function isLocal(caller: Caller): boolean {
  return caller.kind === 'key' && caller.keyId === LOCAL_KEY
}
