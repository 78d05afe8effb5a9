import { useNavigate } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { formatCount } from '../../ui/format.ts'
import { useKeys } from '../../ui/useKeys.ts'
import type { ListRow } from '../lead/lead.ts'
import { ReasonDialog } from '../lead/ReasonDialog.tsx'
import { mostBeside } from '../merge/search.ts'
import { MoveDialog } from '../move/MoveDialog.tsx'
import type { ListQuery } from './search.ts'
import { TagDialog } from './TagDialog.tsx'
import { useBulk } from './useBulk.ts'
import { mostSelected } from './useSelection.ts'
import type { useSelection } from './useSelection.ts'
import { listWords } from './words.ts'

interface SelectionBarProps {
  selection: ReturnType<typeof useSelection>
  /** How many match in all. */
  total: number | undefined
  /** The rows that are loaded: there may be more. */
  rows: readonly ListRow[]
  /** What the list asks for: all of it may be moved. */
  query: ListQuery
  /** Runs after the selected leads were changed. */
  onDone: () => void
}

type Asking = 'move' | 'tag' | 'release' | 'lost' | 'invalid'
/** Done at once: nothing has to be asked first. */
type Verb = Asking | 'check'

/** Stands over a list while something in it is selected: how much, how to take all, and what to do with it. */
export function SelectionBar({ selection, total, rows, query, onDone }: SelectionBarProps) {
  const w = useWords(listWords)
  const { lang } = useLanguage()
  const leads = useIs('manager', 'admin')
  const [asking, setAsking] = useState<Asking | undefined>()
  const { ids } = selection
  const loaded = rows.length
  // The server takes these from no marketer; a button that only refuses would be a dead end.
  const not = useIs('rep', 'manager', 'admin') ? undefined : w.bulkNot
  const bulk = useBulk([...ids], {
    tagsOf: (leadId) => rows.find((row) => row.leadId === leadId)?.tags ?? selection.tags.get(leadId),
    onDone: () => {
      selection.clear()
      onDone()
    },
    onChanged: onDone,
  })
  const navigate = useNavigate()
  const mergeNot = not ?? (ids.size < 2 || ids.size > mostBeside ? w.bulkMergeNot(mostBeside) : undefined)
  useKeys([
    { keys: 'escape', run: selection.clear },
    ...(leads ? [{ keys: 'a', label: w.bulkMove, run: () => setAsking('move') }] : []),
  ])
  const offerAll =
    total !== undefined &&
    total > loaded &&
    ids.size >= Math.min(loaded, mostSelected) &&
    ids.size < mostSelected
  const verbs: [Verb, string][] = [
    ...(leads ? [['move', w.bulkMove] as [Verb, string]] : []),
    ['tag', w.bulkTag],
    ['check', w.bulkCheck],
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
          <Tooltip key={key} title={not}>
            <Button
              size="small"
              disabled={not !== undefined || bulk.progress !== undefined}
              onClick={() => (key === 'check' ? void bulk.check() : setAsking(key))}
            >
              {label}
            </Button>
          </Tooltip>
        ))}
        <Tooltip title={mergeNot}>
          <Button
            size="small"
            disabled={mergeNot !== undefined}
            onClick={() => void navigate({ to: '/leads/merge', search: { leads: [...ids] } })}
          >
            {w.bulkMerge}
          </Button>
        </Tooltip>
        {not ? <small className="faint">{not}</small> : null}
      </span>
      <Button type="text" size="small" onClick={selection.clear}>
        {w.clearSelection}
      </Button>
      {asking ? (
        <Ask
          asking={asking}
          ids={ids}
          list={{ query, total }}
          bulk={bulk}
          onClose={() => setAsking(undefined)}
          onMoved={() => {
            selection.clear()
            onDone()
          }}
        />
      ) : null}
    </div>
  )
}

interface AskProps {
  asking: Asking
  ids: ReadonlySet<string>
  list: { query: ListQuery; total: number | undefined }
  bulk: ReturnType<typeof useBulk>
  onClose: () => void
  onMoved: () => void
}

function Ask({ asking, ids, list, bulk, onClose, onMoved }: AskProps) {
  const w = useWords(listWords)
  const count = ids.size
  if (asking === 'move') {
    const { sort: _, order: __, limit: ___, cursor: ____, ...filter } = list.query
    return (
      <MoveDialog
        subject={{ kind: 'leads', ids: [...ids], filter, total: list.total }}
        onClose={onClose}
        onDone={onMoved}
      />
    )
  }
  if (asking === 'tag') return <TagDialog count={count} onClose={onClose} onTag={bulk.tag} />
  const verb = { release: w.bulkRelease, lost: w.bulkLost, invalid: w.bulkInvalid }[asking]
  const give = (reason: string) => (asking === 'release' ? bulk.release(reason) : bulk.end(asking, reason))
  return <ReasonDialog title={w.bulkTitle(verb, count)} verb={verb} onClose={onClose} onGive={give} />
}
