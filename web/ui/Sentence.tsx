import type { ReactNode } from 'react'
import './inline.css'

/** A piece of a sentence; `value` and `field` are set off so that a rule can be read at a glance. */
export interface SentencePart {
  text: string
  kind?: 'field' | 'value' | 'op' | 'plain' | undefined
}

interface SentenceProps {
  parts: readonly (SentencePart | string)[]
  /** Runs on a click of the whole sentence, which then opens into its editor. */
  onOpen?: () => void
  /** Follows the sentence: a live count. */
  children?: ReactNode
}

/** A rule or condition as one line to read. */
export function Sentence({ parts, onOpen, children }: SentenceProps) {
  const line = parts.map((part, at) => {
    const { text, kind = 'plain' } = typeof part === 'string' ? { text: part } : part
    return kind === 'plain' || kind === 'op' ? (
      text
    ) : (
      <span key={at} className={`sentence-${kind}`}>
        {text}
      </span>
    )
  })
  if (!onOpen)
    return (
      <span className="sentence">
        {line} {children}
      </span>
    )
  return (
    <span className="sentence">
      <button type="button" className="sentence-open" onClick={onOpen}>
        {line}
      </button>{' '}
      {children}
    </span>
  )
}
