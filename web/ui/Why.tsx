import { Popover } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
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
  /** The question in words: 为什么是 A1. */
  title: string
  /** Strongest first; hover shows three, a click all. */
  reasons: readonly Reason[]
  /** The sum, below a line. */
  total?: number
  /** The proof under the reasons: the rule and its version, a link. */
  proof?: ReactNode
}

type Open = 'no' | 'hover' | 'pinned'

/**
 * Answer first, reason one hover away, proof one click away. Until it is asked it is a plain button, for a list has
 * one in every row.
 */
export function Why({ children, title, ...answer }: WhyProps) {
  const id = useId()
  const [open, setOpen] = useState<Open>('no')
  const { frame, hover } = useOpening(open, setOpen)
  return (
    <span className="why-frame" ref={frame} {...hover}>
      <button
        type="button"
        className="why-asked"
        aria-expanded={open !== 'no'}
        aria-describedby={open === 'no' ? undefined : id}
        onClick={() => setOpen(open === 'pinned' ? 'no' : 'pinned')}
        onFocus={(event) => {
          if (event.target.matches(':focus-visible')) setOpen('hover')
        }}
        onBlur={() => setOpen((now) => (now === 'hover' ? 'no' : now))}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || open === 'no') return
          event.preventDefault()
          setOpen('no')
        }}
      >
        {children}
        <span className="unseen">{title}</span>
      </button>
      {open === 'no' ? null : (
        <Popover
          open
          title={title}
          content={
            <div id={id} className="why" {...hover}>
              <Answer {...answer} pinned={open === 'pinned'} onAll={() => setOpen('pinned')} />
            </div>
          }
        >
          <span className="why-place" />
        </Popover>
      )}
    </span>
  )
}

/** Opens after a moment's rest, stays while the pointer goes over to the answer, and pinned until a press elsewhere. */
function useOpening(open: Open, setOpen: (open: Open) => void) {
  const frame = useRef<HTMLSpanElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const wait = (ms: number, next: Open) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), ms)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (open !== 'pinned') return undefined
    const press = (event: PointerEvent) => {
      const at = event.target as Element
      if (!frame.current?.contains(at) && !at.closest('.why, .ant-popover')) setOpen('no')
    }
    document.addEventListener('pointerdown', press)
    return () => document.removeEventListener('pointerdown', press)
  }, [open, setOpen])
  const hover = {
    onPointerEnter: (event: React.PointerEvent) => {
      if (event.pointerType === 'touch') return
      if (open === 'no') wait(250, 'hover')
      else clearTimeout(timer.current)
    },
    onPointerLeave: () => {
      if (open === 'hover') wait(150, 'no')
      else clearTimeout(timer.current)
    },
  }
  return { frame, hover }
}

interface AnswerProps extends Omit<WhyProps, 'children' | 'title'> {
  pinned: boolean
  onAll: () => void
}

function Answer({ reasons, total, proof, pinned, onAll }: AnswerProps) {
  const w = useWords(uiWords)
  const shown = pinned ? reasons : reasons.slice(0, 3)
  const cut = reasons.length - shown.length
  return (
    <>
      <ul>
        {shown.map((reason, at) => (
          <li key={at}>
            {reason.points === undefined ? null : <Points value={reason.points} />}
            <span>{reason.text}</span>
          </li>
        ))}
      </ul>
      {cut > 0 ? (
        <button type="button" className="plain-link" onClick={onAll}>
          {w.all} +{cut}
        </button>
      ) : null}
      {pinned && total !== undefined ? (
        <div className="why-total">
          <b className="figure">= {total}</b> {w.points}
        </div>
      ) : null}
      {pinned && proof ? <div className="why-proof">{proof}</div> : null}
    </>
  )
}

function Points({ value }: { value: number }) {
  const sign = value > 0 ? '+' : value < 0 ? '−' : '±'
  return (
    <b className={value < 0 ? 'figure points-minus' : 'figure points-plus'}>
      {sign}
      {Math.abs(value)}
    </b>
  )
}
