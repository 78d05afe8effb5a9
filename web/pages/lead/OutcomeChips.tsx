import { outcomesOf } from '../../../contract/followup.ts'
import { useWords } from '../../app/language.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { usePhone } from '../../ui/usePhone.ts'
import { composerWords, outcomeWords } from './outcomeWords.ts'
import type { Draft } from './useDraft.ts'

interface OutcomeChipsProps {
  kind: NonNullable<Draft['kind']>
  value: Draft['outcome']
  onChange: (outcome: Draft['outcome']) => void
}

/** What came of it, one tap or the digit before it. */
export function OutcomeChips({ kind, value, onChange }: OutcomeChipsProps) {
  const w = useWords(outcomeWords)
  const c = useWords(composerWords)
  const phone = usePhone()
  const outcomes = outcomesOf[kind]
  useKeys(outcomes.map((outcome, at) => ({ keys: String(at + 1), run: () => onChange(outcome) })))
  if (outcomes.length === 0) return null
  return (
    <div className="chips" role="group" aria-label={c.outcome}>
      {outcomes.map((outcome, at) => (
        <button
          key={outcome}
          type="button"
          className="chip"
          aria-pressed={outcome === value}
          onClick={() => onChange(outcome === value ? null : outcome)}
        >
          {phone ? null : <Kbd keys={String(at + 1)} />}
          {w[outcome]}
        </button>
      ))}
    </div>
  )
}
