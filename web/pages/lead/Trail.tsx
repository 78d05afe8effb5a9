import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { UndoDialog } from '../merge/UndoDialog.tsx'
import { obstacle } from './lead.ts'
import type { Activity, Lead, TrailEntry } from './lead.ts'
import { outcomeWords } from './outcomeWords.ts'
import { changesOf, passedOver, proofsOf, reasonOf } from './reasons.ts'
import { tell, text } from './trail.ts'
import type { Naming } from './trail.ts'
import { trailWords } from './trailWords.ts'
import { useTrailNaming } from './useNaming.ts'
import { pageWords } from './words.ts'
import './trail.css'

const shownAtFirst = 12

/** What happened to a lead, newest first, as sentences; each can be asked why. */
export function Trail({ lead }: { lead: Lead }) {
  const w = useWords(pageWords)
  const t = useWords(trailWords)
  const naming = useTrailNaming(lead)
  const [all, setAll] = useState(false)
  const [undoing, setUndoing] = useState<string | undefined>()
  const told = entriesOf(lead)
  const shown = all ? told : told.slice(0, shownAtFirst)
  return (
    <section className="lead-part" aria-label={w.trail}>
      <h3>{w.trail}</h3>
      <ol className="trail">
        {shown.map(({ entry, activity }) => (
          <Entry
            key={entry.eventId}
            entry={entry}
            activity={activity}
            naming={naming}
            onUndo={undoable(lead, entry) ? setUndoing : undefined}
          />
        ))}
      </ol>
      {undoing ? <UndoDialog mergeId={undoing} onClose={() => setUndoing(undefined)} /> : null}
      {told.length > shown.length ? (
        <button type="button" className="plain-link" onClick={() => setAll(true)}>
          {t.earlier(told.length - shown.length)}
        </button>
      ) : null}
    </section>
  )
}

/** A merge is undone from its own entry, while it holds. */
function undoable(lead: Lead, { kind, of, data }: TrailEntry): boolean {
  const inForce = lead.merges.some(({ mergeId }) => mergeId === data['mergeId'])
  return kind === 'merged' && !of && inForce && obstacle(lead, 'merge') === undefined
}

interface Told {
  entry: TrailEntry
  /** What was written in a follow-up. */
  activity?: Activity | undefined
}

/** The trail with the text of its follow-ups, and those just logged whose entry has not come yet. */
function entriesOf({ trail, activities }: Lead): Told[] {
  const byId = new Map(activities.map((activity) => [activity.activityId, activity]))
  // That a lead was merged into this one is told by this one's own entry.
  const own = trail.filter(({ kind, of }) => !of || kind !== 'merged_into')
  const told: Told[] = own.map((entry) => {
    const id = text(entry.data['activityId'])
    const activity = byId.get(id)
    byId.delete(id)
    return { entry, activity }
  })
  const fresh = [...byId.values()].map((activity): Told => ({ activity, entry: entryOf(activity) }))
  return [...told, ...fresh].toSorted((a, b) => b.entry.at.localeCompare(a.entry.at))
}

function entryOf({ activityId, at, by, kind, outcome }: Activity): TrailEntry {
  const actor = { kind: 'user', ...by }
  return {
    eventId: activityId,
    at,
    kind: 'followed_up',
    actor,
    rule: null,
    data: { activity: kind, outcome },
    changes: [],
  }
}

interface EntryProps extends Told {
  naming: Naming
  /** There where it is a merge that may be undone. */
  onUndo?: ((mergeId: string) => void) | undefined
}

function Entry({ entry, activity, naming, onUndo }: EntryProps) {
  const t = useWords(trailWords)
  const w = useWords(pageWords)
  const [open, setOpen] = useState(false)
  const proofs = [...proofsOf(entry, naming), ...changesOf(entry, naming)]
  const without = passedOver(entry, naming)
  const reason = reasonOf(entry, naming.lang)
  const disputeId = text(entry.data['disputeId'])
  return (
    <li className="trail-entry" data-kind={entry.kind}>
      <div className="trail-line">
        <span className="trail-said">
          {tell(entry, naming)}
          {proofs.length > 0 ? (
            <button type="button" className="trail-why" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t.less : t.why}
            </button>
          ) : null}
          {onUndo ? (
            <button type="button" className="trail-why" onClick={() => onUndo(String(entry.data['mergeId']))}>
              {w.undoMerge}
            </button>
          ) : null}
          {disputeId ? (
            <>
              {' · '}
              <Link to="/disputes" search={{ dispute: disputeId }}>
                {w.seeDispute}
              </Link>
            </>
          ) : null}
          {entry.of ? <small className="faint"> · {w.ofMerged}</small> : null}
        </span>
        <RelativeTime at={entry.at} />
      </div>
      {reason ? <p className="trail-more">{reason}</p> : null}
      {without ? <p className="trail-more">{without}</p> : null}
      {activity ? <Written activity={activity} /> : null}
      {open ? (
        <dl className="trail-proof">
          {proofs.map(({ label, value }, at) => (
            <div key={at}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </li>
  )
}

/** What was written down of a follow-up, and what was agreed next. */
function Written({ activity: { note, nextAt, nextStep } }: { activity: Activity }) {
  const w = useWords(pageWords)
  const o = useWords(outcomeWords)
  if (!note && !nextAt) return null
  return (
    <>
      {note ? (
        <p className="trail-note" aria-label={o.note}>
          {note}
        </p>
      ) : null}
      {nextAt ? (
        <p className="trail-more">
          {w.nextStep} <RelativeTime at={nextAt} /> {nextStep}
        </p>
      ) : null}
    </>
  )
}
