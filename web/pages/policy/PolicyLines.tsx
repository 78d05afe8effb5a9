import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SortableList } from '../../ui/SortableList.tsx'
import { RuleRow } from './RuleRow.tsx'
import type { Said } from './saying.ts'
import { useLines } from './useLines.ts'
import { policyWords } from './words.ts'

interface PolicyLinesProps<Item> {
  label: string
  items: readonly Item[]
  onChange: (items: Item[]) => void
  /** A new line to begin with. */
  fresh: () => Item
  empty: { title: string; hint?: string }
  say: (item: Item) => Said
  isSound: (item: Item) => boolean
  renderAside?: (item: Item) => ReactNode
  /** The editor of an open line. */
  children: (item: Item, set: (item: Item) => void) => ReactNode
}

interface Line {
  readonly id: string
  readonly name?: string
  readonly active?: boolean
}

/** The lines of a policy: sentences in their order, each opening into its editor, and a button for one more. */
export function PolicyLines<Item extends Line>(props: PolicyLinesProps<Item>) {
  const { label, items, onChange, fresh, empty } = props
  const w = useWords(policyWords)
  const lines = useLines(items, onChange)
  const add = () => lines.add(fresh())
  if (items.length === 0)
    return (
      <Empty
        title={empty.title}
        action={
          <Button type="primary" onClick={add}>
            {w.addFirst}
          </Button>
        }
      >
        {empty.hint}
      </Empty>
    )
  return (
    <>
      <SortableList label={label} items={items} idOf={({ id }) => id} onOrder={onChange}>
        {(item, at) => (
          <RuleRow
            key={item.id}
            id={item.id}
            at={at}
            name={item.name}
            said={props.say(item)}
            open={lines.open === item.id}
            onOpen={() => lines.toggle(item.id)}
            verbs={lines.verbsOf(item, at)}
            {...(item.active === undefined ? {} : { active: item.active })}
            onActive={(active) => lines.change({ ...item, active })}
            unsound={!props.isSound(item)}
            aside={props.renderAside?.(item)}
          >
            {props.children(item, lines.change)}
          </RuleRow>
        )}
      </SortableList>
      <Button className="after-lines" icon={<PlusOutlined aria-hidden="true" />} onClick={add}>
        {w.addRule}
      </Button>
    </>
  )
}
