import { arrayMove } from '@dnd-kit/sortable'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useToast } from '../../ui/useToast.tsx'
import type { RowVerbs } from './RuleRow.tsx'
import { policyWords } from './words.ts'

interface Identified {
  readonly id: string
}

/** What one does to the lines of a policy: add, change, move, copy, delete with undo; and which one is open. */
export function useLines<Item extends Identified>(items: readonly Item[], keep: (items: Item[]) => void) {
  const w = useWords(policyWords)
  const toast = useToast()
  const [open, setOpen] = useState<string>()
  const remove = (item: Item) => {
    keep(items.filter(({ id }) => id !== item.id))
    toast.done(w.removedLine, () => keep([...items]))
  }
  const verbsOf = (item: Item, at: number): RowVerbs => ({
    onUp: at > 0 ? () => keep(arrayMove([...items], at, at - 1)) : undefined,
    onDown: at < items.length - 1 ? () => keep(arrayMove([...items], at, at + 1)) : undefined,
    onCopy: () => {
      const copy = { ...item, id: newLineId() }
      keep(items.toSpliced(at + 1, 0, copy))
      setOpen(copy.id)
    },
    onRemove: () => remove(item),
  })
  return {
    open,
    toggle: (id: string) => setOpen(open === id ? undefined : id),
    add: (item: Item) => {
      keep([...items, item])
      setOpen(item.id)
    },
    change: (item: Item) => keep(items.map((each) => (each.id === item.id ? item : each))),
    verbsOf,
  }
}

/** An id for a new line: short, and unlike any other of the policy's versions, for events point at it. */
export function newLineId(): string {
  return crypto.getRandomValues(new Uint32Array(2)).reduce((text, part) => text + part.toString(36), 'r')
}
