import { useLocation } from '@tanstack/react-router'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { useWords } from '../language.tsx'
import { places } from './places.tsx'
import { shellWords } from './words.ts'

/** Stands where a page is not built yet. */
export function Unbuilt() {
  const w = useWords(shellWords)
  const { pathname } = useLocation()
  const place = places.find((each) => each.to === pathname)
  const title = place ? w[place.label] : pathname
  return (
    <Page title={title}>
      <Empty title={w.unbuilt} />
    </Page>
  )
}
