import { Alert, Button, DatePicker, Input, Modal, Tooltip } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { PolicyKind } from '../../../contract/policy.ts'
import { Refused } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { ChangeList } from './ChangeList.tsx'
import type { Change } from './diff.ts'
import { scheduleWords } from './scheduleWords.ts'
import type { Draft } from './useDraft.ts'
import { usePublishing } from './usePublishing.ts'
import { policyWords } from './words.ts'

interface PublishDialogProps<K extends PolicyKind> {
  draft: Draft<K>
  changes: readonly Change[]
  effect?: ReactNode
  onPublished?: ((version: number) => void) | undefined
  onClose: () => void
}

/** The draft against what is in force, as sentences, and its effect; then it is published, or not. */
export function PublishDialog<K extends PolicyKind>({
  draft,
  changes,
  effect,
  onPublished,
  onClose,
}: PublishDialogProps<K>) {
  const w = useWords(policyWords)
  const admin = useIs('admin')
  const s = useWords(scheduleWords)
  const { note, setNote, at, setAt, send, busy, error, says } = usePublishing(draft, { onPublished, onClose })
  const ready = admin && !draft.stale && changes.length > 0
  return (
    <Modal
      open
      width={720}
      title={w.reviewTitle}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Tooltip title={admin ? undefined : w.adminOnly}>
            <Button type="primary" disabled={!ready} loading={busy} onClick={() => send()}>
              {says}
            </Button>
          </Tooltip>
        </>
      }
    >
      <div className="publish">
        {admin ? null : <Alert type="info" showIcon title={w.adminOnly} />}
        {draft.stale ? <Overtaken draft={draft} onClose={onClose} /> : null}
        {changes.length > 0 ? <ChangeList changes={changes} /> : <p>{w.sameNow}</p>}
        {effect}
        <Input.TextArea
          aria-label={w.note}
          placeholder={w.note}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <DatePicker
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          aria-label={s.atOnce}
          placeholder={s.atOnce}
          minDate={dayjs()}
          value={at}
          onChange={setAt}
        />
        {error ? <Refusal error={error} /> : null}
        {error instanceof Refused && gated.has(error.code) ? <Anyway busy={busy} onSend={send} /> : null}
      </div>
    </Modal>
  )
}

/** What its gate missed: an admin may pass it with a reason. */
const gated: ReadonlySet<string> = new Set(['score.not_previewed', 'score.gate', 'assign.not_rehearsed'])

function Anyway({ busy, onSend }: { busy: boolean; onSend: (why: string) => void }) {
  const w = useWords(policyWords)
  const [why, setWhy] = useState('')
  return (
    <div className="publish-anyway">
      <Input
        aria-label={w.anywayWhy}
        placeholder={w.anywayWhy}
        maxLength={200}
        value={why}
        onChange={({ target }) => setWhy(target.value)}
      />
      <Button danger disabled={why.trim() === ''} loading={busy} onClick={() => onSend(why.trim())}>
        {w.anyway}
      </Button>
    </div>
  )
}

function Refusal({ error }: { error: Error }) {
  const { title, detail } = useExplained(error)
  return <Alert type="warning" showIcon title={title} description={detail} />
}

/** Somebody was faster: their version stands, and the draft is now compared with it. */
function Overtaken<K extends PolicyKind>({ draft, onClose }: { draft: Draft<K>; onClose: () => void }) {
  const w = useWords(policyWords)
  const who = draft.published?.publishedBy?.name ?? w.bySystem
  const drop = () => {
    draft.discard()
    onClose()
  }
  return (
    <Alert
      type="warning"
      showIcon
      title={w.stale(draft.version, who)}
      action={
        <div className="publish-choice">
          <Button size="small" onClick={drop}>
            {w.takeTheirs}
          </Button>
          <Button size="small" type="primary" onClick={draft.rebase}>
            {w.rebase}
          </Button>
        </div>
      }
    />
  )
}
