import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import type { Column } from '../../ui/table.ts'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { arrivedIn30 } from './arrived.ts'
import { useSourceStates } from './Pausing.tsx'
import { qualityWords } from './qualityWords.ts'
import type { Source } from './SourcePanel.tsx'
import { sourceWords } from './words.ts'

interface SourcesProps {
  sources: readonly Source[]
  active: string | undefined
  onOpen: (sourceId: string) => void
  /** The button that adds the first. */
  add: ReactNode
}

const keyOf = ({ sourceId }: Source) => sourceId

/** The sources, those that bring most first. */
export function Sources({ sources, active, onOpen, add }: SourcesProps) {
  const w = useWords(sourceWords)
  const all = sources.reduce((sum, { leads30 }) => sum + leads30, 0)
  const columns = useColumns(all)
  const sorted = useMemo(() => sources.toSorted((a, b) => b.leads30 - a.leads30), [sources])
  if (sources.length === 0)
    return (
      <Empty title={w.none} action={add}>
        {w.noneHint}
      </Empty>
    )
  return (
    <VirtualTable
      label={w.sources}
      rows={sorted}
      columns={columns}
      rowKey={keyOf}
      active={active}
      onActive={onOpen}
      renderPhone={renderPhone}
    />
  )
}

const renderPhone = (source: Source) => (
  <TwoLine
    main={<b>{source.name}</b>}
    end={<Count of={source} />}
    below={`${source.channel} · ${source.key}`}
  />
)

function useColumns(all: number) {
  const w = useWords(sourceWords)
  return useMemo(
    (): Column<Source>[] => [
      { key: 'name', title: w.name, grow: 2, least: 160, render: (source) => <Name of={source} /> },
      { key: 'channel', title: w.channel, grow: 1, render: ({ channel }) => channel },
      {
        key: 'key',
        title: w.key,
        grow: 1,
        optional: true,
        render: ({ key }) => <code className="source-key">{key}</code>,
      },
      { key: 'leads', title: w.leads30, width: 88, align: 'end', render: (source) => <Count of={source} /> },
      {
        key: 'share',
        title: w.share,
        width: 184,
        optional: true,
        render: ({ leads30 }) => <Share of={all > 0 ? leads30 / all : 0} />,
      },
      {
        key: 'since',
        title: w.since,
        width: 112,
        align: 'end',
        render: ({ createdAt }) => <RelativeTime at={createdAt} />,
      },
    ],
    [w, all],
  )
}

function Name({ of: { sourceId, name } }: { of: Source }) {
  const q = useWords(qualityWords)
  const paused = useSourceStates().get(sourceId)?.pausedAt
  return (
    <>
      <b>{name}</b> {paused ? <span className="paused-mark">{q.paused}</span> : null}
    </>
  )
}

/** How many came in 30 days; leads to them, without opening the source. */
function Count({ of: { sourceId, name, leads30 } }: { of: Source }) {
  const w = useWords(sourceWords)
  const { lang } = useLanguage()
  return (
    <LeadsLink when={arrivedIn30(sourceId)} className="figure" label={w.leadsOf(name, leads30)}>
      {formatCount(leads30, lang)}
    </LeadsLink>
  )
}

function Share({ of }: { of: number }) {
  return (
    <span className="share">
      <span className="source-bar">
        <span style={{ width: `${of * 100}%` }} />
      </span>
      <span className="figure">{formatShare(of)}</span>
    </span>
  )
}
