import { useEffect } from 'react'
import type { ReactNode } from 'react'
import './page.css'

interface PageProps {
  /** Also the browser tab's title and the page's h1. */
  title: string
  children: ReactNode
  /** A quiet line under the title: what this page is for, or its count. */
  about?: ReactNode
  /** Buttons at the right of the title; the primary one last. */
  actions?: ReactNode
  /** A panel beside the content, usually a `SidePanel`. */
  side?: ReactNode
  /** Fills the height and scrolls inside (lists), instead of scrolling as a whole. */
  fill?: boolean
}

/** One page of the app: its title, its actions, its content, and whatever stands beside it. */
export function Page({ title, children, about, actions, side, fill = false }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Sluice`
  }, [title])
  return (
    <div className="page-frame">
      <div className={fill ? 'page page-fill' : 'page'}>
        <PageHeader title={title} about={about} actions={actions} />
        {children}
      </div>
      {side}
    </div>
  )
}

/** A page's heading on its own, for pages which draw their own frame. */
export function PageHeader({ title, about, actions }: Pick<PageProps, 'title' | 'about' | 'actions'>) {
  return (
    <header className="page-header">
      <div className="page-heading">
        <h1>{title}</h1>
        {about ? <div className="page-about">{about}</div> : null}
      </div>
      {actions ? <div className="page-actions">{actions}</div> : null}
    </header>
  )
}

/** A part of a page with its own small heading: spacing and a line instead of a card. */
export function Section({ title, about, actions, children }: Omit<PageProps, 'side' | 'fill'>) {
  return (
    <section className="section" aria-label={title}>
      <header className="section-header">
        <h2>{title}</h2>
        {about ? <span className="page-about">{about}</span> : null}
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      {children}
    </section>
  )
}
