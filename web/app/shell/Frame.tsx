import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import type { Role } from '../../../contract/endpoint.ts'
import { CommandPalette } from '../../ui/CommandPalette.tsx'
import type { Command } from '../../ui/CommandPalette.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { useWords } from '../language.tsx'
import { BottomTabs } from './BottomTabs.tsx'
import { KeysHelp } from './KeysHelp.tsx'
import { Nav } from './Nav.tsx'
import type { Badges } from './Nav.tsx'
import { placesFor } from './places.tsx'
import { UserMenu } from './UserMenu.tsx'
import { shellWords } from './words.ts'
import './shell.css'

interface FrameProps {
  me: { name: string; about?: string | undefined; roles: readonly Role[] }
  /** Places that are nothing to the reader, whatever their role. */
  without?: readonly string[]
  /** How much waits at a place. */
  badges?: Badges | undefined
  /** The bell. */
  notices?: ReactNode
  /** Whether the reader gets leads now. */
  duty?: ReactNode
  search?: (text: string, signal: AbortSignal) => Promise<readonly Command[]>
  onSignOut: () => void
  children: ReactNode
}

/** Everything around a page: navigation, search, new lead, notices, account, keys. It asks the server nothing. */
export function Frame({ me, without = [], badges, notices, duty, search, onSignOut, children }: FrameProps) {
  const w = useWords(shellWords)
  const navigate = useNavigate()
  const [shown, setShown] = useState<'palette' | 'keys' | undefined>()
  const places = placesFor(me.roles).filter(({ to }) => !without.includes(to))
  const go = (to: string) => void navigate({ to })
  const close = () => setShown(undefined)
  const openPalette = () => setShown('palette')
  const newLead = () => go('/leads/new')
  useKeys([
    { keys: '/', label: w.searchShort, run: openPalette },
    { keys: 'mod+k', whileTyping: true, run: openPalette },
    { keys: 'c', label: w.newLead, run: newLead },
    ...places.flatMap((place) =>
      place.keys ? [{ keys: place.keys, label: w[place.label], run: () => go(place.to) }] : [],
    ),
    { keys: '?', label: w.keys, run: () => setShown('keys') },
  ])
  const commands: Command[] = [
    { id: 'new', label: w.newLead, also: 'new lead xin xiansuo', group: w.actions, keys: 'c', run: newLead },
    ...places.map((place) => ({
      id: place.to,
      label: w[place.label],
      also: place.to,
      group: w.goTo,
      ...(place.keys ? { keys: place.keys } : {}),
      run: () => go(place.to),
    })),
  ]
  return (
    <div className="shell">
      <a href="#content" className="skip">
        {w.skip}
      </a>
      <Nav places={places} badges={badges} />
      <div className="shell-main">
        <header className="top">
          <button type="button" className="top-search" onClick={openPalette} aria-haspopup="dialog">
            <SearchOutlined aria-hidden="true" />
            <span>{w.search}</span>
            <Kbd keys="mod+k" />
          </button>
          <div className="top-right">
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden="true" />}
              className="top-new"
              aria-label={w.newLead}
              onClick={newLead}
            >
              <span>{w.newLead}</span>
            </Button>
            {duty}
            {notices}
            <UserMenu
              name={me.name}
              about={me.about}
              onKeys={() => setShown('keys')}
              onAccount={() => go('/account')}
              onSignOut={onSignOut}
            />
          </div>
        </header>
        <Offline />
        <main id="content" className="content" tabIndex={-1}>
          {children}
        </main>
        <BottomTabs places={places} badges={badges} />
      </div>
      <CommandPalette
        open={shown === 'palette'}
        onClose={close}
        commands={commands}
        {...(search ? { search } : {})}
      />
      <KeysHelp open={shown === 'keys'} onClose={close} />
    </div>
  )
}

function onNetwork(changed: () => void) {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

function Offline() {
  const w = useWords(shellWords)
  const online = useSyncExternalStore(onNetwork, () => navigator.onLine)
  return (
    <div role="status" className="offline">
      {online ? null : w.offline}
    </div>
  )
}
