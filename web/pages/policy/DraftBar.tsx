import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { PolicyKind } from '../../../contract/policy.ts'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { useToast } from '../../ui/useToast.tsx'
import { diffLines } from './diff.ts'
import { linesOf } from './lines.ts'
import { PublishDialog } from './PublishDialog.tsx'
import type { Saying } from './saying.ts'
import type { Draft } from './useDraft.ts'
import { policyWords } from './words.ts'
import './policy.css'

interface DraftBarProps<K extends PolicyKind> {
  draft: Draft<K>
  say: Saying
  /** Every condition complete, every target chosen. */
  sound: boolean
  /** What the draft would do to real leads, shown before it is published. */
  effect?: ReactNode
  onPublished?: ((version: number) => void) | undefined
}

/** Stays at the bottom while there is a draft: how much of it differs, away with it, or on to publishing. */
export function DraftBar<K extends PolicyKind>({ draft, say, sound, effect, onPublished }: DraftBarProps<K>) {
  const w = useWords(policyWords)
  const toast = useToast()
  const admin = useIs('admin')
  const [reviewing, setReviewing] = useState(false)
  if (!draft.changed && !reviewing) return null
  const { kind, before, body } = draft
  const changes = diffLines(linesOf(kind, before, say), linesOf(kind, body, say))
  const why = sound ? (admin ? undefined : w.adminOnly) : w.unsound
  const discard = () => {
    draft.discard()
    toast.done(w.discarded, () => draft.change(body))
  }
  return (
    <>
      <div className="draft-bar" role="region" aria-label={w.draft(changes.length)}>
        <span className="draft-mark" aria-hidden="true" />
        <span className="draft-said">
          {w.draft(changes.length)}
          {why ? <small>{why}</small> : null}
        </span>
        <Button onClick={discard}>{w.discard}</Button>
        <Tooltip title={sound ? undefined : w.unsound}>
          <Button type="primary" disabled={!sound} onClick={() => setReviewing(true)}>
            {w.review}
          </Button>
        </Tooltip>
      </div>
      {reviewing ? (
        <PublishDialog
          draft={draft}
          changes={changes}
          effect={effect}
          onPublished={onPublished}
          onClose={() => setReviewing(false)}
        />
      ) : null}
    </>
  )
}
