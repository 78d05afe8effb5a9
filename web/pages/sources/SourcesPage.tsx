import { useWords } from '../../app/language.tsx'
import { Page } from '../../ui/Page.tsx'
import { sourceWords } from './words.ts'

/** Where leads come from: the sources, and the forms on the web that feed them. */
export function SourcesPage() {
  const w = useWords(sourceWords)
  return <Page title={w.title}>{null}</Page>
}
