import type { Words } from '../../app/language.tsx'
import type { todayWords } from './words.ts'

/** How long something took, from whole seconds: 45 秒, 6 分, 1 小时 5 分, 2 天. */
export function lasted(seconds: number, w: Words<typeof todayWords>): string {
  if (seconds < 60) return w.seconds(seconds)
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return w.minutes(minutes)
  if (minutes < 24 * 60) return w.hours(Math.floor(minutes / 60), minutes % 60)
  return w.days(Math.round(minutes / (24 * 60)))
}
