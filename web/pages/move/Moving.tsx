import { Button, Progress } from 'antd'
import { cancelMove } from '../../../contract/move.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { formatCount } from '../../ui/format.ts'
import { useToast } from '../../ui/useToast.tsx'
import type { Moved } from './useMove.ts'
import { moveWords } from './words.ts'

/** How far a move is; it can be stopped. */
export function Moving({ run, total }: { run: Moved | undefined; total: number }) {
  const w = useWords(moveWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const stop = useVerb(cancelMove)
  const back = run?.state === 'undoing'
  const of = back ? run.moved : total
  const done = back ? run.returned : (run?.moved ?? 0) + (run?.refused ?? 0)
  const text = (back ? w.takingBack : w.moving)(formatCount(done, lang), formatCount(of, lang))
  return (
    <div className="move-form" aria-live="polite">
      <div>{text}</div>
      <Progress percent={Math.round((done / Math.max(1, of)) * 100)} aria-label={text} />
      <div className="quiet">{w.goesOn}</div>
      {run?.state === 'running' ? (
        <Button
          loading={stop.isPending}
          onClick={() => stop.mutate({ params: { moveId: run.moveId } }, { onError: toast.refused })}
        >
          {w.stop}
        </Button>
      ) : null}
    </div>
  )
}
