import { useWords } from '../../app/language.tsx'
import { formatShare } from '../../ui/format.ts'
import { qualityWords } from './qualityWords.ts'

interface TrendProps {
  label: string
  source: string
  /** Shares by week, the oldest first; null where nothing came. */
  points: readonly (number | null)[]
  tone: 'river' | 'ochre'
}

const [WIDTH, HEIGHT] = [72, 22]

/** A share by week, all of them on the same scale from none to all; a week without arrivals is a gap. */
export function Trend({ label, source, points, tone }: TrendProps) {
  const w = useWords(qualityWords)
  const known = points.filter((point) => point !== null)
  const step = WIDTH / Math.max(1, points.length)
  const told = w.trend(label, source, formatShare(known[0] ?? 0), formatShare(known.at(-1) ?? 0))
  return (
    <svg
      className="trend"
      role="img"
      aria-label={told}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      <title>{told}</title>
      <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="trend-zero" />
      {points.map((point, at) =>
        point === null ? null : (
          <rect
            key={at}
            data-tone={tone}
            x={at * step + 0.5}
            width={Math.max(1, step - 1)}
            y={HEIGHT - 1 - point * (HEIGHT - 2)}
            height={Math.max(0.75, point * (HEIGHT - 2))}
          />
        ),
      )}
    </svg>
  )
}
