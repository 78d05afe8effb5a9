import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { importKinds, listImports } from '../../../contract/import.ts'
import { useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { DropZone } from './DropZone.tsx'
import { ImportList } from './ImportList.tsx'
import { moving } from './job.ts'
import { useImportWords } from './kindWords.ts'
import { useUpload } from './useUpload.ts'
import { importWords } from './words.ts'
import '../leads/leads.css'
import './import.css'

/** All imports with how they went, and the place to drop the next one. */
export function ImportsPage() {
  const { kind = 'leads' } = useSearch({ from: '/shell/imports' })
  const w = useImportWords(kind)
  const upload = useUpload(kind)
  const list = useEndpoint(
    listImports,
    { query: { kind } },
    {
      refetchInterval: ({ state: { data } }) =>
        data?.items.some(({ state }) => moving.has(state)) ? 2000 : false,
    },
  )
  useFreshen(['import'], [listImports])
  return (
    <Page title={w.title} about={w.about} fill actions={<Kinds />}>
      <DropZone upload={upload} kind={kind}>
        <Answer of={list}>
          {({ items }) =>
            items.length === 0 ? <Empty title={w.none}>{w.noneHint}</Empty> : <ImportList imports={items} />
          }
        </Answer>
      </DropZone>
    </Page>
  )
}

/** What a file brings: leads, or customers for whoever may bring those. */
function Kinds() {
  const w = useWords(importWords)
  const { kind = 'leads' } = useSearch({ from: '/shell/imports' })
  const navigate = useNavigate()
  const may = useIs('admin', 'manager')
  if (!may) return null
  return (
    <Segmented
      aria-label={w.kinds}
      value={kind}
      options={importKinds.map((each) => ({ value: each, label: w[each] }))}
      onChange={(to) => void navigate({ to: '/imports', search: to === 'leads' ? {} : { kind: to } })}
    />
  )
}
