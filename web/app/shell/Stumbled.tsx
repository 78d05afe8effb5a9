import { Link } from '@tanstack/react-router'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useWords } from '../language.tsx'
import { shellWords } from './words.ts'

/** Where an address leads nowhere. */
export function NotFound() {
  const w = useWords(shellWords)
  return (
    <Empty title={w.notFound} action={<Link to="/">{w.backToLeads}</Link>}>
      {w.notFoundHint}
    </Empty>
  )
}

/** Where a page fell over; the rest of the app stands. */
export function Stumbled({ error, reset }: { error: unknown; reset: () => void }) {
  return <ErrorState error={error} retry={reset} />
}
