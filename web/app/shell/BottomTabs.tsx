import { MenuOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { useState } from 'react'
import { useWords } from '../language.tsx'
import type { Badges } from './Nav.tsx'
import type { Place } from './places.tsx'
import { shellWords } from './words.ts'

/** The phone's navigation: the daily places under the thumb, the others behind 更多. */
export function BottomTabs({
  places,
  badges = {},
}: {
  places: readonly Place[]
  badges?: Badges | undefined
}) {
  const w = useWords(shellWords)
  const [open, setOpen] = useState(false)
  const daily = places.filter((place) => place.thumb)
  const others = places.filter((place) => !place.thumb)
  return (
    <nav className="tabs" aria-label={w.navigation}>
      {daily.map((place) => (
        <Link key={place.to} to={place.to} className="tab" activeProps={{ 'aria-current': 'page' }}>
          <span aria-hidden="true">{place.icon}</span>
          {w[place.label]}
        </Link>
      ))}
      {others.length > 0 ? (
        <button
          type="button"
          className="tab"
          aria-expanded={open}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          <MenuOutlined aria-hidden="true" />
          {w.more}
        </button>
      ) : null}
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="bottom"
        size="auto"
        title={w.more}
        className="tabs-more"
      >
        {others.map((place) => (
          <Link key={place.to} to={place.to} className="tabs-place" onClick={() => setOpen(false)}>
            <span aria-hidden="true">{place.icon}</span>
            {w[place.label]}
            {badges[place.to] ? <span className="nav-badge">{badges[place.to]}</span> : null}
          </Link>
        ))}
      </Drawer>
    </nav>
  )
}
