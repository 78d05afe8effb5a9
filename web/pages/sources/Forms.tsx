import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount } from '../../ui/format.ts'
import type { Column } from '../../ui/table.ts'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { arrivedIn30 } from './arrived.ts'
import type { Form } from './formDraft.ts'
import { Copies, OnOff } from './FormVerbs.tsx'
import { formWords } from './formWords.ts'
import type { Source } from './SourcePanel.tsx'

interface FormsProps {
  forms: readonly Form[]
  sources: readonly Source[]
  onOpen: (formId: string) => void
  /** The button that makes the first. */
  add: ReactNode
}

const keyOf = ({ formId }: Form) => formId

/** The forms, each with its address to hand out. */
export function Forms({ forms, sources, onOpen, add }: FormsProps) {
  const w = useWords(formWords)
  const named = useMemo(() => new Map(sources.map(({ sourceId, name }) => [sourceId, name])), [sources])
  const columns = useColumns(named)
  const [active, setActive] = useState<string | undefined>()
  if (forms.length === 0)
    return (
      <Empty title={w.none} action={add}>
        {w.noneHint}
      </Empty>
    )
  return (
    <VirtualTable
      label={w.form}
      rows={forms}
      columns={columns}
      rowKey={keyOf}
      active={active}
      onActive={setActive}
      onOpen={({ formId }) => onOpen(formId)}
      renderPhone={(form) => (
        <TwoLine
          main={<b>{form.title}</b>}
          end={<OnOff form={form} />}
          below={`${named.get(form.sourceId) ?? ''} · ${form.submissions30}`}
          belowEnd={<Copies form={form} />}
        />
      )}
    />
  )
}

function useColumns(named: ReadonlyMap<string, string>) {
  const w = useWords(formWords)
  const { lang } = useLanguage()
  return useMemo(
    (): Column<Form>[] => [
      { key: 'title', title: w.form, grow: 2, least: 160, render: ({ title }) => <b>{title}</b> },
      {
        key: 'source',
        title: w.source,
        grow: 1,
        optional: true,
        render: ({ sourceId }) => named.get(sourceId),
      },
      {
        key: 'url',
        title: w.address,
        grow: 2,
        least: 160,
        render: ({ url }) => <span title={url}>{url.replace(/^https?:\/\//, '')}</span>,
      },
      { key: 'copies', title: '', width: 112, render: (form) => <Copies form={form} /> },
      {
        key: 'sent',
        title: w.submissions,
        width: 112,
        align: 'end',
        render: ({ sourceId, submissions30, title }) => (
          <LeadsLink
            when={arrivedIn30(sourceId, { field: 'door', op: 'is', value: 'form' })}
            className="figure"
            label={`${title} ${w.submissions} ${submissions30}`}
          >
            {formatCount(submissions30, lang)}
          </LeadsLink>
        ),
      },
      { key: 'on', title: w.state, width: 72, align: 'end', render: (form) => <OnOff form={form} /> },
    ],
    [w, lang, named],
  )
}
