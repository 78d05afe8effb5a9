import { Alert, Button, InputNumber, Modal, Slider } from 'antd'
import { useState } from 'react'
import { dealBest, previewBest } from '../../../contract/best.ts'
import type { Pool } from '../../../contract/pool.ts'
import { listPools } from '../../../contract/pool.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { useExplained } from '../../ui/ErrorState.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { bestWords } from './bestWords.ts'

type Preview = Reply<typeof previewBest>

interface BestDialogProps {
  pool: Pool
  onClose: () => void
  onDealt: () => void
}

/** A pool's leads dealt best to best: who would get how many and what that wins, then done, or not. */
export function BestDialog({ pool, onClose, onDealt }: BestDialogProps) {
  const w = useWords(bestWords)
  const toast = useToast()
  const [most, setMost] = useState(Math.min(500, Math.max(1, pool.leads)))
  const [lean, setLean] = useState<{ dial?: number; floor?: number }>({})
  const wish = { of: { kind: 'pool' as const, poolId: pool.poolId }, most, ...lean }
  const seen = useEndpoint(previewBest, { body: wish }, { keep: true })
  const deal = useVerb(dealBest, [listPools, previewBest])
  const { data } = seen
  const send = ({ seed, digest }: Preview) =>
    deal.mutate(
      { body: { ...wish, seed, digest } },
      {
        onSuccess: ({ dealt }) => {
          toast.done(w.dealt(dealt))
          onDealt()
          onClose()
        },
      },
    )
  const dealt = data?.best.dealt ?? 0
  return (
    <Modal
      open
      width={720}
      title={w.title(pool.name)}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button
            type="primary"
            disabled={dealt === 0 || seen.isFetching}
            loading={deal.isPending}
            onClick={() => data && send(data)}
          >
            {w.deal(dealt)}
          </Button>
        </>
      }
    >
      <p>{w.how}</p>
      <div className="best-wish">
        <label>
          {w.most}
          <InputNumber min={1} max={1000} value={most} onChange={(value) => setMost(value ?? 1)} />
        </label>
        <span className="best-dial">
          {w.dialEven}
          <Slider
            ariaLabelForHandle={w.dial}
            min={0}
            max={100}
            {...(data ? { value: Math.round((lean.dial ?? data.dial) * 100) } : {})}
            onChange={(value: number) => setLean({ ...lean, dial: value / 100 })}
          />
          {w.dialWins}
        </span>
        <label>
          {w.floor}
          <InputNumber
            min={0}
            max={100}
            suffix="%"
            value={Math.round((lean.floor ?? data?.floor ?? 0) * 100)}
            onChange={(value) => setLean({ ...lean, floor: (value ?? 0) / 100 })}
          />
        </label>
      </div>
      {deal.error ? <Refusal error={deal.error} /> : null}
      <Answer of={seen}>{(preview) => <Effect preview={preview} />}</Answer>
    </Modal>
  )
}

function Refusal({ error }: { error: Error }) {
  const { title, detail } = useExplained(error)
  return <Alert type="warning" showIcon title={title} description={detail} />
}

function Effect({ preview }: { preview: Preview }) {
  const w = useWords(bestWords)
  const { best, greedy, equal, left, reps } = preview
  const said = ({ wins }: { wins: number }) => wins.toFixed(1)
  const relaxed = reps.filter(({ kept, owed }) => kept < owed).map(({ name }) => name)
  if (reps.every(({ room }) => room === 0)) return <Alert type="info" showIcon title={w.nobody} />
  return (
    <>
      <p className="best-sums">
        <strong>{w.sums(said(best), said(greedy), said(equal))}</strong>
      </p>
      {left > 0 ? <p>{w.left(left)}</p> : null}
      {relaxed.length > 0 ? <Alert type="warning" showIcon title={w.relaxed(relaxed.join('、'))} /> : null}
      <div className="best-reps">
        <table>
          <thead>
            <tr>
              {[w.rep, w.room, w.gets, w.even, w.good, w.wins].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reps.map((rep) => (
              <tr key={rep.id}>
                <th scope="row">{rep.name}</th>
                <td>{rep.room}</td>
                <td>
                  <strong>{rep.best}</strong>
                </td>
                <td>{rep.equal}</td>
                <td>{rep.good}</td>
                <td>{said(rep)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
