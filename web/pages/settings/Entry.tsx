import type { ReactNode } from 'react'

interface EntryProps {
  title: ReactNode
  /** Opens it; without one the title is text. */
  onOpen?: () => void
  /** The quiet line below. */
  about?: ReactNode
  /** At the right. */
  children?: ReactNode
  off?: boolean
  open?: boolean
}

/** One line of a list of settings: what it is, a quiet line about it, and what one can do with it. */
export function Entry({ title, onOpen, about, children, off = false, open = false }: EntryProps) {
  return (
    <li className="entry" data-off={off || undefined} data-open={open || undefined}>
      <div className="entry-said">
        {onOpen ? (
          <button type="button" className="entry-open" aria-expanded={open} onClick={onOpen}>
            {title}
          </button>
        ) : (
          <b>{title}</b>
        )}
        {about ? <small>{about}</small> : null}
      </div>
      {children ? <div className="entry-acts">{children}</div> : null}
    </li>
  )
}
