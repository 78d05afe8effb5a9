import { HolderOutlined } from '@ant-design/icons'
import { useSortable } from '@dnd-kit/sortable'
import type { ReactNode } from 'react'
import { useWords } from '../app/language.tsx'
import { sortWords } from './sortWords.ts'

interface SortableItemProps {
  id: string
  /** Its place, from 0; shown from 1. */
  at: number
  /** The line itself, right of the handle. */
  children: ReactNode
  /** Under the line: its editor. */
  below?: ReactNode
  /** `off`: greyed; `lit`, `passed`: marked at the left. */
  look?: { off?: boolean; lit?: boolean; passed?: boolean }
}

/** One line of a `SortableList`, with its handle and number. */
export function SortableItem({ id, at, children, below, look = {} }: SortableItemProps) {
  const w = useWords(sortWords)
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } =
    useSortable({ id })
  const style = {
    transform: transform ? `translate3d(0, ${Math.round(transform.y)}px, 0)` : undefined,
    transition,
  }
  return (
    <li
      ref={setNodeRef}
      className="sortable-item"
      style={style}
      data-off={look.off || undefined}
      data-lit={look.lit || undefined}
      data-passed={look.passed || undefined}
      data-dragging={isDragging || undefined}
    >
      <div className="sortable-line">
        <button
          {...attributes}
          {...listeners}
          ref={setActivatorNodeRef}
          type="button"
          className="sortable-handle"
          aria-label={w.drag(at + 1)}
          aria-roledescription={undefined}
          aria-describedby={undefined}
        >
          <HolderOutlined aria-hidden="true" />
          <span className="figure">{at + 1}</span>
        </button>
        {children}
      </div>
      {below}
    </li>
  )
}
