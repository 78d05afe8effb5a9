import { createRoute, lazyRouteComponent as lazy, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { fates, importKinds } from '../../contract/import.ts'
import { platformName } from '../../contract/platform.ts'
import { customersSearch } from '../pages/customers/search.ts'
import { disputesSearch } from '../pages/disputes/search.ts'
import { leadsSearch } from '../pages/leads/search.ts'
import { mergeSearch } from '../pages/merge/search.ts'
import { newLeadSearch } from '../pages/new-lead/search.ts'
import { teamSearch } from '../pages/people/search.ts'
import { poolsSearch } from '../pages/pools/search.ts'
import { reportsSearch } from '../pages/score-reports/search.ts'
import { dealing } from './dealingRoutes.tsx'
import { inShell, root, shell } from './shellRoute.tsx'

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
const leads = createRoute({
  getParentRoute: inShell,
  path: '/leads',
  validateSearch: leadsSearch,
  component: lazy(() => import('../pages/leads/LeadsPage.tsx'), 'LeadsPage'),
})
const newLead = createRoute({
  getParentRoute: inShell,
  path: '/leads/new',
  validateSearch: newLeadSearch,
  component: lazy(() => import('../pages/new-lead/NewLeadPage.tsx'), 'NewLeadPage'),
})
const lead = createRoute({
  getParentRoute: inShell,
  path: '/leads/$leadId',
  component: lazy(() => import('../pages/lead/LeadPage.tsx'), 'LeadPage'),
})
const mergePage = createRoute({
  getParentRoute: inShell,
  path: '/leads/merge',
  validateSearch: mergeSearch,
  component: lazy(() => import('../pages/merge/MergePage.tsx'), 'MergePage'),
})
const pools = createRoute({
  getParentRoute: inShell,
  path: '/pools',
  validateSearch: poolsSearch,
  component: lazy(() => import('../pages/pools/PoolsPage.tsx'), 'PoolsPage'),
})
const disputes = createRoute({
  getParentRoute: inShell,
  path: '/disputes',
  validateSearch: disputesSearch,
  component: lazy(() => import('../pages/disputes/DisputesPage.tsx'), 'DisputesPage'),
})
const todaySearch = z.object({
  view: z.enum(['team', 'mine']).optional().catch(undefined),
  team: z.uuid().optional().catch(undefined),
  /** The one open at the side; `none` once it was closed. */
  lead: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .catch(undefined),
})
const today = createRoute({
  getParentRoute: inShell,
  path: '/today',
  validateSearch: todaySearch,
  component: lazy(() => import('../pages/today/TodayPage.tsx'), 'TodayPage'),
})
const customers = createRoute({
  getParentRoute: inShell,
  path: '/customers',
  validateSearch: customersSearch,
  component: lazy(() => import('../pages/customers/CustomersPage.tsx'), 'CustomersPage'),
})
const importsSearch = z.object({
  /** What the next file brings. */
  kind: z.enum(importKinds).optional().catch(undefined),
})
const imports = createRoute({
  getParentRoute: inShell,
  path: '/imports',
  validateSearch: importsSearch,
  component: lazy(() => import('../pages/import/ImportsPage.tsx'), 'ImportsPage'),
})
const importSearch = z.object({
  /** The fate whose rows are shown. */
  fate: z.enum(fates).optional().catch(undefined),
  /** Back at the columns after a preview. */
  again: z.boolean().optional().catch(undefined),
})
const oneImport = createRoute({
  getParentRoute: inShell,
  path: '/imports/$importId',
  validateSearch: importSearch,
  component: lazy(() => import('../pages/import/ImportPage.tsx'), 'ImportPage'),
})
const sourcesSearch = z.object({
  tab: z.enum(['forms', 'quality']).optional().catch(undefined),
  source: z
    .union([z.uuid(), z.literal('new')])
    .optional()
    .catch(undefined),
  form: z
    .union([z.uuid(), z.literal('new')])
    .optional()
    .catch(undefined),
})
const sources = createRoute({
  getParentRoute: inShell,
  path: '/sources',
  validateSearch: sourcesSearch,
  component: lazy(() => import('../pages/sources/SourcesPage.tsx'), 'SourcesPage'),
})
const quarantineSearch = z.object({
  tab: z.enum(['undecided']).optional().catch(undefined),
  source: z.uuid().optional().catch(undefined),
  /** The address of a field they lack. */
  lacks: z.string().max(80).optional().catch(undefined),
  /** The one opened at the side. */
  lead: z.uuid().optional().catch(undefined),
})
const quarantine = createRoute({
  getParentRoute: inShell,
  path: '/quarantine',
  validateSearch: quarantineSearch,
  component: lazy(() => import('../pages/quarantine/QuarantinePage.tsx'), 'QuarantinePage'),
})
const duplicatesSearch = z.object({
  tab: z.enum(['clusters', 'customers']).optional().catch(undefined),
  show: z.enum(['certain', 'ask', 'rule', 'decided']).optional().catch(undefined),
  /** The pair opened at the side. */
  pair: z.uuid().optional().catch(undefined),
})
const duplicates = createRoute({
  getParentRoute: inShell,
  path: '/duplicates',
  validateSearch: duplicatesSearch,
  component: lazy(() => import('../pages/duplicates/DuplicatesPage.tsx'), 'DuplicatesPage'),
})
const confirmSearch = z.object({ source: z.uuid().optional().catch(undefined) })
const confirm = createRoute({
  getParentRoute: inShell,
  path: '/confirm',
  validateSearch: confirmSearch,
  component: lazy(() => import('../pages/confirm/ConfirmPage.tsx'), 'ConfirmPage'),
})
const prioritySearch = z.object({
  tab: z.enum(['report']).optional().catch(undefined),
  /** The one opened at the side. */
  lead: z.uuid().optional().catch(undefined),
})
const priority = createRoute({
  getParentRoute: inShell,
  path: '/priority',
  validateSearch: prioritySearch,
  component: lazy(() => import('../pages/priority/PriorityPage.tsx'), 'PriorityPage'),
})
const scoreReports = createRoute({
  getParentRoute: inShell,
  path: '/score-reports',
  validateSearch: reportsSearch,
  component: lazy(() => import('../pages/score-reports/ScoreReportsPage.tsx'), 'ScoreReportsPage'),
})
const idealCustomer = createRoute({
  getParentRoute: inShell,
  path: '/ideal-customer',
  component: lazy(() => import('../pages/profile/ProfileReportPage.tsx'), 'ProfileReportPage'),
})
const team = createRoute({
  getParentRoute: inShell,
  path: '/team',
  validateSearch: teamSearch,
  component: lazy(() => import('../pages/people/TeamPage.tsx'), 'TeamPage'),
})
const settingsSearch = z.object({
  source: z.uuid().optional().catch(undefined),
  panel: z.string().max(20).optional().catch(undefined),
  open: z.string().max(40).optional().catch(undefined),
})
const settings = createRoute({
  getParentRoute: inShell,
  path: '/settings',
  validateSearch: settingsSearch,
  component: lazy(() => import('../pages/settings/SettingsPage.tsx'), 'SettingsPage'),
})
/** Drawn by the settings' page itself, which has a table of them. */
const settingsSection = createRoute({ getParentRoute: () => settings, path: '$section' })
const account = createRoute({
  getParentRoute: inShell,
  path: '/account',
  component: lazy(() => import('../pages/people/AccountPage.tsx'), 'AccountPage'),
})

const signInSearch = z.object({
  next: z.string().startsWith('/').optional(),
  /** The organisation whose platforms are offered, where the server has several. */
  org: z.string().max(100).optional().catch(undefined),
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazy(() => import('../pages/people/SignInPage.tsx'), 'SignInPage'),
})
/** Where a work platform sends the browser back to; DingTalk calls its code authCode too. */
const comeBackSearch = z.object({
  code: z.coerce.string().optional().catch(undefined),
  authCode: z.coerce.string().optional().catch(undefined),
  state: z.coerce.string().optional().catch(undefined),
})
const comeBack = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/$platform',
  params: { parse: ({ platform }) => ({ platform: platformName.parse(platform) }) },
  validateSearch: comeBackSearch,
  component: lazy(() => import('../pages/people/ComeBackPage.tsx'), 'ComeBackPage'),
})
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazy(() => import('../pages/people/SetupPage.tsx'), 'SetupPage'),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazy(() => import('../pages/people/InvitationPage.tsx'), 'InvitationPage'),
})
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazy(() => import('../pages/people/ResetPage.tsx'), 'ResetPage'),
})

/** The kit on one page, for looking at it: `vite`, or `vite build --mode gallery`. It is not in what is served. */
const gallery =
  import.meta.env.MODE === 'production'
    ? []
    : [
        createRoute({
          getParentRoute: () => root,
          path: '/gallery',
          component: lazy(() => import('../pages/gallery/GalleryPage.tsx'), 'GalleryPage'),
        }),
      ]

export const routeTree = root.addChildren([
  shell.addChildren([
    home,
    leads,
    newLead,
    lead,
    mergePage,
    pools,
    disputes,
    today,
    priority,
    customers,
    imports,
    oneImport,
    sources,
    quarantine,
    duplicates,
    confirm,
    ...dealing,
    scoreReports,
    idealCustomer,
    team,
    settings.addChildren([settingsSection]),
    account,
  ]),
  signIn,
  comeBack,
  setup,
  invitation,
  reset,
  ...gallery,
])
