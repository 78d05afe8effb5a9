import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Tooltip } from 'antd'
import { useState } from 'react'
import { useWords } from '../language.tsx'
import { groups } from './places.tsx'
import type { Place } from './places.tsx'
import { shellWords } from './words.ts'
import './nav.css'

/** By place: how much waits there. */
export type Badges = Readonly<Record<string, number>>

const stored = 'sluice.nav-folded'

/** The places at the left, in groups; folded it shows icons with their names on hover. */
export function Nav({ places, badges = {} }: { places: readonly Place[]; badges?: Badges | undefined }) {
  const w = useWords(shellWords)
  const [folded, setFolded] = useState(() => localStorage.getItem(stored) === 'true')
  const fold = () => {
    localStorage.setItem(stored, String(!folded))
    setFolded(!folded)
  }
  return (
    <nav className="nav" aria-label={w.navigation} data-folded={folded || undefined}>
      <Link to="/" className="nav-brand">
        <img src="/mark.svg" alt="" width={24} height={24} />
        <span>Sluice</span>
      </Link>
      <div className="nav-groups">
        {groups.map((group) => (
          <NavGroup
            key={group}
            title={w[group]}
            places={places.filter((place) => place.group === group)}
            folded={folded}
            badges={badges}
          />
        ))}
      </div>
      <button
        type="button"
        className="nav-fold"
        onClick={fold}
        aria-label={folded ? w.unfold : w.fold}
        aria-expanded={!folded}
      >
        {folded ? <MenuUnfoldOutlined aria-hidden="true" /> : <MenuFoldOutlined aria-hidden="true" />}
      </button>
    </nav>
  )
}

interface NavGroupProps {
  title: string
  places: readonly Place[]
  folded: boolean
  badges: Badges
}

function NavGroup({ title, places, folded, badges }: NavGroupProps) {
  const w = useWords(shellWords)
  if (places.length === 0) return null
  return (
    <div className="nav-group" role="group" aria-label={title}>
      <div className="nav-title" aria-hidden="true">
        {title}
      </div>
      {places.map((place) => (
        <Tooltip key={place.to} title={folded ? w[place.label] : undefined} placement="right">
          <Link to={place.to} className="nav-place" activeProps={{ 'aria-current': 'page' }}>
            <span aria-hidden="true">{place.icon}</span>
            <span className="nav-label">{w[place.label]}</span>
            {badges[place.to] ? (
              <span className="nav-badge" title={w.waitingThere(badges[place.to] ?? 0)}>
                {badges[place.to]}
              </span>
            ) : null}
          </Link>
        </Tooltip>
      ))}
    </div>
  )
}
