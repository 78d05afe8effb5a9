import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../app/language.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { historyWords } from './historyWords.ts'
import type { Step } from './moments.ts'

const SHOWN = 20

interface ScoreStepsProps {
  steps: readonly Step[]
  /** The moment that is looked at. */
  at: string | undefined
  onPick: (at: string) => void
}

/** Each step of the score, newest first: what the chart says, for the keyboard and for who cannot see it. */
export function ScoreSteps({ steps, at, onPick }: ScoreStepsProps) {
  const w = useWords(historyWords)
  const [shown, setShown] = useState(SHOWN)
  const newest = steps.toReversed()
  return (
    <>
      <ol className="score-steps">
        {newest.slice(0, shown).map((step) => (
          <li key={step.at}>
            <button type="button" aria-pressed={step.at === at} onClick={() => onPick(step.at)}>
              <b className="figure">{w.points(step.grade, step.score)}</b>
              <span>{step.says}</span>
              <RelativeTime at={step.at} />
            </button>
          </li>
        ))}
      </ol>
      {newest.length > shown ? (
        <Button size="small" type="text" onClick={() => setShown(shown + SHOWN)}>
          {w.earlier}
        </Button>
      ) : null}
    </>
  )
}
