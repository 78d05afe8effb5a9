import {
  DndContext,
  KeyboardSensor,
  PointerSensor,
  closestCenter,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import type { Announcements, DragEndEvent, UniqueIdentifier } from '@dnd-kit/core'
import {
  SortableContext,
  arrayMove,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import type { ReactNode } from 'react'
import { useWords } from '../app/language.tsx'
import { sortWords } from './sortWords.ts'
import './sortable.css'

interface SortableListProps<Item> {
  /** Names the list for screen readers. */
  label: string
  items: readonly Item[]
  idOf: (item: Item) => string
  onOrder: (items: Item[]) => void
  /** A `SortableItem` for each. */
  children: (item: Item, at: number) => ReactNode
}

/** Lines whose order matters, dragged by their handles: by pointer, by finger, or with space and the arrows. */
export function SortableList<Item>({ label, items, idOf, onOrder, children }: SortableListProps<Item>) {
  const w = useWords(sortWords)
  const ids = items.map(idOf)
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id)
      onOrder(arrayMove([...items], ids.indexOf(String(active.id)), ids.indexOf(String(over.id))))
  }
  const place = (id: UniqueIdentifier) => ids.indexOf(String(id)) + 1
  const announcements: Announcements = {
    onDragStart: ({ active }) => w.lifted(place(active.id)),
    onDragOver: ({ over }) => (over ? w.over(place(over.id)) : undefined),
    onDragEnd: ({ over }) => (over ? w.dropped(place(over.id)) : w.dragCancelled),
    onDragCancel: () => w.dragCancelled,
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{ announcements, screenReaderInstructions: { draggable: '' } }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ol className="sortable" aria-label={label}>
          {items.map(children)}
        </ol>
      </SortableContext>
    </DndContext>
  )
}
