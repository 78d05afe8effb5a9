import { Alert, Button, Input, Modal, Tooltip } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { listPolicyVersions, publishPolicy, readPolicy } from '../../../contract/policy.ts'
import type { PolicyKind } from '../../../contract/policy.ts'
import { Refused } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { ChangeList } from './ChangeList.tsx'
import type { Change } from './diff.ts'
import type { Draft } from './useDraft.ts'
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
  const toast = useToast()
  const [note, setNote] = useState('')
  const publish = useVerb(publishPolicy, [readPolicy, listPolicyVersions])
  const { kind, scope, version, body } = draft
  const send = (anyway?: string) => {
    const said = note.trim()
    const sent = {
      params: { kind },
      query: { scope },
      body: { version, body, ...(said ? { note: said } : {}), ...(anyway ? { anyway } : {}) },
    }
    publish.mutate(sent, {
      onSuccess: (now) => {
        draft.discard()
        toast.done(w.published(now.version))
        onPublished?.(now.version)
        onClose()
      },
    })
  }
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
            <Button type="primary" disabled={!ready} loading={publish.isPending} onClick={() => send()}>
              {w.publishOver(version + 1)}
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
        {publish.error ? <Refusal error={publish.error} /> : null}
        {publish.error instanceof Refused && gated.has(publish.error.code) ? (
          <Anyway busy={publish.isPending} onSend={send} />
        ) : null}
      </div>
    </Modal>
  )
}

/** What its gate missed: an admin may pass it with a reason. */
const gated: ReadonlySet<string> = new Set(['score.not_previewed', 'score.gate'])

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
