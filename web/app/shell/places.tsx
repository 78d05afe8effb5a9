import {
  AimOutlined,
  AuditOutlined,
  CalendarOutlined,
  ClockCircleOutlined,
  CloudDownloadOutlined,
  CompassOutlined,
  ContactsOutlined,
  CopyOutlined,
  CrownOutlined,
  GiftOutlined,
  FilterOutlined,
  FormOutlined,
  InboxOutlined,
  LineChartOutlined,
  PartitionOutlined,
  PieChartOutlined,
  ScheduleOutlined,
  SettingOutlined,
  SwapOutlined,
  TeamOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Role } from '../../../contract/endpoint.ts'
import type { shellWords } from './words.ts'

type Label =
  | 'leads'
  | 'pools'
  | 'today'
  | 'priority'
  | 'customers'
  | 'referrers'
  | 'disputes'
  | 'cohorts'
  | 'imports'
  | 'sources'
  | 'quarantine'
  | 'duplicates'
  | 'confirm'
  | 'rules'
  | 'scoreReports'
  | 'idealCustomer'
  | 'team'
  | 'workingTime'
  | 'ability'
  | 'territories'
  | 'settings'
type Group = 'work' | 'doors' | 'govern'

/** A place in the navigation: who sees it, where it is, and the chord that goes there. */
export interface Place {
  to:
    | '/leads'
    | '/pools'
    | '/today'
    | '/priority'
    | '/customers'
    | '/referrers'
    | '/disputes'
    | '/cohorts'
    | '/imports'
    | '/sources'
    | '/quarantine'
    | '/duplicates'
    | '/confirm'
    | '/rules'
    | '/score-reports'
    | '/ideal-customer'
    | '/team'
    | '/working-time'
    | '/ability'
    | '/territories'
    | '/settings'
  label: Label & keyof typeof shellWords
  group: Group
  icon: ReactNode
  keys?: string
  /** Absent: every member. */
  may?: readonly Role[]
  /** Stands in the phone's bottom bar. */
  thumb?: true
}

export const groups: readonly Group[] = ['work', 'doors', 'govern']

export const places: readonly Place[] = [
  { to: '/leads', label: 'leads', group: 'work', icon: <ContactsOutlined />, keys: 'g l', thumb: true },
  {
    to: '/pools',
    label: 'pools',
    group: 'work',
    icon: <InboxOutlined />,
    keys: 'g p',
    may: ['rep', 'manager', 'admin'],
    thumb: true,
  },
  {
    to: '/today',
    label: 'today',
    group: 'work',
    icon: <CalendarOutlined />,
    keys: 'g t',
    may: ['rep', 'manager', 'admin'],
    thumb: true,
  },
  {
    to: '/priority',
    label: 'priority',
    group: 'work',
    icon: <ThunderboltOutlined />,
    keys: 'g f',
    may: ['rep', 'manager', 'admin'],
  },
  { to: '/customers', label: 'customers', group: 'work', icon: <CrownOutlined />, keys: 'g c' },
  { to: '/referrers', label: 'referrers', group: 'work', icon: <GiftOutlined /> },
  {
    to: '/disputes',
    label: 'disputes',
    group: 'work',
    icon: <SwapOutlined />,
    keys: 'g w',
    may: ['rep', 'manager', 'admin'],
  },
  {
    to: '/cohorts',
    label: 'cohorts',
    group: 'work',
    icon: <ScheduleOutlined />,
    keys: 'g k',
    may: ['rep', 'manager', 'admin'],
  },
  {
    to: '/imports',
    label: 'imports',
    group: 'doors',
    icon: <CloudDownloadOutlined />,
    keys: 'g i',
    may: ['admin', 'manager', 'marketer'],
  },
  {
    to: '/sources',
    label: 'sources',
    group: 'doors',
    icon: <FormOutlined />,
    keys: 'g s',
    may: ['admin', 'marketer'],
  },
  {
    to: '/quarantine',
    label: 'quarantine',
    group: 'doors',
    icon: <FilterOutlined />,
    keys: 'g q',
    may: ['admin', 'manager', 'marketer'],
  },
  {
    to: '/duplicates',
    label: 'duplicates',
    group: 'doors',
    icon: <CopyOutlined />,
    keys: 'g d',
    may: ['admin', 'manager'],
  },
  {
    to: '/confirm',
    label: 'confirm',
    group: 'doors',
    icon: <AuditOutlined />,
    keys: 'g v',
    may: ['admin', 'manager', 'marketer', 'rep'],
  },
  {
    to: '/rules',
    label: 'rules',
    group: 'govern',
    icon: <PartitionOutlined />,
    keys: 'g r',
    may: ['admin', 'manager'],
  },
  {
    to: '/score-reports',
    label: 'scoreReports',
    group: 'govern',
    icon: <PieChartOutlined />,
    keys: 'g e',
    may: ['admin', 'manager', 'marketer'],
  },
  {
    to: '/ideal-customer',
    label: 'idealCustomer',
    group: 'govern',
    icon: <AimOutlined />,
    keys: 'g o',
    may: ['admin', 'manager', 'marketer'],
  },
  {
    to: '/team',
    label: 'team',
    group: 'govern',
    icon: <TeamOutlined />,
    keys: 'g m',
    may: ['admin', 'manager'],
  },
  {
    to: '/working-time',
    label: 'workingTime',
    group: 'govern',
    icon: <ClockCircleOutlined />,
    keys: 'g h',
    may: ['admin', 'manager'],
  },
  {
    to: '/ability',
    label: 'ability',
    group: 'govern',
    icon: <LineChartOutlined />,
    keys: 'g a',
    may: ['admin', 'manager'],
  },
  {
    to: '/territories',
    label: 'territories',
    group: 'govern',
    icon: <CompassOutlined />,
    keys: 'g n',
    may: ['admin', 'manager', 'rep'],
  },
  {
    to: '/settings',
    label: 'settings',
    group: 'govern',
    icon: <SettingOutlined />,
    may: ['admin', 'manager', 'marketer'],
  },
]

/** The places somebody with these roles may go to. */
export function placesFor(roles: readonly Role[]): readonly Place[] {
  return places.filter((place) => !place.may || place.may.some((role) => roles.includes(role)))
}
