import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HolderKind } from '../../contract/lead.ts'
import type { Condition } from '../../rules/condition.ts'

interface LeadsLinkProps {
  when: Condition
  holder?: HolderKind
  sort?: 'dueAt' | 'arrivedAt' | 'score'
  className?: string
  /** What it counts, where the text is a bare number. */
  label?: string
  children: ReactNode
}

/** Leads to the list of exactly the leads that a number counts; the condition stands in the address. */
export function LeadsLink({ when, holder, sort, className, label, children }: LeadsLinkProps) {
  const search = {
    view: 'all',
    when,
    ...(holder ? { holder } : {}),
    ...(sort ? { sort, desc: sort !== 'dueAt' } : {}),
  }
  return (
    <Link
      to="/leads"
      search={search}
      {...(className ? { className } : {})}
      {...(label ? { 'aria-label': label } : {})}
    >
      {children}
    </Link>
  )
}
