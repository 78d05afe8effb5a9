import { useWords } from '../../app/language.tsx'
import { Page } from '../../ui/Page.tsx'
import { todayWords } from './words.ts'

/** The day: a manager's view of the team, or a rep's own queue. */
export function TodayPage() {
  const w = useWords(todayWords)
  return <Page title={w.title}>{null}</Page>
}
