import { Modal } from 'antd'
import { useDeferredValue, useEffect, useId, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useWords } from '../app/language.tsx'
import { Kbd } from './Kbd.tsx'
import { uiWords } from './words.ts'
import './palette.css'

/** Something to go to or to do. */
export interface Command {
  id: string
  label: string
  /** A second, quieter line: a company, where it leads. */
  about?: ReactNode
  /** Heads the entries of its kind. */
  group: string
  keys?: string
  /** Further words that find it: pinyin, the other language. */
  also?: string
  /** Absent: it only tells something, and choosing it leaves the palette open. */
  run?: () => void
}

interface CommandPaletteProps {
  open: boolean
  onClose: () => void
  commands: readonly Command[]
  /** Looks further afield (leads); asked 150 ms after the last key, results stand above the commands. */
  search?: (text: string, signal: AbortSignal) => Promise<readonly Command[]>
}

/** One field for everything: ⌘K. Arrows move, enter runs, escape leaves. */
export function CommandPalette({ open, onClose, commands, search }: CommandPaletteProps) {
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={600}
      destroyOnHidden
      className="palette"
      style={{ top: 72 }}
    >
      <Palette onClose={onClose} commands={commands} {...(search ? { search } : {})} />
    </Modal>
  )
}

function Palette({ onClose, commands, search }: Omit<CommandPaletteProps, 'open'>) {
  const w = useWords(uiWords)
  const list = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { found, failed } = useFound(useDeferredValue(text), search)
  const shown = useMemo(() => [...found, ...filterCommands(commands, text)], [found, commands, text])
  const active = Math.min(at, shown.length - 1)
  const run = (command: Command | undefined) => {
    if (!command?.run) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step) setAt((active + step + shown.length) % Math.max(1, shown.length))
    else if (event.key === 'Enter') run(shown[active])
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={shown[active] ? `${list}-${active}` : undefined}
        aria-label={w.palettePrompt}
        placeholder={w.palettePrompt}
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" role="listbox" id={list} aria-label={w.palettePrompt}>
        {failed ? <p className="palette-note">{w.paletteFailed}</p> : null}
        {shown.length === 0 ? <p className="palette-note">{w.paletteNone}</p> : null}
        {shown.map((command, row) => (
          <div key={command.id} role="presentation">
            {command.group === shown[row - 1]?.group ? null : (
              <div className="palette-group" role="presentation">
                {command.group}
              </div>
            )}
            <Entry
              command={command}
              id={`${list}-${row}`}
              active={row === active}
              onRun={() => run(command)}
              onPoint={() => setAt(row)}
            />
          </div>
        ))}
      </div>
    </>
  )
}

interface EntryProps {
  command: Command
  id: string
  active: boolean
  onRun: () => void
  onPoint: () => void
}

function Entry({ command, id, active, onRun, onPoint }: EntryProps) {
  const scroll = (element: HTMLDivElement | null) => {
    if (active) element?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div
      id={id}
      ref={scroll}
      role="option"
      aria-selected={active}
      aria-disabled={command.run ? undefined : true}
      className="palette-entry"
      onClick={onRun}
      onPointerMove={onPoint}
    >
      <span className="palette-label">{command.label}</span>
      {command.about ? <span className="palette-about">{command.about}</span> : null}
      {command.keys ? <Kbd keys={command.keys} /> : null}
    </div>
  )
}

/** The commands in which every typed word occurs. */
export function filterCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter((command) => {
    const hay = `${command.label} ${command.also ?? ''}`.toLowerCase()
    return words.every((word) => hay.includes(word))
  })
}

const none: readonly Command[] = []

function useFound(text: string, search: CommandPaletteProps['search']) {
  const [state, setState] = useState({ found: none, failed: false })
  useEffect(() => {
    if (!search || !text.trim()) {
      setState({ found: none, failed: false })
      return
    }
    const leaving = new AbortController()
    const timer = setTimeout(() => {
      search(text.trim(), leaving.signal).then(
        (found) => setState({ found, failed: false }),
        () => {
          if (!leaving.signal.aborted) setState({ found: none, failed: true })
        },
      )
    }, 150)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [text, search])
  return state
}
