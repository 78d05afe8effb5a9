import { useWords } from '../app/language.tsx'
import { useExplained } from './ErrorState.tsx'
import { uiWords } from './words.ts'

/** Stands where the next rows would: why they did not come, and the way to ask once more. Nothing asks by itself. */
export function MoreFailed({ error, retry }: { error: unknown; retry: (() => void) | undefined }) {
  const w = useWords(uiWords)
  const { title, detail } = useExplained(error)
  return (
    <span className="more-failed">
      {title} · {detail}{' '}
      {retry ? (
        <button type="button" className="plain-link" onClick={retry}>
          {w.retry}
        </button>
      ) : null}
    </span>
  )
}
