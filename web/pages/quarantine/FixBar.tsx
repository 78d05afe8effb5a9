import { Button, Progress } from 'antd'
import type { Fix } from '../../../contract/quarantine.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { formatCount } from '../../ui/format.ts'
import { suggestWords } from './suggestWords.ts'

interface FixBarProps {
  fix: Pick<Fix, 'state' | 'total' | 'fixed' | 'released' | 'failed' | 'undone' | 'message'>
  onUndo: () => void
  onClose: () => void
}

/** How far a fix of many is, what it did, and the way back. */
export function FixBar({ fix, onUndo, onClose }: FixBarProps) {
  const w = useWords(suggestWords)
  const { lang } = useLanguage()
  const n = (count: number) => formatCount(count, lang)
  const done = fix.fixed + fix.failed
  const said = {
    running: w.fixing(n(done), n(fix.total)),
    done: w.fixed(n(fix.fixed), n(fix.released)),
    undoing: w.undoing,
    undone: w.undone(n(fix.undone)),
  }[fix.state]
  return (
    <div className="q-bulk" role="status">
      <b>{said}</b>
      {fix.state === 'done' && fix.failed > 0 ? <span>{w.left(n(fix.failed))}</span> : null}
      <span className="fix-what">{fix.message}</span>
      {fix.state === 'running' ? (
        <Progress
          className="fix-progress"
          percent={Math.floor((done / Math.max(1, fix.total)) * 100)}
          size="small"
        />
      ) : null}
      {fix.state === 'done' && fix.fixed > 0 ? (
        <Button size="small" onClick={onUndo}>
          {w.undo}
        </Button>
      ) : null}
      {fix.state === 'done' || fix.state === 'undone' ? (
        <Button size="small" type="text" onClick={onClose}>
          {w.close}
        </Button>
      ) : null}
    </div>
  )
}
