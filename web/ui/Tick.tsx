interface TickProps {
  label: string
  on: boolean
  /** Some are, some are not. */
  some?: boolean
  /** `range`: shift was held, so what lies between this and the last one is meant too. */
  onTurn: (range: boolean) => void
}

/** A box to tick, the browser's own: a list draws forty of them per screen. */
export function Tick({ label, on, some = false, onTurn }: TickProps) {
  const mark = (box: HTMLInputElement | null) => {
    if (box) box.indeterminate = some
  }
  return (
    <input
      ref={mark}
      type="checkbox"
      aria-label={label}
      checked={on}
      onChange={(event) => onTurn((event.nativeEvent as MouseEvent).shiftKey)}
    />
  )
}
