import { lazy } from 'react'
import type { Role } from '../../../contract/endpoint.ts'
import type { settingsWords } from './words.ts'

export const sectionKeys = [
  'fields',
  'gate',
  'compliance',
  'consent',
  'match',
  'merge',
  'stages',
  'tags',
  'profile',
  'score',
  'learned',
  'value',
  'recycle',
  'pools',
  'verification',
  'tracking',
  'codes',
  'hooks',
  'keys',
  'webhooks',
  'robots',
  'apps',
  'deliveries',
  'organisation',
  'appearance',
] as const
export type SectionKey = (typeof sectionKeys)[number] & keyof typeof settingsWords

interface Section {
  key: SectionKey
  group: 'leadsGroup' | 'rulesGroup' | 'linksGroup' | 'houseGroup'
  /** Absent: every member. */
  may?: readonly Role[]
  page: React.ComponentType
}

const policyReaders = ['manager', 'marketer', 'admin'] as const
const admin = ['admin'] as const

/** The pages of the settings in their order, who may read each, and its code, fetched when it is opened. */
export const sections: readonly Section[] = [
  { key: 'fields', group: 'leadsGroup', may: admin, page: lazy(() => import('./FieldsPage.tsx')) },
  { key: 'gate', group: 'leadsGroup', may: policyReaders, page: lazy(() => import('./gate/GatePage.tsx')) },
  {
    key: 'compliance',
    group: 'leadsGroup',
    may: policyReaders,
    page: lazy(() => import('./compliance/CompliancePage.tsx')),
  },
  { key: 'consent', group: 'leadsGroup', may: admin, page: lazy(() => import('./consent/ConsentPage.tsx')) },
  {
    key: 'match',
    group: 'leadsGroup',
    may: policyReaders,
    page: lazy(() => import('./match/MatchPage.tsx')),
  },
  {
    key: 'merge',
    group: 'leadsGroup',
    may: policyReaders,
    page: lazy(() => import('./merge/MergeRulesPage.tsx')),
  },
  {
    key: 'stages',
    group: 'leadsGroup',
    may: admin,
    page: lazy(() => import('./stages/StagesPage.tsx')),
  },
  { key: 'tags', group: 'leadsGroup', may: policyReaders, page: lazy(() => import('./TagsPage.tsx')) },
  {
    key: 'profile',
    group: 'rulesGroup',
    may: policyReaders,
    page: lazy(() => import('./profile/ProfilePage.tsx')),
  },
  {
    key: 'score',
    group: 'rulesGroup',
    may: policyReaders,
    page: lazy(() => import('./score/ScorePage.tsx')),
  },
  {
    key: 'learned',
    group: 'rulesGroup',
    may: policyReaders,
    page: lazy(() => import('./learned/LearnedPage.tsx')),
  },
  {
    key: 'value',
    group: 'rulesGroup',
    may: policyReaders,
    page: lazy(() => import('./value/ValuePage.tsx')),
  },
  { key: 'recycle', group: 'rulesGroup', may: policyReaders, page: lazy(() => import('./RecyclePage.tsx')) },
  { key: 'pools', group: 'rulesGroup', may: admin, page: lazy(() => import('./PoolsPage.tsx')) },
  {
    key: 'verification',
    group: 'linksGroup',
    may: admin,
    page: lazy(() => import('./VerificationPage.tsx')),
  },
  {
    key: 'tracking',
    group: 'linksGroup',
    may: ['marketer', 'admin'],
    page: lazy(() => import('./tracking/TrackingPage.tsx')),
  },
  {
    key: 'codes',
    group: 'linksGroup',
    may: ['marketer', 'admin'],
    page: lazy(() => import('./codes/CodesPage.tsx')),
  },
  { key: 'hooks', group: 'linksGroup', may: admin, page: lazy(() => import('./hooks/HooksPage.tsx')) },
  { key: 'keys', group: 'linksGroup', may: admin, page: lazy(() => import('./KeysPage.tsx')) },
  { key: 'webhooks', group: 'linksGroup', may: admin, page: lazy(() => import('./WebhooksPage.tsx')) },
  { key: 'robots', group: 'linksGroup', may: admin, page: lazy(() => import('./RobotsPage.tsx')) },
  { key: 'apps', group: 'linksGroup', may: admin, page: lazy(() => import('./AppsPage.tsx')) },
  { key: 'deliveries', group: 'linksGroup', may: admin, page: lazy(() => import('./DeliveriesPage.tsx')) },
  {
    key: 'organisation',
    group: 'houseGroup',
    may: admin,
    page: lazy(() => import('./OrganisationPage.tsx')),
  },
  { key: 'appearance', group: 'houseGroup', page: lazy(() => import('./AppearancePage.tsx')) },
]

export const sectionGroups = ['leadsGroup', 'rulesGroup', 'linksGroup', 'houseGroup'] as const
