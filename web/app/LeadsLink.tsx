import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HolderKind } from '../../contract/lead.ts'
import type { Condition } from '../../rules/condition.ts'

interface LeadsLinkProps {
  when: Condition
  holder?: HolderKind
  /** Only what nobody has followed up since it was given to its holder. */
  untouched?: boolean | undefined
  sort?: 'dueAt' | 'priorityDueAt' | 'arrivedAt' | 'score'
  className?: string
  /** What it counts, where the text is a bare number. */
  label?: string
  /** What is to be known of the list it leads to. */
  title?: string | undefined
  children: ReactNode
}

/** Leads to the list of exactly the leads that a number counts; the condition stands in the address. */
export function LeadsLink(props: LeadsLinkProps) {
  const { when, holder, untouched, sort, className, label, title, children } = props
  const search = {
    view: 'all',
    when,
    ...(holder ? { holder } : {}),
    ...(untouched ? { untouched } : {}),
    ...(sort ? { sort, desc: sort !== 'dueAt' && sort !== 'priorityDueAt' } : {}),
  }
  return (
    <Link
      to="/leads"
      search={search}
      {...(className ? { className } : {})}
      {...(label ? { 'aria-label': label } : {})}
      {...(title ? { title } : {})}
    >
      {children}
    </Link>
  )
}
