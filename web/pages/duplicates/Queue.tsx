import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { usePhone } from '../../ui/usePhone.ts'
import { PairBulk } from './PairBulk.tsx'
import { PairList } from './PairList.tsx'
import type { Pair, Pairs, Show } from './usePairs.ts'
import { duplicatesWords } from './words.ts'

interface QueueProps {
  pairs: Pairs
  show: Show | undefined
  /** The pair at the side. */
  open: string | undefined
  onShow: (show: Show | undefined) => void
  onOpen: (pairId: string) => void
  /** The pair is dealt with: the side shows the next. */
  onPast: (pairId: string) => void
  onSame: (pair: Pair) => void
  /** A scan is at it. */
  scanning: boolean
}

/** The pairs of a kind, worked off by keys: s the same, d different. */
export function Queue({ pairs, show, open, onShow, onOpen, onPast, onSame, scanning }: QueueProps) {
  const w = useWords(duplicatesWords)
  const [pointed, setPointed] = useState<string | undefined>()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const rows = pairs.rows ?? []
  const active = open ?? pointed
  const at = rows.findIndex(({ pairId }) => pairId === active)
  const current = rows[at]
  const chosen = rows.filter(({ pairId }) => ticked.has(pairId))
  const clear = () => setTicked(new Set())
  const different = () => {
    if (!current || current.state === 'different') return
    if (open === current.pairId) onPast(current.pairId)
    else setPointed((rows[at + 1] ?? rows[at - 1])?.pairId)
    void pairs.different([current])
  }
  useKeys([
    { keys: 's', label: w.sameKey, run: () => current && onSame(current) },
    { keys: 'd', label: w.differentKey, run: different },
  ])
  return (
    <>
      <Kinds show={show} onShow={onShow} />
      {chosen.length > 0 ? (
        <PairBulk pairs={chosen} onDifferent={(all) => void pairs.different(all)} onClear={clear} />
      ) : null}
      <PairList
        pairs={pairs}
        filtered={show !== undefined}
        scanning={scanning}
        active={active}
        onActive={(pairId) => {
          setPointed(pairId)
          if (open !== undefined) onOpen(pairId)
        }}
        onOpen={onOpen}
        selected={ticked}
        onSelect={setTicked}
        onShowAll={() => onShow(undefined)}
      />
    </>
  )
}

function Kinds({ show, onShow }: Pick<QueueProps, 'show' | 'onShow'>) {
  const w = useWords(duplicatesWords)
  const phone = usePhone()
  const options = (['all', 'certain', 'ask', 'rule', 'decided'] as const).map((value) => ({
    value,
    label: w[value],
  }))
  const turn = (to: Show | 'all') => onShow(to === 'all' ? undefined : to)
  return (
    <div className="dup-kinds">
      {phone ? (
        <Select<Show | 'all'>
          aria-label={w.filters}
          value={show ?? 'all'}
          onChange={turn}
          options={options}
        />
      ) : (
        <Segmented<Show | 'all'>
          aria-label={w.filters}
          value={show ?? 'all'}
          onChange={turn}
          options={options}
        />
      )}
    </div>
  )
}
