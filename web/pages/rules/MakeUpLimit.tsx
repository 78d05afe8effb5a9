import { InputNumber, Segmented } from 'antd'
import { makeUpsOf, usualMakeUps } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import { modeWords } from '../policy/modeWords.ts'
import type { Draft } from '../policy/useDraft.ts'

/** How many invalid leads a rep is made up for in a month; part of the draft, so it is published or planned with the rules. */
export function MakeUpLimit({ draft }: { draft: Draft<'assign'> }) {
  const w = useWords(modeWords)
  const limit = makeUpsOf(draft.body)
  const set = (next: number | null) => {
    const { makeUps: _, ...rest } = draft.body
    draft.change(next === usualMakeUps ? rest : { ...rest, makeUps: next })
  }
  return (
    <section className="mode" aria-label={w.makeUps}>
      <div className="mode-switch">
        <span className="rule-label">{w.makeUps}</span>
        <Segmented
          value={limit === null ? 'all' : 'most'}
          onChange={(value) => set(value === 'all' ? null : usualMakeUps)}
          options={[
            { value: 'most', label: w.limitedTo },
            { value: 'all', label: w.unlimited },
          ]}
        />
        {limit === null ? null : (
          <InputNumber
            aria-label={w.makeUpsLimit}
            className="mode-most"
            suffix={w.aRepAndMonth}
            min={0}
            max={10_000}
            precision={0}
            value={limit}
            onChange={(value) => set(value ?? usualMakeUps)}
          />
        )}
        <span className="mode-means">{w.makeUpsMeans(usualMakeUps)}</span>
      </div>
    </section>
  )
}
