import { useEffect, useState } from 'react'
import { useWords } from '../app/language.tsx'
import { uiWords } from './words.ts'
import './skeleton.css'

/** True once `ms` have passed: a fast answer then never flashes a skeleton. */
export function useAfter(ms: number): boolean {
  const [passed, setPassed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return passed
}

/** Grey lines in the shape of what is coming, shown only after 200 ms. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const w = useWords(uiWords)
  const slow = useAfter(200)
  return (
    <div className="skeleton" role="status" aria-label={w.loading}>
      {slow
        ? Array.from({ length: rows }, (_, row) => (
            <div key={row} style={{ width: `${92 - ((row * 37) % 48)}%` }} />
          ))
        : null}
    </div>
  )
}
