import { Button } from 'antd'
import { readPair } from '../../../contract/match.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { Beside } from './Beside.tsx'
import { percentOf } from './percent.ts'
import type { Pair } from './usePairs.ts'
import { nameOf } from './usePairs.ts'
import { useRuleName } from './useRuleName.ts'
import { Waterfall } from './Waterfall.tsx'
import { duplicatesWords } from './words.ts'

interface PairPanelProps {
  pairId: string
  /** As the list has it, so that the head stands at once. */
  known: Pair | undefined
  onClose: () => void
  onSame: (pair: Pair) => void
  onDifferent: (pair: Pair) => void
  onReopen: (pair: Pair) => void
}

/** One pair: the two leads side by side, what speaks for and against their being one, and saying which. */
export function PairPanel({ pairId, known, onClose, onSame, onDifferent, onReopen }: PairPanelProps) {
  const w = useWords(duplicatesWords)
  const ruleName = useRuleName()
  const read = useEndpoint(readPair, { params: { pairId } })
  const pair: Pair | undefined = known ?? read.data
  const different = pair?.state === 'different'
  const foot = pair ? (
    <>
      <Button type="primary" title="S" onClick={() => onSame(pair)}>
        {w.same}
      </Button>
      {different ? (
        <Button onClick={() => onReopen(pair)}>{w.reopen}</Button>
      ) : (
        <Button title="D" onClick={() => onDifferent(pair)}>
          {w.different}
        </Button>
      )}
    </>
  ) : null
  return (
    <SidePanel
      title={pair ? w.versus(nameOf(pair.a, w), nameOf(pair.b, w)) : w.panel}
      label={w.panel}
      onClose={onClose}
      foot={foot}
    >
      {pair ? (
        <p className="pair-verdict">
          <b>{pair.foundBy === 'rule' ? w.asked : w.chanceOf(percentOf(pair.probability))}</b>
          <span>{w.foundHow(pair.foundBy === 'rule' ? ruleName(pair) : w.byLikely)}</span>
          {different && pair.decidedBy ? <span>{w.decidedBy(pair.decidedBy.name ?? '—')}</span> : null}
        </p>
      ) : null}
      <Answer of={read} rows={12}>
        {(data) => (
          <>
            <Beside a={data.a} b={data.b} also={data.evidence.map(({ field }) => field)} />
            {data.prior === null ? (
              <p className="pair-byrule">{w.byRuleOnly}</p>
            ) : (
              <Waterfall prior={data.prior} evidence={data.evidence} probability={data.probability} />
            )}
          </>
        )}
      </Answer>
    </SidePanel>
  )
}
