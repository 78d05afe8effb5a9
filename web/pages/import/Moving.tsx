import { useLanguage } from '../../app/language.tsx'
import type { Words } from '../../app/language.tsx'
import { figure } from './job.ts'
import type { Job } from './job.ts'
import { useImportWords } from './kindWords.ts'
import { ShareBar } from './ShareBar.tsx'
import { usePace } from './useImport.ts'
import { useOutcomes } from './useOutcomes.ts'
import type { importWords } from './words.ts'

const titles = {
  reading: 'readingNow',
  checking: 'checkingNow',
  running: 'runningNow',
  undoing: 'undoingNow',
} as const

/** An import at work: how far, how fast, how long still; and that nobody need wait for it here. */
export function Moving({ job }: { job: Job }) {
  const w = useImportWords(job.kind)
  const { lang } = useLanguage()
  const { rowsDone, rowsTotal } = job
  const pace = usePace(job)
  const outcomes = useOutcomes(job)
  const title = w[titles[job.state as keyof typeof titles] ?? 'runningNow']
  const known = rowsTotal > 0
  return (
    <section className="moving" aria-label={title}>
      <h2>{title}</h2>
      <div
        className="moving-bar"
        role="progressbar"
        aria-label={title}
        {...(known
          ? { 'aria-valuemin': 0, 'aria-valuemax': rowsTotal, 'aria-valuenow': Math.min(rowsDone, rowsTotal) }
          : {})}
        data-unknown={known ? undefined : true}
      >
        <span style={{ width: known ? `${Math.min(100, (rowsDone * 100) / rowsTotal)}%` : undefined }} />
      </div>
      <p className="moving-figures">
        {known ? <b>{w.of(figure(Math.min(rowsDone, rowsTotal), lang), figure(rowsTotal, lang))}</b> : null}
        {pace.rate ? <span>{w.perSecond(figure(Math.round(pace.rate), lang))}</span> : null}
        {known && pace.left !== undefined ? <span>{leftIn(pace.left, w)}</span> : null}
      </p>
      {job.state === 'running' && outcomes.length > 0 ? (
        <div className="moving-outcomes">
          <ShareBar parts={outcomes} />
          <p>{outcomes.map(({ label, count }) => `${label} ${figure(count, lang)}`).join(' · ')}</p>
        </div>
      ) : null}
      <p className="moving-leave">{w.leave}</p>
    </section>
  )
}

function leftIn(seconds: number, w: Words<typeof importWords>): string {
  return seconds < 90 ? w.secondsLeft(seconds) : w.minutesLeft(Math.round(seconds / 60))
}
