import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Refused, Unreachable } from '../app/api.ts'
import { useWords } from '../app/language.tsx'
import { uiWords } from './words.ts'
import './page.css'

interface ErrorStateProps {
  error: unknown
  /** What is safe all the same: the text typed so far, the rows already imported. */
  kept?: ReactNode
  retry?: (() => void) | undefined
  /** A way on besides trying again. */
  action?: ReactNode
}

/** What went wrong in the reader's language, what was kept, and the way on. */
export function ErrorState({ error, kept, retry, action }: ErrorStateProps) {
  const w = useWords(uiWords)
  const { title, detail } = useExplained(error)
  const requestId = error instanceof Refused ? error.requestId : undefined
  return (
    <div className="state" role="alert">
      <h2>{title}</h2>
      <p>{detail}</p>
      {kept ? (
        <div className="state-kept">
          <b>{w.kept}</b> {kept}
        </div>
      ) : null}
      {requestId ? <small>{w.request(requestId)}</small> : null}
      {retry ? <Button onClick={retry}>{w.retry}</Button> : null}
      {action}
    </div>
  )
}

/** An error as a title and a sentence; a refusal brings its own sentence from the server. */
export function useExplained(error: unknown): { title: string; detail: string } {
  const w = useWords(uiWords)
  if (error instanceof Refused) return { title: w.refused, detail: error.message }
  if (error instanceof Unreachable) return { title: w.offline, detail: w.offlineHint }
  return { title: w.broken, detail: error instanceof Error ? error.message : String(error) }
}
