import type { ReactNode } from 'react'
import './page.css'

interface EmptyProps {
  /** What is not here: 还没有线索. */
  title: string
  /** What to do first. */
  children?: ReactNode
  /** The button that does it. */
  action?: ReactNode
  icon?: ReactNode
}

/** An empty page that says what to do first. */
export function Empty({ title, children, action, icon }: EmptyProps) {
  return (
    <div className="state">
      {icon ? (
        <div className="state-mark" aria-hidden="true">
          {icon}
        </div>
      ) : null}
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {action}
    </div>
  )
}
