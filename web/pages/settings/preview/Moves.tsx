import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { formatCount } from '../../../ui/format.ts'
import type { Result } from './preview.ts'
import { previewWords } from './words.ts'

interface MovesProps {
  result: Result
  /** Companies by lead. */
  names: Readonly<Record<string, string>>
}
type Move = Result['open']['moves'][number]

/** From which grade to which: a table of counts; a cell off the diagonal opens its leads. */
export function Moves({ result: { open, grades }, names }: MovesProps) {
  const w = useWords(previewWords)
  const { lang } = useLanguage()
  const [shown, show] = useState<Move>()
  const used = grades.filter((grade) => open.moves.some(({ from, to }) => from === grade || to === grade))
  if (used.length === 0) return null
  const n = (count: number) => formatCount(count, lang)
  const at = (from: string, to: string) => open.moves.find((move) => move.from === from && move.to === to)
  return (
    <>
      <div className="preview-wide" role="region" aria-label={w.movesLabel} tabIndex={0}>
        <table className="preview-moves">
          <caption>{w.movesLabel}</caption>
          <thead>
            <tr>
              <th scope="col">
                {w.from} ＼ {w.to}
              </th>
              {used.map((grade) => (
                <th key={grade} scope="col">
                  {grade || w.ungraded}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {used.map((from) => (
              <tr key={from}>
                <th scope="row">{from || w.ungraded}</th>
                {used.map((to) => {
                  const move = at(from, to)
                  return (
                    <td key={to} data-stays={from === to || undefined}>
                      {!move ? (
                        ''
                      ) : from === to ? (
                        n(move.leads)
                      ) : (
                        <button
                          type="button"
                          aria-label={w.showLeads(n(move.leads), from || w.ungraded, to || w.ungraded)}
                          aria-expanded={shown === move}
                          data-up={used.indexOf(to) < used.indexOf(from) || undefined}
                          onClick={() => show(shown === move ? undefined : move)}
                        >
                          {n(move.leads)}
                        </button>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown ? <Leads move={shown} names={names} onClose={() => show(undefined)} /> : null}
    </>
  )
}

function Leads({ move, names, onClose }: { move: Move; names: MovesProps['names']; onClose: () => void }) {
  const w = useWords(previewWords)
  const { lang } = useLanguage()
  const { leads, leadIds } = move
  const [from, to] = [move.from || w.ungraded, move.to || w.ungraded]
  const n = (count: number) => formatCount(count, lang)
  return (
    <section className="preview-leads" aria-label={w.leadsMoved(n(leads), from, to)}>
      <header>
        <b>
          {w.leadsMoved(n(leads), from, to)}
          {leadIds.length > 0 && leadIds.length < leads ? w.firstOf(n(leadIds.length)) : ''}
        </b>
        <Button size="small" type="text" onClick={onClose}>
          {w.close}
        </Button>
      </header>
      {leadIds.length === 0 ? (
        <p className="quietly">{w.notYours}</p>
      ) : (
        <ul>
          {leadIds.map((leadId) => (
            <li key={leadId}>
              <Link to="/leads/$leadId" params={{ leadId }}>
                {names[leadId] ?? `#${leadId.slice(-6)}`}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
