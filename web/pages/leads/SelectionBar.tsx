import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { listTags } from '../../../contract/settings.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { formatCount } from '../../ui/format.ts'
import { useKeys } from '../../ui/useKeys.ts'
import { AssignDialog } from '../lead/AssignDialog.tsx'
import { ReasonDialog } from '../lead/ReasonDialog.tsx'
import { useBulk } from './useBulk.ts'
import { mostSelected } from './useSelection.ts'
import type { useSelection } from './useSelection.ts'
import { listWords } from './words.ts'

interface SelectionBarProps {
  selection: ReturnType<typeof useSelection>
  /** How many match in all, and whether more than are loaded. */
  total: number | undefined
  loaded: number
  /** Runs after the selected leads were changed. */
  onDone: () => void
}

type Asking = 'assign' | 'tag' | 'release' | 'lost' | 'invalid'

/** Stands over a list while something in it is selected: how much, how to take all, and what to do with it. */
export function SelectionBar({ selection, total, loaded, onDone }: SelectionBarProps) {
  const w = useWords(listWords)
  const { lang } = useLanguage()
  const leads = useIs('manager', 'admin')
  const [asking, setAsking] = useState<Asking | undefined>()
  const { ids } = selection
  const bulk = useBulk([...ids], () => {
    selection.clear()
    onDone()
  })
  useKeys([
    { keys: 'escape', run: selection.clear },
    ...(leads ? [{ keys: 'a', label: w.bulkAssign, run: () => setAsking('assign') }] : []),
  ])
  const offerAll =
    total !== undefined &&
    total > loaded &&
    ids.size >= Math.min(loaded, mostSelected) &&
    ids.size < mostSelected
  const verbs: [Asking, string][] = [
    ...(leads ? [['assign', w.bulkAssign] as [Asking, string]] : []),
    ['tag', w.bulkTag],
    ['release', w.bulkRelease],
    ['lost', w.bulkLost],
    ['invalid', w.bulkInvalid],
  ]
  return (
    <div className="selection" role="region" aria-label={w.bulkActions}>
      <b aria-live="polite">
        {bulk.progress === undefined ? w.selected(ids.size) : w.bulkBusy(bulk.progress, ids.size)}
      </b>
      {offerAll ? (
        <Button
          type="link"
          size="small"
          loading={selection.gathering}
          onClick={() => void selection.selectMatching()}
        >
          {selection.gathering
            ? w.selecting
            : total > mostSelected
              ? w.selectMost
              : w.selectMatching(formatCount(total, lang))}
        </Button>
      ) : null}
      <span className="selection-verbs">
        {verbs.map(([key, label]) => (
          <Button
            key={key}
            size="small"
            disabled={bulk.progress !== undefined}
            onClick={() => setAsking(key)}
          >
            {label}
          </Button>
        ))}
      </span>
      <Button type="text" size="small" onClick={selection.clear}>
        {w.clearSelection}
      </Button>
      {asking ? (
        <Ask asking={asking} count={ids.size} bulk={bulk} onClose={() => setAsking(undefined)} />
      ) : null}
    </div>
  )
}

interface AskProps {
  asking: Asking
  count: number
  bulk: ReturnType<typeof useBulk>
  onClose: () => void
}

function Ask({ asking, count, bulk, onClose }: AskProps) {
  const w = useWords(listWords)
  if (asking === 'assign')
    return <AssignDialog title={w.bulkTitle(w.bulkAssign, count)} onClose={onClose} onAssign={bulk.assign} />
  if (asking === 'tag') return <TagDialog count={count} onClose={onClose} onTag={bulk.tag} />
  const verb = { release: w.bulkRelease, lost: w.bulkLost, invalid: w.bulkInvalid }[asking]
  const give = (reason: string) => (asking === 'release' ? bulk.release(reason) : bulk.end(asking, reason))
  return <ReasonDialog title={w.bulkTitle(verb, count)} verb={verb} onClose={onClose} onGive={give} />
}

interface TagDialogProps {
  count: number
  onClose: () => void
  onTag: (add: string[], remove: string[]) => Promise<boolean>
}

function TagDialog({ count, onClose, onTag }: TagDialogProps) {
  const w = useWords(listWords)
  const known = useEndpoint(listTags, {}, { staleTime: 60_000 }).data?.items ?? []
  const [add, setAdd] = useState<string[]>([])
  const [remove, setRemove] = useState<string[]>([])
  const apply = async () => {
    onClose()
    await onTag(add, remove)
  }
  const options = known.map((value) => ({ value, label: value }))
  return (
    <Modal
      open
      width={440}
      title={w.bulkTitle(w.bulkTag, count)}
      okText={w.apply}
      cancelText={w.cancel}
      okButtonProps={{ disabled: add.length + remove.length === 0 }}
      onOk={() => void apply()}
      onCancel={onClose}
    >
      <div className="tag-dialog">
        <label htmlFor="tags-add">{w.tagAdd}</label>
        <Select
          id="tags-add"
          mode="tags"
          autoFocus
          placeholder={w.tagPrompt}
          options={options}
          value={add}
          onChange={setAdd}
        />
        <label htmlFor="tags-remove">{w.tagRemove}</label>
        <Select id="tags-remove" mode="multiple" options={options} value={remove} onChange={setRemove} />
      </div>
    </Modal>
  )
}
