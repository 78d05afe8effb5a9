import { Alert, Button, InputNumber, Modal, Segmented, Select, Slider } from 'antd'
import { useState } from 'react'
import { dealBest, previewBest } from '../../../contract/best.ts'
import { listTeams } from '../../../contract/people.ts'
import type { Pool } from '../../../contract/pool.ts'
import { listPools } from '../../../contract/pool.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { useExplained } from '../../ui/ErrorState.tsx'
import { useSettled } from '../../ui/useSettled.ts'
import { useToast } from '../../ui/useToast.tsx'
import { bestWords } from './bestWords.ts'

type Preview = Reply<typeof previewBest>

interface BestDialogProps {
  pool: Pool
  onClose: () => void
  onDealt: () => void
}

/** What is asked for; what is not said is as the mode in force says. */
interface Draft {
  from: 'pool' | 'waiting'
  most: number
  teamIds: string[]
  dial?: number
  floor?: number
}

/** A pool's leads, or those that wait, dealt best to best: who would get how many and what that wins, then done, or not. */
export function BestDialog({ pool, onClose, onDealt }: BestDialogProps) {
  const w = useWords(bestWords)
  const toast = useToast()
  const [draft, setDraft] = useState<Draft>({
    from: pool.leads > 0 ? 'pool' : 'waiting',
    most: 500,
    teamIds: [],
  })
  const wish = useSettled(wishOf(draft, pool.poolId), PAUSE)
  const seen = useEndpoint(previewBest, { body: wish }, { keep: true, staleTime: 0, gcTime: 0 })
  const deal = useVerb(dealBest, [listPools, previewBest])
  const { data } = seen
  const isShown = data && !seen.isFetching && same(wish, wishOf(draft, pool.poolId))
  const send = ({ seed, digest }: Preview) =>
    deal.mutate(
      { body: { ...wish, seed, digest } },
      {
        onSuccess: ({ dealt }) => {
          toast.done(w.dealt(dealt))
          onDealt()
          onClose()
        },
        onError: () => void seen.refetch(),
      },
    )
  const dealt = data?.best.dealt ?? 0
  return (
    <Modal
      open
      width={720}
      title={draft.from === 'pool' ? w.title(pool.name) : w.titleWaiting}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button
            type="primary"
            disabled={dealt === 0 || !isShown}
            loading={deal.isPending}
            onClick={() => data && send(data)}
          >
            {w.deal(dealt)}
          </Button>
        </>
      }
    >
      <p>{w.how}</p>
      <BestWishForm
        pool={pool}
        draft={draft}
        inForce={data}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
      {deal.error ? <Refusal error={deal.error} /> : null}
      <Answer of={seen}>{(preview) => <Effect preview={preview} from={draft.from} />}</Answer>
    </Modal>
  )
}

const PAUSE = 400 // ms after the last change

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

const wishOf = ({ from, teamIds, ...rest }: Draft, poolId: string) => ({
  of: from === 'pool' ? { kind: from, poolId } : { kind: from },
  ...(teamIds.length > 0 ? { who: { teamIds } } : {}),
  ...rest,
})

interface BestWishFormProps {
  pool: Pool
  draft: Draft
  /** What the mode in force says of what the draft leaves open. */
  inForce: Pick<Preview, 'dial' | 'floor'> | undefined
  onChange: (part: Partial<Draft>) => void
}

/** Which leads, to whom, how many, and how far wins go before equality. */
function BestWishForm({ pool, draft, inForce, onChange }: BestWishFormProps) {
  const w = useWords(bestWords)
  const teams = useEndpoint(listTeams, { query: {} }, { staleTime: 60_000 }).data?.items ?? []
  const { from, most, teamIds, dial, floor } = draft
  return (
    <div className="best-wish">
      <Segmented<Draft['from']>
        aria-label={w.from}
        value={from}
        onChange={(to) => onChange({ from: to })}
        options={[
          { value: 'pool', label: pool.name, disabled: pool.leads === 0 },
          { value: 'waiting', label: w.waiting },
        ]}
      />
      <Select
        mode="multiple"
        className="best-teams"
        aria-label={w.teams}
        placeholder={from === 'pool' ? w.whoClaims : w.everybody}
        showSearch={{ optionFilterProp: 'label' }}
        maxTagCount="responsive"
        options={teams.map(({ teamId, name }) => ({ value: teamId, label: name }))}
        value={teamIds}
        onChange={(ids: string[]) => onChange({ teamIds: ids })}
      />
      <label>
        {w.most}
        <InputNumber min={1} max={1000} value={most} onChange={(value) => onChange({ most: value ?? 1 })} />
      </label>
      <span className="best-dial">
        {w.dialEven}
        <Slider
          ariaLabelForHandle={w.dial}
          min={0}
          max={100}
          {...(inForce ? { value: Math.round((dial ?? inForce.dial) * 100) } : {})}
          onChange={(value: number) => onChange({ dial: value / 100 })}
        />
        {w.dialWins}
      </span>
      <label>
        {w.floor}
        <InputNumber
          min={0}
          max={100}
          suffix="%"
          value={Math.round((floor ?? inForce?.floor ?? 0) * 100)}
          onChange={(value) => onChange({ floor: (value ?? 0) / 100 })}
        />
      </label>
    </div>
  )
}

function Refusal({ error }: { error: Error }) {
  const { title, detail } = useExplained(error)
  return <Alert type="warning" showIcon title={title} description={detail} />
}

function Effect({ preview, from }: { preview: Preview; from: Draft['from'] }) {
  const w = useWords(bestWords)
  const { best, greedy, equal, left, grades, reps } = preview
  const said = ({ wins }: { wins: number }) => wins.toFixed(1)
  const relaxed = reps.filter(({ kept, owed }) => kept < owed).map(({ name }) => name)
  if (preview.leads === 0)
    return <Alert type="info" showIcon title={from === 'pool' ? w.noneInPool : w.noneWaits} />
  if (reps.every(({ room }) => room === 0)) return <Alert type="info" showIcon title={w.nobody} />
  return (
    <>
      <p className="best-sums">
        <strong>{w.sums(said(best), said(greedy), said(equal))}</strong>
      </p>
      {left > 0 ? <p>{from === 'pool' ? w.left(left) : w.leftWaiting(left)}</p> : null}
      {relaxed.length > 0 ? <Alert type="warning" showIcon title={w.relaxed(relaxed.join('、'))} /> : null}
      <div className="best-reps">
        <table>
          <thead>
            <tr>
              {[w.rep, w.room, w.gets, w.even, ...(grades.length > 0 ? [w.good] : []), w.wins].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reps
              .toSorted((a, b) => b.best - a.best)
              .map((rep) => (
                <tr key={rep.id}>
                  <th scope="row">{rep.name}</th>
                  <td>{rep.room}</td>
                  <td>
                    <strong>{rep.best}</strong>
                  </td>
                  <td>{rep.equal}</td>
                  {grades.length > 0 ? <td>{rep.good}</td> : null}
                  <td>{said(rep)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
