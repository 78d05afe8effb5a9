import { MoreOutlined, SaveOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Dropdown, Input, Popover } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { useWords } from '../../app/language.tsx'
import type { ViewSearch } from './search.ts'
import { useSavedViews } from './useSavedViews.ts'
import type { Keep } from './useSavedViews.ts'
import type { View } from './useView.ts'
import { listWords } from './words.ts'

interface ViewTabsProps {
  views: readonly View[]
  view: View
  shown: ViewSearch
  modified: boolean
  onChoose: (key: string) => void
}

/** The views as links in one line; the chosen one can be saved under a name, renamed, shared, deleted. */
export function ViewTabs({ views, view, shown, modified, onChoose }: ViewTabsProps) {
  const w = useWords(listWords)
  const { keep, drop } = useSavedViews(onChoose)
  return (
    <div className="views">
      <nav aria-label={w.views}>
        {views.map(({ key, name, saved }) => (
          <Link
            key={key}
            to="/leads"
            search={{ view: key }}
            className="view"
            aria-current={key === view.key ? 'page' : undefined}
            title={saved?.shared ? `${name} · ${w.shared}` : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      {modified && view.saved?.mine ? (
        <Button type="link" size="small" onClick={() => void keep({ ...view, search: shown })}>
          {w.updateView}
        </Button>
      ) : null}
      {modified ? (
        <NameAsker
          label={w.saveView}
          onName={(name) =>
            keep({ key: uuidv7(), name, search: shown, saved: { mine: true, shared: false } })
          }
        />
      ) : null}
      {view.saved?.mine ? <ViewMenu view={view} keep={keep} drop={drop} /> : null}
    </div>
  )
}

function ViewMenu({ view, keep, drop }: { view: View; keep: Keep; drop: (view: View) => Promise<void> }) {
  const w = useWords(listWords)
  const [renaming, setRenaming] = useState(false)
  const shared = view.saved?.shared ?? false
  const verbs: Record<string, () => void> = {
    rename: () => setRenaming(true),
    share: () => void keep({ ...view, saved: { mine: true, shared: !shared } }),
    remove: () => void drop(view),
  }
  const items = [
    { key: 'rename', label: w.rename },
    { key: 'share', label: shared ? w.unshare : w.share },
    { key: 'remove', label: w.removeView },
  ]
  return (
    <Popover
      open={renaming}
      trigger="click"
      onOpenChange={(open) => {
        if (!open) setRenaming(false)
      }}
      content={
        <NameForm
          first={view.name}
          onName={async (name) => {
            setRenaming(false)
            await keep({ ...view, name })
          }}
        />
      }
    >
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => verbs[key]?.() }}>
        <Button
          type="text"
          size="small"
          icon={<MoreOutlined aria-hidden="true" />}
          aria-label={w.viewMenu(view.name)}
        />
      </Dropdown>
    </Popover>
  )
}

function NameAsker({ label, onName }: { label: string; onName: (name: string) => Promise<void> }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      content={
        <NameForm
          first=""
          onName={async (name) => {
            setOpen(false)
            await onName(name)
          }}
        />
      }
    >
      <Button type="link" size="small" icon={<SaveOutlined aria-hidden="true" />}>
        {label}
      </Button>
    </Popover>
  )
}

function NameForm({ first, onName }: { first: string; onName: (name: string) => Promise<void> }) {
  const w = useWords(listWords)
  const [name, setName] = useState(first)
  return (
    <Input.Search
      aria-label={w.viewName}
      placeholder={w.viewName}
      autoFocus
      maxLength={60}
      enterButton={w.apply}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onSearch={(typed) => {
        if (typed.trim()) void onName(typed.trim())
      }}
    />
  )
}
