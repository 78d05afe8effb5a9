import { createContext, use } from 'react'
import type { Role } from '../../contract/endpoint.ts'
import type { readMe } from '../../contract/me.ts'
import type { Reply } from './api.ts'

export type Me = Reply<typeof readMe>

export const MeContext = createContext<Me | undefined>(undefined)

/** Who is signed in: name, roles, teams, organisation. Only within the shell. */
export function useMe(): Me {
  const me = use(MeContext)
  if (!me) throw new Error('useMe outside the shell')
  return me
}

/** Whether the reader is one of these; for what to show, never for what to allow: the server decides that. */
export function useIs(...roles: readonly Role[]): boolean {
  const { roles: mine } = useMe()
  return roles.some((role) => mine.includes(role))
}
