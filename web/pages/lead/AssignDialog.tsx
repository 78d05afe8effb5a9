import { Modal, Select } from 'antd'
import { useState } from 'react'
import { listMembers } from '../../../contract/people.ts'
import { listPools } from '../../../contract/pool.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import type { Target } from './useLeadVerbs.ts'
import { pageWords } from './words.ts'

interface AssignDialogProps {
  title: string
  onClose: () => void
  onAssign: (to: Target) => Promise<boolean>
}

/** Picks whom a lead, or several, are given to: a rep or a pool. */
export function AssignDialog({ title, onClose, onAssign }: AssignDialogProps) {
  const w = useWords(pageWords)
  const targets = useTargets()
  const [picked, setPicked] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)
  const assign = async (id = picked) => {
    const to = targets.find((each) => each.id === id)
    if (!to || busy) return
    setBusy(true)
    const done = await onAssign(to)
    setBusy(false)
    if (done) onClose()
  }
  const group = (kind: Target['kind'], label: string) => ({
    label,
    options: targets.filter((each) => each.kind === kind).map(({ id, name }) => ({ value: id, label: name })),
  })
  return (
    <Modal
      open
      title={title}
      width={400}
      okText={w.assign.replace('…', '')}
      cancelText={w.cancel}
      okButtonProps={{ disabled: !picked, loading: busy }}
      onOk={() => void assign()}
      onCancel={onClose}
    >
      <Select
        aria-label={w.pickHolder}
        placeholder={w.pickHolder}
        className="field-input"
        autoFocus
        defaultOpen
        showSearch={{ optionFilterProp: 'label' }}
        options={[group('rep', w.toRep), group('pool', w.toPool)]}
        value={picked ?? null}
        onChange={(id: string | null) => setPicked(id ?? undefined)}
      />
    </Modal>
  )
}

function useTargets(): readonly Target[] {
  const people =
    useEndpoint(listMembers, { query: { status: 'active' } }, { staleTime: 60_000 }).data?.items ?? []
  const pools = useEndpoint(listPools, {}, { staleTime: 60_000 }).data?.items ?? []
  return [
    ...people
      .filter(({ roles }) => roles.includes('rep'))
      .map(({ userId, name }): Target => ({ kind: 'rep', id: userId, name })),
    ...pools.map(({ poolId, name }): Target => ({ kind: 'pool', id: poolId, name })),
  ]
}
