import { createRoute, lazyRouteComponent as lazy } from '@tanstack/react-router'
import { z } from 'zod'
import { abilitySearch } from '../pages/ability/search.ts'
import { cohortsSearch } from '../pages/cohorts/search.ts'
import { referrersSearch } from '../pages/referrers/search.ts'
import { rehearsalSearch } from '../pages/rehearsal/search.ts'
import { territoriesSearch } from '../pages/territories/search.ts'
import { inShell } from './shellRoute.tsx'

const rulesSearch = z.object({ panel: z.enum(['try', 'history']).optional() })
const rules = createRoute({
  getParentRoute: inShell,
  path: '/rules',
  validateSearch: rulesSearch,
  component: lazy(() => import('../pages/rules/RulesPage.tsx'), 'RulesPage'),
})
const rehearsal = createRoute({
  getParentRoute: inShell,
  path: '/rules/rehearsal',
  validateSearch: rehearsalSearch,
  component: lazy(() => import('../pages/rehearsal/RehearsalPage.tsx'), 'RehearsalPage'),
})
const fairness = createRoute({
  getParentRoute: inShell,
  path: '/rules/fairness',
  component: lazy(() => import('../pages/fairness/FairnessPage.tsx'), 'FairnessPage'),
})
const territories = createRoute({
  getParentRoute: inShell,
  path: '/territories',
  validateSearch: territoriesSearch,
  component: lazy(() => import('../pages/territories/TerritoriesPage.tsx'), 'TerritoriesPage'),
})
const cohorts = createRoute({
  getParentRoute: inShell,
  path: '/cohorts',
  validateSearch: cohortsSearch,
  component: lazy(() => import('../pages/cohorts/CohortsPage.tsx'), 'CohortsPage'),
})
const workingTimeSearch = z.object({
  tab: z.enum(['calendar']).optional().catch(undefined),
  month: z
    .string()
    .regex(/^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
})
const workingTime = createRoute({
  getParentRoute: inShell,
  path: '/working-time',
  validateSearch: workingTimeSearch,
  component: lazy(() => import('../pages/working-time/WorkingTimePage.tsx'), 'WorkingTimePage'),
})
const referrers = createRoute({
  getParentRoute: inShell,
  path: '/referrers',
  validateSearch: referrersSearch,
  component: lazy(() => import('../pages/referrers/ReferrersPage.tsx'), 'ReferrersPage'),
})
const ability = createRoute({
  getParentRoute: inShell,
  path: '/ability',
  validateSearch: abilitySearch,
  component: lazy(() => import('../pages/ability/AbilityPage.tsx'), 'AbilityPage'),
})
const repAbility = createRoute({
  getParentRoute: inShell,
  path: '/ability/$userId',
  component: lazy(() => import('../pages/ability/RepAbilityPage.tsx'), 'RepAbilityPage'),
})

/** Who gets which lead: the rules, who is there, and what points at somebody. */
export const dealing = [
  rules,
  rehearsal,
  fairness,
  territories,
  cohorts,
  workingTime,
  referrers,
  ability,
  repAbility,
] as const
