/** One part of a whole: how many, and its tone in import.css. */
export interface Share {
  key: string
  label: string
  count: number
}

interface ShareBarProps {
  parts: readonly Share[]
  tall?: boolean
}

/** A whole as parts of a line, for the eye only: the numbers stand beside it as text. */
export function ShareBar({ parts, tall = false }: ShareBarProps) {
  return (
    <span className={tall ? 'share-bar share-bar-tall' : 'share-bar'} aria-hidden="true">
      {parts.map(({ key, label, count }) => (
        <span key={key} data-tone={key} title={label} style={{ flexGrow: count }} />
      ))}
    </span>
  )
}
