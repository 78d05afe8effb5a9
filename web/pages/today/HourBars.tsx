import { useRef } from 'react'
import { useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { useMe } from '../../app/session.ts'
import { useNow } from '../../ui/useNow.ts'
import { useWidthOf } from '../../ui/useWidthOf.ts'
import { arrivedToday, of } from './counted.ts'
import type { TeamDay } from './repair.ts'
import { todayWords } from './words.ts'

interface HourBarsProps {
  perHour: TeamDay['perHour']
  people: readonly string[] | undefined
}

const tall = 96
const foot = 20
const head = 18
const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** Today's arrivals, a bar an hour with its number above; the hours ahead are a dotted ground line. */
export function HourBars({ perHour, people }: HourBarsProps) {
  const w = useWords(todayWords)
  const frame = useRef<HTMLDivElement>(null)
  const room = useWidthOf(frame)
  const width = Number.isFinite(room) ? Math.max(room, 280) : 280
  const now = useHour()
  const counts = new Map(perHour.map(({ hour, count }) => [hour, count]))
  const most = Math.max(1, ...counts.values())
  const all = perHour.reduce((sum, { count }) => sum + count, 0)
  const step = width / 24
  const ground = head + tall
  const said = perHour.map(({ hour, count }) => w.inHour(hour, count)).join('; ')
  return (
    <div ref={frame} className="hours">
      <svg width={width} height={ground + foot} role="img" aria-label={`${w.perHour}: ${said || w.quietYet}`}>
        <line x1={0} x2={step * (now + 1)} y1={ground + 0.5} y2={ground + 0.5} className="hours-ground" />
        <line x1={step * (now + 1)} x2={width} y1={ground + 0.5} y2={ground + 0.5} className="hours-ahead" />
        {hours.map((hour) => {
          const count = counts.get(hour) ?? 0
          const height = count === 0 ? 0 : Math.max(2, (count / most) * tall)
          const middle = step * (hour + 0.5)
          return (
            <g key={hour}>
              <rect
                x={step * hour + step * 0.15}
                y={ground - height}
                width={step * 0.7}
                height={height}
                rx={1.5}
                className={hour === now ? 'hours-now' : 'hours-bar'}
              />
              {count > 0 && (step >= 16 || count === most || hour === now) ? (
                <text x={middle} y={ground - height - 5}>
                  {count}
                </text>
              ) : null}
              {hour % (step >= 22 ? 2 : 4) === 0 ? (
                <text x={middle} y={ground + 15} className="hours-at">
                  {hour}
                </text>
              ) : null}
            </g>
          )
        })}
      </svg>
      <p className="hours-all">
        {all === 0 ? (
          w.quietYet
        ) : (
          <LeadsLink when={people ? of(people, arrivedToday) : arrivedToday}>{w.allToday(all)}</LeadsLink>
        )}
      </p>
    </div>
  )
}

/** The hour it is on the organisation's clock. */
function useHour(): number {
  const { timeZone } = useMe().organisation
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone })
  return Number(clock.format(useNow()))
}
