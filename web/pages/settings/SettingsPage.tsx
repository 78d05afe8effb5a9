import { Link, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useWords } from '../../app/language.tsx'
import { useMe } from '../../app/session.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { usePhone } from '../../ui/usePhone.ts'
import { sectionGroups, sections } from './sections.ts'
import { settingsWords } from './words.ts'
import './settings.css'
import './entries.css'

/** The settings: their index at the left, on a phone a page of its own, and the one that is open. */
export function SettingsPage() {
  const { roles } = useMe()
  const phone = usePhone()
  const { section } = useParams({ strict: false })
  const mine = sections.filter(({ may }) => !may || may.some((role) => roles.includes(role)))
  const opened = section ?? (phone ? undefined : mine[0]?.key)
  const found = sections.find(({ key }) => key === opened)
  const allowed = mine.some(({ key }) => key === opened)
  if (!opened) return <Index mine={mine} opened={undefined} />
  return (
    <div className="settings">
      {phone ? <Back /> : <Index mine={mine} opened={opened} />}
      <div className="settings-page">
        <Suspense fallback={<Skeleton rows={6} />}>
          {found && allowed ? <found.page key={found.key} /> : <NotYours />}
        </Suspense>
      </div>
    </div>
  )
}

interface IndexProps {
  mine: typeof sections
  opened: string | undefined
}

function Index({ mine, opened }: IndexProps) {
  const w = useWords(settingsWords)
  return (
    <nav className="settings-index" aria-label={w.title}>
      {sectionGroups.map((group) => {
        const listed = mine.filter((each) => each.group === group)
        return listed.length === 0 ? null : (
          <div key={group} role="group" aria-label={w[group]}>
            <h2 aria-hidden="true">{w[group]}</h2>
            {listed.map(({ key }) => (
              <Link
                key={key}
                to="/settings/$section"
                params={{ section: key }}
                aria-current={key === opened ? 'page' : undefined}
              >
                {w[key]}
              </Link>
            ))}
          </div>
        )
      })}
    </nav>
  )
}

function Back() {
  const w = useWords(settingsWords)
  return (
    <Link className="settings-back" to="/settings">
      ‹ {w.back}
    </Link>
  )
}

function NotYours() {
  const w = useWords(settingsWords)
  return (
    <Page title={w.title}>
      <Empty title={w.notYours}>{w.notYoursHint}</Empty>
    </Page>
  )
}
