import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { type Decision, inOrder, sayBecause } from './say.ts'
import { decisionWords } from './words.ts'

const SHOWN = 8

/** Everybody the rule looked at, with what kept them and how they stood: who got it first, then who could have. */
export function CandidateTable({ candidates }: Pick<Decision, 'candidates'>) {
  const w = useWords(decisionWords)
  const { lang } = useLanguage()
  const [all, setAll] = useState(false)
  const sorted = inOrder(candidates)
  const shown = all ? sorted : sorted.slice(0, SHOWN)
  return (
    <>
      <table>
        <caption className="unseen">{w.candidates}</caption>
        <thead>
          <tr>
            <th scope="col">{w.rep}</th>
            <th scope="col">{w.because}</th>
            <th scope="col">{w.holds}</th>
            <th scope="col">{w.today}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ id, name, because, holding, givenToday }) => (
            <tr key={id} data-got={because === 'got' || undefined}>
              <th scope="row">{name}</th>
              <td>{sayBecause(because, lang)}</td>
              <td className="figure">{holding}</td>
              <td className="figure">{givenToday}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > shown.length ? (
        <Button size="small" type="text" onClick={() => setAll(true)}>
          {w.all(sorted.length)}
        </Button>
      ) : null}
    </>
  )
}
