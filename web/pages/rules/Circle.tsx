import { useWords } from '../../app/language.tsx'
import { strategyWords } from './strategyWords.ts'
import { type Checked, circleOf } from './useCheck.ts'

const SHOWN = 8

/** Whom that comes to: 8 人：王强、李敏 … */
export function Circle({ checked, of }: { checked: Checked | undefined; of: string }) {
  const w = useWords(strategyWords)
  const reps = circleOf(checked, of)
  if (!reps) return null
  const names = reps
    .slice(0, SHOWN)
    .map(({ name, tier }) => (tier ? `${name} ${tier}` : name))
    .join(w.list)
  return (
    <p className="rule-circle" data-none={reps.length === 0 || undefined} aria-live="polite">
      {w.circle(reps.length, reps.length > SHOWN ? w.andMore(names) : names)}
    </p>
  )
}
