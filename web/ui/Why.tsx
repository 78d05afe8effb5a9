import { Popover } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useWords } from '../app/language.tsx'
import { uiWords } from './words.ts'
import './inline.css'

export interface Reason {
  /** What it is: 职位是采购总监. */
  text: ReactNode
  /** What it added or took, where it is a sum. */
  points?: number
}

interface WhyProps {
  /** What is asked about: A1 · 84. */
  children: ReactNode
  /** The question in words, also the accessible name: 为什么是 A1. */
  title: string
  /** Strongest first; hover shows three, a click all. */
  reasons: readonly Reason[]
  /** The sum, below a line. */
  total?: number
  /** The proof under the reasons: the rule and its version, a link. */
  proof?: ReactNode
}

/** Answer first, reason one hover away, proof one click away. */
export function Why({ children, title, reasons, total, proof }: WhyProps) {
  const w = useWords(uiWords)
  const [open, setOpen] = useState<'no' | 'hover' | 'pinned'>('no')
  const shown = open === 'pinned' ? reasons : reasons.slice(0, 3)
  const cut = reasons.length - shown.length
  const content = (
    <div className="why">
      <ul>
        {shown.map((reason, at) => (
          <li key={at}>
            {reason.points === undefined ? null : <Points value={reason.points} />}
            <span>{reason.text}</span>
          </li>
        ))}
      </ul>
      {cut > 0 ? (
        <button type="button" className="plain-link" onClick={() => setOpen('pinned')}>
          {w.all} +{cut}
        </button>
      ) : null}
      {open === 'pinned' && total !== undefined ? (
        <div className="why-total">
          <Points value={total} sum /> {w.points}
        </div>
      ) : null}
      {open === 'pinned' && proof ? <div className="why-proof">{proof}</div> : null}
    </div>
  )
  return (
    <Popover
      title={title}
      content={content}
      open={open !== 'no'}
      trigger={['hover', 'focus']}
      mouseEnterDelay={0.25}
      onOpenChange={(next) =>
        setOpen((now) => (next ? (now === 'no' ? 'hover' : now) : now === 'pinned' ? now : 'no'))
      }
    >
      <button
        type="button"
        className="why-asked"
        aria-expanded={open !== 'no'}
        onClick={(event) => {
          event.stopPropagation()
          setOpen((now) => (now === 'pinned' ? 'no' : 'pinned'))
        }}
        onBlur={() => setOpen((now) => (now === 'pinned' ? 'no' : now))}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen('no')
        }}
      >
        {children}
        <span className="unseen">{title}</span>
      </button>
    </Popover>
  )
}

function Points({ value, sum = false }: { value: number; sum?: boolean }) {
  const sign = sum ? '' : value > 0 ? '+' : value < 0 ? '−' : '±'
  return (
    <b className={value < 0 ? 'figure points-minus' : 'figure points-plus'}>
      {sum ? '= ' : sign}
      {sum ? value : Math.abs(value)}
    </b>
  )
}
