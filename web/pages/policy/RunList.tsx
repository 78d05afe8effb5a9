import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount } from '../../ui/format.ts'
import { Section } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'

/** A draft that was, or is being, run on history. */
interface Run {
  readonly id: string
  readonly state: 'running' | 'done' | 'cancelled' | 'failed'
  readonly name: string
  /** What it is at, while it runs. */
  readonly doing: string
  readonly done: number
  readonly leads: number
  readonly createdAt: string
  readonly createdBy: { readonly name: string | null }
}

type Count = (done: string, all: string) => string

interface RunListProps {
  runs: readonly Run[]
  /** The one asked for; without it the newest that is done is shown. */
  open: string | undefined
  busy: boolean
  words: Readonly<Record<'none' | 'noneHint' | 'past' | 'stop' | 'stopped' | 'failed', string>> & {
    readonly ofLeads: Count
  }
  onStop: (id: string) => void
  onOpen: (id: string) => void
  children: (id: string) => ReactNode
}

/** The run that is going on, else what one came to; below it the earlier ones. */
export function RunList({ runs, open, busy, words: w, onStop, onOpen, children }: RunListProps) {
  if (runs.length === 0) return <Empty title={w.none}>{w.noneHint}</Empty>
  const running = runs.find(({ state }) => state === 'running')
  const done = runs.filter(({ state }) => state === 'done')
  const shown = running ? undefined : (done.find(({ id }) => id === open) ?? done[0])
  const others = runs.filter((each) => each !== running && each !== shown)
  return (
    <>
      {running ? (
        <Running run={running} ofLeads={w.ofLeads}>
          <Button size="small" loading={busy} onClick={() => onStop(running.id)}>
            {w.stop}
          </Button>
        </Running>
      ) : null}
      {shown ? children(shown.id) : null}
      {others.length > 0 ? (
        <Section title={w.past}>
          <ul className="entries">
            {others.map(({ id, state, name, createdAt, createdBy }) => (
              <li key={id} className="entry">
                <div className="entry-said">
                  {state === 'done' ? (
                    <button type="button" className="entry-open" onClick={() => onOpen(id)}>
                      {name}
                    </button>
                  ) : (
                    <span>
                      {name} · {state === 'cancelled' ? w.stopped : w.failed}
                    </span>
                  )}
                  <small>
                    <RelativeTime at={createdAt} /> · {createdBy.name}
                  </small>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}

function Running({ run, ofLeads, children }: { run: Run; ofLeads: Count; children: ReactNode }) {
  const { lang } = useLanguage()
  const { doing, done, leads, createdBy } = run
  return (
    <div className="run-going" role="status">
      <b>{doing}</b>
      {leads > 0 ? (
        <span className="figure">{ofLeads(formatCount(done, lang), formatCount(leads, lang))}</span>
      ) : null}
      <span>{createdBy.name}</span>
      {children}
      <progress max={Math.max(1, leads)} value={done} aria-label={doing} />
    </div>
  )
}
