import { createRootRoute, createRoute, lazyRouteComponent as lazy, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { Shell } from './shell/Shell.tsx'
import { NotFound, Stumbled } from './shell/Stumbled.tsx'
import { Unbuilt } from './shell/Unbuilt.tsx'

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: Stumbled })
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  errorComponent: Stumbled,
})
const inShell = () => shell

const home = createRoute({
  getParentRoute: inShell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/leads' })
  },
})

/**
 * A page is one line here and one in the tree below:
 * `const team = createRoute({ getParentRoute: inShell, path: '/team', validateSearch: teamSearch, component: lazy(() => import('../pages/team/TeamPage.tsx'), 'TeamPage') })`
 */
const leads = createRoute({ getParentRoute: inShell, path: '/leads', component: Unbuilt })
const newLead = createRoute({ getParentRoute: inShell, path: '/leads/new', component: Unbuilt })
const lead = createRoute({ getParentRoute: inShell, path: '/leads/$leadId', component: Unbuilt })
const pools = createRoute({ getParentRoute: inShell, path: '/pools', component: Unbuilt })
const today = createRoute({ getParentRoute: inShell, path: '/today', component: Unbuilt })
const imports = createRoute({ getParentRoute: inShell, path: '/imports', component: Unbuilt })
const sources = createRoute({ getParentRoute: inShell, path: '/sources', component: Unbuilt })
const quarantine = createRoute({ getParentRoute: inShell, path: '/quarantine', component: Unbuilt })
const rules = createRoute({ getParentRoute: inShell, path: '/rules', component: Unbuilt })
const team = createRoute({ getParentRoute: inShell, path: '/team', component: Unbuilt })
const settings = createRoute({ getParentRoute: inShell, path: '/settings', component: Unbuilt })
const account = createRoute({ getParentRoute: inShell, path: '/account', component: Unbuilt })

const signInSearch = z.object({ next: z.string().startsWith('/').optional() })
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: Unbuilt,
})

/** The kit on one page, for looking at it; not part of what is served. */
const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  component: lazy(() => import('../pages/gallery/GalleryPage.tsx'), 'GalleryPage'),
})

export const routeTree = root.addChildren([
  shell.addChildren([
    home,
    leads,
    newLead,
    lead,
    pools,
    today,
    imports,
    sources,
    quarantine,
    rules,
    team,
    settings,
    account,
  ]),
  signIn,
  ...(import.meta.env.MODE === 'production' ? [] : [gallery]),
])
