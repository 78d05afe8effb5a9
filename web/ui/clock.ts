/** A moment as its day (unless today) and its minute: 14:30, 3月9日 09:00. */
export function formatClock(at: string, lang: 'zh' | 'en', now = new Date()): string {
  const moment = new Date(at)
  const today = moment.toDateString() === now.toDateString()
  return new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    ...(today ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment)
}
