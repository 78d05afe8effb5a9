import { useWords } from '../../app/language.tsx'
import { stepOf, steps } from './job.ts'
import type { JobState } from './job.ts'
import { importWords } from './words.ts'

/** Where an import stands on its way from file to report. */
export function Steps({ state }: { state: JobState }) {
  const w = useWords(importWords)
  const now = stepOf(state)
  return (
    <ol className="steps" aria-label={w.steps}>
      {steps.map((step, at) => (
        <li key={step} data-past={at < now || undefined} aria-current={at === now ? 'step' : undefined}>
          <span className="figure">{at + 1}</span> <span className="step-name">{w[step]}</span>
        </li>
      ))}
    </ol>
  )
}
