import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { setsOf } from './groups.ts'
import { MergeAllDialog } from './MergeAllDialog.tsx'
import { fits, useMergeAll } from './useMergeAll.ts'
import type { Pair } from './usePairs.ts'
import { duplicatesWords } from './words.ts'

interface PairBulkProps {
  /** The ticked pairs. */
  pairs: readonly Pair[]
  onDifferent: (pairs: readonly Pair[]) => void
  onClear: () => void
}

/** What to do with the ticked pairs: all are two, or all are one, joined to sets first. */
export function PairBulk({ pairs, onDifferent, onClear }: PairBulkProps) {
  const w = useWords(duplicatesWords)
  const all = useMergeAll()
  const [asking, setAsking] = useState(false)
  const groups = setsOf(pairs).map((leadIds) => ({ key: leadIds.join(), leadIds }))
  useKeys([{ keys: 'escape', run: onClear }])
  return (
    <div className="dup-bulk" role="region" aria-label={w.bulk}>
      <b aria-live="polite">{w.selected(pairs.length)}</b>
      <Button size="small" loading={all.busy} onClick={() => setAsking(true)}>
        {w.mergeAll}
      </Button>
      {pairs.every(({ state }) => state === 'different') ? null : (
        <Button
          size="small"
          onClick={() => {
            onDifferent(pairs)
            onClear()
          }}
        >
          {w.different}
        </Button>
      )}
      <Button size="small" type="text" onClick={onClear}>
        {w.clear}
      </Button>
      {asking ? (
        <MergeAllDialog
          groups={groups.filter(fits)}
          busy={all.busy}
          onClose={() => setAsking(false)}
          onYes={() =>
            void all.merge(groups).then((made) => {
              setAsking(false)
              if (made.length > 0) onClear()
            })
          }
        />
      ) : null}
    </div>
  )
}
