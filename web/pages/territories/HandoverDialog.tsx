import { Input, Modal, Segmented, Select } from 'antd'
import { useState } from 'react'
import {
  type HandoverItem,
  handOver,
  listHandovers,
  previewHandover,
} from '../../../contract/territory-handover.ts'
import { countTerritories, listTerritories, territoryCover } from '../../../contract/territory.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatCount } from '../../ui/format.ts'
import { useToast } from '../../ui/useToast.tsx'
import { RepsOrTeam } from './Editor.tsx'
import type { Territory } from './territories.ts'
import type { Naming } from './useNaming.ts'
import { territoryWords } from './words.ts'

interface DialogProps {
  items: readonly Territory[]
  first: string | undefined
  naming: Naming
  onClose: () => void
}

const shown = [listTerritories, territoryCover, listHandovers, countTerritories]

/** Gives an area to others, or swaps two, with all their open leads; shows first whose leads go to whom. */
export function HandoverDialog({ items, first, naming, onClose }: DialogProps) {
  const w = useWords(territoryWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const [territoryId, setTerritory] = useState(first ?? items[0]?.territoryId ?? '')
  const [way, setWay] = useState<'give' | 'swap'>('give')
  const [other, setOther] = useState<string>()
  const [whose, setWhose] = useState<{ userIds: string[]; teamId: string | null }>({
    userIds: [],
    teamId: null,
  })
  const [from, setFrom] = useState('')
  const [note, setNote] = useState('')
  const wish = wishOf(items, { territoryId, other: way === 'swap' ? other : undefined, whose })
  const body = { items: wish ?? [], ...(from ? { from } : {}) }
  const preview = useEndpoint(previewHandover, { body }, { enabled: wish !== undefined, retry: false })
  const verb = useVerb(handOver, shown)
  const go = () =>
    verb.mutate(
      { body: { ...body, ...(note.trim() ? { note: note.trim() } : {}) } },
      {
        onError: toast.refused,
        onSuccess: ({ state, moved }) => {
          const leads = moved.reduce((total, each) => total + each.leads, 0)
          toast.done(state === 'done' ? w.handed(formatCount(leads, lang)) : w.handPlannedDone)
          onClose()
        },
      },
    )
  const named = items.map(({ territoryId: value, name }) => ({ value, label: name }))
  return (
    <Modal
      open
      title={w.handOver}
      okText={from ? w.plan : w.handNow}
      cancelText={w.cancel}
      okButtonProps={{ disabled: !preview.data || wish === undefined }}
      confirmLoading={verb.isPending}
      onOk={go}
      onCancel={onClose}
      width={560}
    >
      <div className="territory-form">
        <div className="territory-days">
          <label className="territory-field">
            {w.which}
            <Select aria-label={w.which} value={territoryId} options={named} onChange={setTerritory} />
          </label>
          <Segmented
            value={way}
            options={[
              { value: 'give', label: w.give },
              { value: 'swap', label: w.swap },
            ]}
            onChange={setWay}
          />
        </div>
        {way === 'give' ? (
          <RepsOrTeam
            value={whose}
            naming={naming}
            onChange={(part) => setWhose((was) => ({ ...was, ...part }))}
          />
        ) : (
          <label className="territory-field">
            {w.swapWith}
            <Select
              aria-label={w.swapWith}
              value={other}
              options={named.filter(({ value }) => value !== territoryId)}
              onChange={setOther}
            />
          </label>
        )}
        <div className="territory-days">
          <label className="territory-field">
            {w.handFrom}
            <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          </label>
          <label className="territory-field">
            {w.note}
            <Input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
          </label>
        </div>
        {wish && preview.error ? <ErrorState error={preview.error} /> : null}
        {wish && preview.data ? <Preview found={preview.data} naming={naming} /> : null}
      </div>
    </Modal>
  )
}

interface Asked {
  territoryId: string
  other: string | undefined
  whose: { userIds: string[]; teamId: string | null }
}

/** What is asked for; undefined until it is all there. A swap is two areas given to each other's reps. */
function wishOf(
  items: readonly Territory[],
  { territoryId, other, whose }: Asked,
): HandoverItem[] | undefined {
  const [one, two] = [territoryId, other].map((id) => items.find((each) => each.territoryId === id))
  if (other !== undefined)
    return one && two
      ? [
          { territoryId: one.territoryId, userIds: two.userIds, teamId: two.teamId },
          { territoryId: two.territoryId, userIds: one.userIds, teamId: one.teamId },
        ]
      : undefined
  if (!one || (whose.userIds.length === 0 && whose.teamId === null)) return undefined
  return [{ territoryId, ...whose }]
}

function Preview({ found, naming }: { found: Reply<typeof previewHandover>; naming: Naming }) {
  const w = useWords(territoryWords)
  const { lang } = useLanguage()
  const count = (leads: number) => formatCount(leads, lang)
  if (found.total === 0) return <p className="territory-fine">{w.nothingMoves}</p>
  return (
    <div className="territory-preview" aria-live="polite">
      <p>{w.wouldMove(count(found.total))}</p>
      <ul>
        {found.moves.map(({ territoryId, from, to, leads }) => (
          <li key={`${territoryId} ${from} ${to}`}>
            {w.moveLine(naming.rep(from), naming.rep(to), count(leads))}
          </li>
        ))}
      </ul>
      <ul>
        {found.reps.map(({ userId, name, now, after, max }) => {
          const over = max !== null && after > max && after > now
          return (
            <li key={userId} className={over ? 'territory-warn' : undefined}>
              {w.holds(name, count(now), count(after))}
              {over ? w.tooMany(count(max)) : ''}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
