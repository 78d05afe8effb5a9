import { Button } from 'antd'
import { useState } from 'react'
import { listMoves, readMove } from '../../../contract/move.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { leadWords } from '../lead/words.ts'
import { useMoving } from './useMove.ts'
import { moveWords } from './words.ts'
import './move.css'

type Move = Reply<typeof listMoves>['items'][number]

/** The moves of the last week: who moved what to whom, why, and taking it back. */
export function Moves() {
  const w = useWords(moveWords)
  const moves = useEndpoint(
    listMoves,
    {},
    { refetchInterval: ({ state: { data } }) => (data?.items.some(runs) ? 1000 : false) },
  )
  return (
    <Answer of={moves}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={w.noMoves}>{w.noMovesHint}</Empty>
        ) : (
          <ul className="lines scroll">
            {items.map((move) => (
              <Line key={move.moveId} move={move} />
            ))}
          </ul>
        )
      }
    </Answer>
  )
}

const runs = ({ state }: Move) => state === 'running' || state === 'undoing'

function Line({ move }: { move: Move }) {
  const w = useWords(moveWords)
  const [open, setOpen] = useState(false)
  const { back } = useMoving({ onDone: () => undefined })
  const { from, whose, to, towards, reason, by, at, moved, refused, returned, state, undoUntil } = move
  const names = towards.join(w.and)
  const subject =
    from === 'book'
      ? w.bookOf(whose.join(w.and))
      : from === 'swap'
        ? w.swapOf(whose.join(w.and))
        : from === 'filter'
          ? w.someFilter
          : w.someLeads
  const what =
    to === 'swap'
      ? subject
      : w.what(subject, to === 'rules' ? w.rules : towards.length > 4 ? w.andMore(names) : names)
  const stood = {
    running: w.running,
    undoing: w.running,
    cancelled: w.cancelled,
    undone: w.wasUndone(returned),
    done: '',
  }
  return (
    <li>
      <div>
        <b>{what}</b> {w.counts(moved, refused)}
        <div className="quiet">
          {[by.name, reason, stood[state]].filter(Boolean).join(' · ')} · <RelativeTime at={at} />{' '}
          <button type="button" className="plain-link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? w.less : w.whoGot}
          </button>
        </div>
        {open ? <Outcome moveId={move.moveId} /> : null}
      </div>
      {undoUntil && moved > 0 ? (
        <Button size="small" onClick={() => void back(move.moveId)}>
          {w.undo}
        </Button>
      ) : null}
    </li>
  )
}

/** Who got how many of a move, and why the others stayed. */
function Outcome({ moveId }: { moveId: string }) {
  const w = useWords(moveWords)
  const lead = useWords(leadWords)
  const held = useEndpoint(readMove, { params: { moveId } })
  return (
    <Answer of={held} rows={2}>
      {({ got, skipped }) => (
        <ul className="move-skipped quiet">
          {got.map(({ kind, id, name, count }) => (
            <li key={`${kind} ${id}`}>{w.gotOf(name ?? lead[kind as 'pool'] ?? kind, count)}</li>
          ))}
          {skipped.map(({ code, count, message }) => (
            <li key={code}>{w.skip(count, message)}</li>
          ))}
        </ul>
      )}
    </Answer>
  )
}
