import { PlusOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { listCustomerStages, setCustomerStages } from '../../../../contract/customer.ts'
import type { CustomerStage } from '../../../../contract/customer.ts'
import { useWords } from '../../../app/language.tsx'
import { useVerb } from '../../../app/queries.ts'
import { SortableList } from '../../../ui/SortableList.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import { settingsWords } from '../words.ts'
import { isSound, type Line } from './line.ts'
import { StageLine } from './StageLine.tsx'
import { stageWords } from './words.ts'

/** The stages as they are being changed; nothing is so until it is saved. */
export function Stages({ held }: { held: readonly CustomerStage[] }) {
  const w = useWords(stageWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const [lines, setLines] = useState<Line[]>(() =>
    held.map(({ key, label }) => ({ id: key, key, label, fresh: false })),
  )
  const keep = useVerb(setCustomerStages, [listCustomerStages])
  const items = lines.map(({ key, label }) => ({ key, label }))
  const sound = isSound(lines)
  const changed = JSON.stringify(items) !== JSON.stringify(held)
  const set = (id: string, part: Partial<Line>) =>
    setLines(lines.map((each) => (each.id === id ? { ...each, ...part } : each)))
  const save = () =>
    keep.mutate({ body: { items } }, { onSuccess: () => toast.done(s.saved), onError: toast.refused })
  return (
    <>
      <SortableList label={w.list} items={lines} idOf={({ id }) => id} onOrder={setLines}>
        {(line, at) => (
          <StageLine
            key={line.id}
            line={line}
            at={at}
            only={lines.length === 1}
            onSet={(part) => set(line.id, part)}
            onRemove={() => setLines(lines.filter(({ id }) => id !== line.id))}
          />
        )}
      </SortableList>
      <div className="wrap-row stage-verbs">
        <Button
          icon={<PlusOutlined aria-hidden="true" />}
          disabled={lines.length >= 30}
          onClick={() =>
            setLines([...lines, { id: crypto.randomUUID(), key: '', label: { zh: '', en: '' }, fresh: true }])
          }
        >
          {w.add}
        </Button>
        <Tooltip title={sound ? undefined : w.unsound}>
          <Button type="primary" disabled={!changed || !sound} loading={keep.isPending} onClick={save}>
            {s.save}
          </Button>
        </Tooltip>
      </div>
    </>
  )
}
