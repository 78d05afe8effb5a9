/** A time one often means, and the key of its words. */
export interface QuickTime {
  key: 'atFive' | 'tomorrow' | 'monday'
  at: Date
}

/** 今天 17:00 until half past four, 明天 9:30, 下周一 9:30, all on the reader's own clock. */
export function quickTimes(now: Date): QuickTime[] {
  const five = at(now, 0, [17, 0])
  const tomorrow = at(now, 1, [9, 30])
  const monday = at(now, (8 - now.getDay()) % 7 || 7, [9, 30])
  return [
    ...(five.getTime() - now.getTime() > 30 * 60_000 ? [{ key: 'atFive' as const, at: five }] : []),
    { key: 'tomorrow', at: tomorrow },
    ...(monday.getTime() === tomorrow.getTime() ? [] : [{ key: 'monday' as const, at: monday }]),
  ]
}

function at(now: Date, days: number, [hour, minute]: [number, number]): Date {
  const then = new Date(now)
  then.setDate(then.getDate() + days)
  then.setHours(hour, minute, 0, 0)
  return then
}
