import type { Role } from '../../../contract/endpoint.ts'
import { everything } from './search.ts'
import type { ViewSearch } from './search.ts'
import type { listWords } from './words.ts'

export interface BuiltinView {
  key: 'mine' | 'today' | 'untouched' | 'falling' | 'aside' | 'all'
  label: keyof typeof listWords
  search: ViewSearch
}

const mine = { field: 'holder', op: 'is_me' } as const
const byDeadline = { sort: 'dueAt', desc: false } as const
const newest = { sort: 'arrivedAt', desc: true } as const

/** The views everybody has. For a rep "new" and "falling back" mean their own; whoever holds none sees the team's. */
export function builtinViews(roles: readonly Role[]): readonly BuiltinView[] {
  const sells = roles.includes('rep')
  const whose = sells ? [mine] : []
  const views: BuiltinView[] = [
    {
      key: 'today',
      label: 'viewToday',
      search: {
        ...newest,
        when: { all: [...whose, { field: sells ? 'assignedAt' : 'arrivedAt', op: 'on', value: 'today' }] },
      },
    },
    {
      key: 'untouched',
      label: 'viewUntouched',
      search: {
        ...byDeadline,
        holder: 'rep',
        untouched: true,
        when: { all: whose },
      },
    },
    {
      key: 'falling',
      label: 'viewFalling',
      search: {
        ...byDeadline,
        holder: 'rep',
        when: { all: [...whose, { field: 'dueAt', op: 'in_next', value: { days: 3 } }] },
      },
    },
    {
      key: 'aside',
      label: 'viewAside',
      search: {
        ...newest,
        holder: 'aside',
        when: everything,
        // Why is what one looks for here; deadlines and stages there are none.
        cols: ['score', 'name', 'profileVerdict', 'phone', 'region', 'source', 'arrivedAt'],
      },
    },
    { key: 'all', label: 'viewAll', search: { ...newest, when: everything } },
  ]
  const own: BuiltinView = {
    key: 'mine',
    label: 'viewMine',
    search: { ...byDeadline, holder: 'rep', when: { all: [mine] } },
  }
  return sells ? [own, ...views] : [...views.slice(-1), ...views.slice(0, -1)]
}
