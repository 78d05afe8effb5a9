import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../../app/language.tsx'
import { Sentence } from '../../ui/Sentence.tsx'
import { SortableItem } from '../../ui/SortableItem.tsx'
import type { Said } from './saying.ts'
import { policyWords } from './words.ts'

export interface RowVerbs {
  onUp?: (() => void) | undefined
  onDown?: (() => void) | undefined
  onCopy?: () => void
  onRemove: () => void
}

interface RuleRowProps {
  id: string
  /** From 0. */
  at: number
  said: Said
  /** A short name above the sentence. */
  name?: string | undefined
  open: boolean
  onOpen: () => void
  verbs: RowVerbs
  active?: boolean
  onActive?: (active: boolean) => void
  /** Its conditions or targets are incomplete. */
  unsound?: boolean
  /** At the right: the live count. */
  aside?: ReactNode
  /** Under the sentence: what a tried lead met here. */
  below?: ReactNode
  /** How a trial lights it. */
  tried?: 'fires' | 'passes' | undefined
  /** The editor, in place while open. */
  children: ReactNode
}

/** One rule: its sentence, which opens into the editor in place, and what it does to leads. */
export function RuleRow(props: RuleRowProps) {
  const { id, at, said, name, open, active, unsound = false, tried } = props
  const w = useWords(policyWords)
  const editor = (
    <div className="rule-editor" ref={reveal}>
      {props.children}
      <Button size="small" onClick={props.onOpen}>
        {w.done}
      </Button>
    </div>
  )
  return (
    <SortableItem
      id={id}
      at={at}
      look={{ off: active === false, lit: tried === 'fires', passed: tried === 'passes' }}
      below={open ? editor : null}
    >
      <div className="rule-said">
        {name ? <span className="rule-name">{name}</span> : null}
        <button type="button" className="sentence-open" aria-expanded={open} onClick={props.onOpen}>
          <Sentence parts={said} />
        </button>
        {unsound ? <span className="rule-unsound">{w.unfinished}</span> : null}
        {props.below}
      </div>
      {props.aside ? <div className="rule-aside">{props.aside}</div> : null}
      {active === undefined ? null : (
        <Switch size="small" aria-label={w.active} checked={active} onChange={(to) => props.onActive?.(to)} />
      )}
      <RowMenu at={at} verbs={props.verbs} />
    </SortableItem>
  )
}

/** An editor that opens below the fold is scrolled to. */
function reveal(editor: HTMLElement | null) {
  editor?.scrollIntoView({ block: 'nearest' })
}

function RowMenu({ at, verbs }: { at: number; verbs: RowVerbs }) {
  const w = useWords(policyWords)
  const items = [
    { key: 'up', label: w.up, disabled: !verbs.onUp, onClick: () => verbs.onUp?.() },
    { key: 'down', label: w.down, disabled: !verbs.onDown, onClick: () => verbs.onDown?.() },
    ...(verbs.onCopy ? [{ key: 'copy', label: w.copy, onClick: verbs.onCopy }] : []),
    { type: 'divider' as const },
    { key: 'remove', label: w.remove, danger: true, onClick: verbs.onRemove },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <Button
        type="text"
        size="small"
        icon={<MoreOutlined aria-hidden="true" />}
        aria-label={w.more(at + 1)}
      />
    </Dropdown>
  )
}
