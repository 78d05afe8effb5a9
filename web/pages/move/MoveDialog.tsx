import { Alert, Button, Checkbox, Input, Modal, Radio, Spin } from 'antd'
import { useState } from 'react'
import type { MoveFrom } from '../../../contract/move.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { formatCount } from '../../ui/format.ts'
import { Moving } from './Moving.tsx'
import { PreviewTable } from './PreviewTable.tsx'
import { emptyDraft, Pick, toOf, Towards } from './Towards.tsx'
import type { Draft } from './Towards.tsx'
import { useMoving, usePreview, useTakers } from './useMove.ts'
import type { MoveWish } from './useMove.ts'
import { moveWords } from './words.ts'
import './move.css'

/** What is moved: leads ticked in a list (or all that it shows), what somebody has, or what two have. */
export type Subject =
  | {
      kind: 'leads'
      ids: readonly string[]
      /** The list they are ticked in, and how many it shows. */
      filter?: Extract<MoveFrom, { kind: 'filter' }>['filter']
      total?: number | undefined
    }
  | { kind: 'book'; userId: string; name: string }
  | { kind: 'swap'; userId: string; name: string }

interface MoveDialogProps {
  subject: Subject
  onClose: () => void
  /** Runs once leads were moved, and again when that was taken back. */
  onDone: () => void
}

/** Moves many leads: to whom, what that changes for everybody, why; then how far it is. */
export function MoveDialog({ subject, onClose, onDone }: MoveDialogProps) {
  const w = useWords(moveWords)
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [all, setAll] = useState(false)
  const [customers, setCustomers] = useState(true)
  const [other, setOther] = useState<string | undefined>()
  const [reason, setReason] = useState('')
  const takers = useTakers()
  const wish = wishOf(subject, { draft, all, customers, other })
  const preview = usePreview(wish)
  const moving = useMoving({ onDone })
  const [begun, setBegun] = useState(false)
  const going = preview.data?.plan.leads.length ?? 0
  const needs = preview.data?.reasonNeeded === true && !reason.trim()
  const go = async () => {
    if (!wish || !preview.data || begun) return
    setBegun(true)
    if (await moving.go(wish, preview.data, reason.trim())) onClose()
    else {
      setBegun(false)
      void preview.refetch()
    }
  }
  const reps = takers.reps.filter(({ value }) => !('userId' in subject) || value !== subject.userId)
  const title =
    subject.kind === 'book'
      ? w.bookTitle(subject.name)
      : subject.kind === 'swap'
        ? w.swapTitle(subject.name)
        : w.title(all ? (subject.total ?? subject.ids.length) : subject.ids.length)
  return (
    <Modal
      open
      title={title}
      width={560}
      onCancel={onClose}
      footer={
        begun ? (
          <Button onClick={onClose}>{w.close}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{w.cancel}</Button>
            <Button
              type="primary"
              disabled={!preview.isSuccess || preview.isFetching || going === 0 || needs}
              onClick={() => void go()}
            >
              {going > 0 ? w.go(going) : w.move}
            </Button>
          </>
        )
      }
    >
      {begun ? (
        <Moving run={moving.run} total={going} />
      ) : (
        <div className="move-form">
          {subject.kind === 'leads' ? <Which subject={subject} all={all} onAll={setAll} /> : null}
          {subject.kind === 'swap' ? (
            <Pick label={w.pickOther} options={reps} value={other} onChange={setOther} />
          ) : (
            <Towards
              draft={draft}
              reps={reps}
              pools={takers.pools}
              onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
            />
          )}
          {subject.kind === 'book' ? (
            <Checkbox checked={customers} onChange={(event) => setCustomers(event.target.checked)}>
              {w.customers}
            </Checkbox>
          ) : null}
          <div className="move-preview" aria-live="polite">
            {preview.error ? (
              <Alert type="warning" showIcon title={preview.error.message} />
            ) : preview.data ? (
              going === 0 && preview.data.customers === 0 ? (
                <>
                  <p>{w.nothing}</p>
                  <PreviewTable preview={{ ...preview.data, reps: [], pools: [] }} />
                </>
              ) : (
                <PreviewTable preview={preview.data} />
              )
            ) : wish ? (
              <Spin />
            ) : (
              <p className="quiet">{w.choose}</p>
            )}
          </div>
          <Input.TextArea
            aria-label={preview.data?.reasonNeeded ? w.reasonNeeded : w.reason}
            placeholder={preview.data?.reasonNeeded ? w.reasonNeeded : w.reasonHint}
            autoSize={{ minRows: 1, maxRows: 4 }}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      )}
    </Modal>
  )
}

interface WhichProps {
  subject: Extract<Subject, { kind: 'leads' }>
  all: boolean
  onAll: (all: boolean) => void
}

/** Where the list shows more than is ticked: those, or all of it. */
function Which({ subject: { ids, filter, total }, all, onAll }: WhichProps) {
  const w = useWords(moveWords)
  const { lang } = useLanguage()
  if (!filter || total === undefined || total <= ids.length) return null
  return (
    <Radio.Group
      aria-label={w.which}
      value={all}
      onChange={(event) => onAll(event.target.value as boolean)}
      options={[
        { value: false, label: w.selected(ids.length) },
        { value: true, label: w.matching(formatCount(total, lang)) },
      ]}
    />
  )
}

interface Given {
  draft: Draft
  all: boolean
  customers: boolean
  other: string | undefined
}

function wishOf(subject: Subject, { draft, all, customers, other }: Given): MoveWish | undefined {
  if (subject.kind === 'swap')
    return other ? { from: { kind: 'swap', a: subject.userId, b: other } } : undefined
  const to = toOf(draft)
  if (!to) return undefined
  if (subject.kind === 'book') return { from: { kind: 'book', userId: subject.userId, customers }, to }
  const { ids, filter } = subject
  return { from: all && filter ? { kind: 'filter', filter } : { kind: 'leads', leadIds: [...ids] }, to }
}
