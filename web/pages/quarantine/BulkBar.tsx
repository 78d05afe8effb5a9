import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { useKeys } from '../../ui/useKeys.ts'
import type { ListRow } from '../lead/lead.ts'
import { ReasonDialog } from '../lead/ReasonDialog.tsx'
import { wantsApproval } from './lacks.ts'
import { Lacks } from './useColumns.tsx'
import type { WorkOff } from './useWorkOff.ts'
import { quarantineWords } from './words.ts'

interface BulkBarProps {
  /** The ticked leads. */
  rows: readonly ListRow[]
  work: WorkOff
  onClear: () => void
}

/** What to do with the ticked leads: judge them again, let them go as they are, or dismiss them with a reason. */
export function BulkBar({ rows, work, onClear }: BulkBarProps) {
  const w = useWords(quarantineWords)
  const [asking, setAsking] = useState<'anyway' | 'approve' | 'dismiss' | undefined>()
  const approver = useIs('manager', 'admin')
  const ids = rows.map(({ leadId }) => leadId)
  const blind = rows.some(({ masked }) => masked) ? w.mayNotEdit : undefined
  useKeys([{ keys: 'escape', run: onClear }])
  const close = () => setAsking(undefined)
  const finish = (done: boolean) => {
    if (done) onClear()
    return done
  }
  return (
    <div className="q-bulk" role="region" aria-label={w.bulk}>
      <b aria-live="polite">{w.selected(rows.length)}</b>
      <Button
        size="small"
        disabled={Boolean(blind)}
        title={blind}
        loading={work.pending}
        onClick={() => void work.release(ids, false).then(finish)}
      >
        {w.judge}
      </Button>
      <Button size="small" disabled={Boolean(blind)} title={blind} onClick={() => setAsking('anyway')}>
        {w.anyway}
      </Button>
      <Button size="small" disabled={Boolean(blind)} title={blind} onClick={() => setAsking('dismiss')}>
        {w.dismiss}
      </Button>
      {rows.some(wantsApproval) ? (
        <Button
          size="small"
          disabled={!approver}
          title={approver ? undefined : w.mayNotApprove}
          onClick={() => setAsking('approve')}
        >
          {w.approve}
        </Button>
      ) : null}
      <Button size="small" type="text" onClick={onClear}>
        {w.clear}
      </Button>
      {blind ? <span className="mend-not">{blind}</span> : null}
      {asking === 'anyway' ? (
        <AnywayDialog
          rows={rows}
          pending={work.pending}
          onClose={close}
          onYes={() => void work.release(ids, true).then((gone) => (finish(gone) ? close() : undefined))}
        />
      ) : null}
      {asking === 'approve' ? (
        <ReasonDialog
          title={w.approveTitle(rows.filter(wantsApproval).length)}
          verb={w.approve}
          onClose={close}
          onGive={(reason) => work.approve(ids, reason).then(finish)}
        />
      ) : null}
      {asking === 'dismiss' ? (
        <ReasonDialog
          title={w.dismissTitle(rows.length)}
          verb={w.dismiss}
          onClose={close}
          onGive={(reason) => work.drop(ids, reason).then(finish)}
        />
      ) : null}
    </div>
  )
}

interface AnywayDialogProps {
  rows: readonly ListRow[]
  pending: boolean
  onClose: () => void
  onYes: () => void
}

/** Says what is still wrong with those who are let go all the same. */
export function AnywayDialog({ rows, pending, onClose, onYes }: AnywayDialogProps) {
  const w = useWords(quarantineWords)
  return (
    <Modal
      open
      width={440}
      title={w.anywayTitle(rows.length)}
      okText={w.anyway}
      cancelText={w.cancel}
      confirmLoading={pending}
      onOk={onYes}
      onCancel={onClose}
    >
      <p>{w.anywayText}</p>
      <ul className="anyway">
        {rows.slice(0, 6).map((row) => (
          <li key={row.leadId}>
            <span>{row.name ?? row.company ?? w.nameless}</span> <Lacks row={row} />
          </li>
        ))}
        {rows.length > 6 ? <li>… +{rows.length - 6}</li> : null}
      </ul>
    </Modal>
  )
}
