import { listImports } from '../../../contract/import.ts'
import { useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { DropZone } from './DropZone.tsx'
import { ImportList } from './ImportList.tsx'
import { moving } from './job.ts'
import { useUpload } from './useUpload.ts'
import { importWords } from './words.ts'
import './import.css'

/** All imports with how they went, and the place to drop the next one. */
export function ImportsPage() {
  const w = useWords(importWords)
  const upload = useUpload()
  const list = useEndpoint(
    listImports,
    {},
    {
      refetchInterval: ({ state: { data } }) =>
        data?.items.some(({ state }) => moving.has(state)) ? 2000 : false,
    },
  )
  useFreshen(['import'], [listImports])
  return (
    <Page title={w.title} about={w.about} fill>
      <DropZone upload={upload}>
        <Answer of={list}>
          {({ items }) =>
            items.length === 0 ? <Empty title={w.none}>{w.noneHint}</Empty> : <ImportList imports={items} />
          }
        </Answer>
      </DropZone>
    </Page>
  )
}
