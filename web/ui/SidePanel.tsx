import { CloseOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useWords } from '../app/language.tsx'
import { useKeys } from './useKeys.ts'
import { uiWords } from './words.ts'
import './side-panel.css'

interface SidePanelProps {
  /** Names the panel for screen readers and heads it. */
  title: ReactNode
  label: string
  onClose: () => void
  children: ReactNode
  /** Buttons in the head, left of close. */
  actions?: ReactNode
  /** Stays at the bottom, in reach of the thumb on a phone. */
  foot?: ReactNode
}

const stored = 'sluice.side-width'
const narrowest = 360

/**
 * What was opened from the list, beside it: the list stays usable. Under 1100 px it lies over the list, on a phone it
 * fills the screen. Escape closes it; its left edge is dragged, or moved by arrow keys.
 */
export function SidePanel({ title, label, onClose, children, actions, foot }: SidePanelProps) {
  const w = useWords(uiWords)
  const { width, edge } = useWidth()
  useKeys([{ keys: 'escape', run: onClose }])
  return (
    <aside
      className="side"
      aria-label={label}
      style={{ '--side-width': `${width}px` } as React.CSSProperties}
    >
      <div
        className="side-edge"
        role="separator"
        aria-orientation="vertical"
        aria-label={w.resize}
        aria-valuenow={width}
        aria-valuemin={narrowest}
        tabIndex={0}
        {...edge}
      />
      <header className="side-head">
        <h2>{title}</h2>
        {actions}
        <Tooltip title={`${w.close} Esc`}>
          <Button type="text" icon={<CloseOutlined />} aria-label={w.close} onClick={onClose} />
        </Tooltip>
      </header>
      <div className="side-body">{children}</div>
      {foot ? <footer className="side-foot">{foot}</footer> : null}
    </aside>
  )
}

function useWidth() {
  const [width, setWidth] = useState(() => Number(localStorage.getItem(stored)) || 520)
  const grabbed = useRef<{ x: number; width: number } | undefined>(undefined)
  useEffect(() => localStorage.setItem(stored, String(width)), [width])
  const to = (wish: number) =>
    setWidth(Math.round(Math.max(narrowest, Math.min(wish, window.innerWidth * 0.7))))
  const edge = {
    onPointerDown: (event: React.PointerEvent) => {
      grabbed.current = { x: event.clientX, width }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: React.PointerEvent) => {
      if (grabbed.current) to(grabbed.current.width + grabbed.current.x - event.clientX)
    },
    onPointerUp: () => {
      grabbed.current = undefined
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'ArrowLeft') to(width + 24)
      if (event.key === 'ArrowRight') to(width - 24)
    },
  }
  return { width, edge }
}
