import { Link } from '@tanstack/react-router'
import { checkPreviewGate } from '../../../../contract/preview.ts'
import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { useWords } from '../../../app/language.tsx'
import { useFreshen } from '../../../app/live.ts'
import { useEndpoint } from '../../../app/queries.ts'
import { formatShare } from '../../../ui/format.ts'
import { decimal, signedDecimal } from './say.ts'
import { previewWords } from './words.ts'
import './preview.css'

/** Whether a draft may be published, and what its preview said; before it is published. */
export function GateState({ draft }: { draft: ScorePolicy }) {
  const w = useWords(previewWords)
  useFreshen(['preview'], [checkPreviewGate])
  const { data } = useEndpoint(checkPreviewGate, { body: { draft } })
  if (!data) return null
  const { required, before, misses, says, preview } = data
  const state = before
    ? w.gateBefore
    : misses.length > 0
      ? w.gateMisses(says)
      : required
        ? w.gateOk
        : preview
          ? undefined
          : w.notAsked
  return (
    <div className={misses.length > 0 ? 'preview-state notice notice-ochre' : 'preview-state'} role="status">
      {state ? <span>{state}</span> : null}
      {preview ? (
        <span>
          {w.changedShare(formatShare(preview.changed))}
          {preview.difference
            ? `${w.joint}AUC ${signedDecimal(preview.difference.value)} (${decimal(preview.difference.low)} – ${decimal(preview.difference.high)})`
            : ''}
        </span>
      ) : null}
      <Link
        to="/settings/$section"
        params={{ section: 'score' }}
        search={{ panel: 'preview', ...(preview ? { open: preview.previewId } : {}) }}
      >
        {preview ? w.seeResult : w.open}
      </Link>
    </div>
  )
}
