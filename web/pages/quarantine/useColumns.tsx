import { useMemo } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { formatPhone } from '../../ui/format.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import type { Column } from '../../ui/table.ts'
import { TwoLine } from '../../ui/TwoLine.tsx'
import type { ListRow } from '../lead/lead.ts'
import { workplace } from '../lead/lead.ts'
import { lackName } from './lacks.ts'
import { MendCells } from './MendCells.tsx'
import { RefusedIn, Suggestions } from './Suggestions.tsx'
import { suggestWords } from './suggestWords.ts'
import { quarantineWords } from './words.ts'

interface Shown {
  /** There are cells to be mended. */
  mends: boolean
  suggests: boolean
  /** Some of them are refused by themselves one day. */
  timed: boolean
}

/**
 * How a quarantined lead is shown: a line of columns, or two lines on a phone. Cells to be
 * mended are left out where one is open at the side, and for who may not.
 */
export function useColumns({ mends, suggests, timed }: Shown) {
  const w = useWords(quarantineWords)
  const s = useWords(suggestWords)
  return useMemo(() => {
    const mend = { key: 'mend', title: w.mend, width: 300, render: (row: ListRow) => <MendCells row={row} /> }
    const suggestion: Column<ListRow> = {
      key: 'suggestion',
      title: s.title,
      grow: 3,
      least: 190,
      render: (row) => <Suggestions row={row} />,
    }
    const refused: Column<ListRow> = {
      key: 'refused',
      title: s.deadline,
      width: 92,
      render: (row) => <RefusedIn row={row} />,
    }
    const columns: Column<ListRow>[] = [
      {
        key: 'arrived',
        title: w.arrived,
        width: 112,
        render: ({ arrivedAt }) => <RelativeTime at={arrivedAt} />,
      },
      { key: 'who', title: w.who, grow: 3, least: 160, render: (row) => <Who row={row} /> },
      { key: 'contact', title: w.contact, width: 150, optional: true, render: contactOf },
      {
        key: 'source',
        title: w.source,
        grow: 1,
        least: 96,
        optional: true,
        render: ({ sourceName }) => sourceName,
      },
      { key: 'lacks', title: w.lacks, grow: 2, least: 150, render: (row) => <Lacks row={row} /> },
      ...(timed ? [refused] : []),
      ...(suggests ? [suggestion] : []),
      ...(mends ? [mend] : []),
    ]
    const renderPhone = (row: ListRow) => (
      <TwoLine
        main={<Who row={row} />}
        end={<RelativeTime at={row.arrivedAt} />}
        below={row.gone === undefined ? <PhoneWhy row={row} /> : row.gone ? w.wentTo(row.gone) : w.went}
        belowEnd={<span className="row-source">{row.sourceName}</span>}
      />
    )
    return { columns, renderPhone }
  }, [w, s, mends, suggests, timed])
}

const contactOf = ({ phone, email, wechat }: ListRow) => (phone ? formatPhone(phone) : (email ?? wechat))

/** On a phone: why it is here, and what is suggested in place of it being opened. */
function PhoneWhy({ row }: { row: ListRow }) {
  return (
    <span className="q-phone-why">
      <Lacks row={row} /> <RefusedIn row={row} />
    </span>
  )
}

function Who({ row }: { row: ListRow }) {
  const w = useWords(quarantineWords)
  const rest = workplace(row)
  return (
    <span title={[row.name, rest, row.need].filter(Boolean).join('\n')}>
      {row.name ? <b>{row.name}</b> : <span className="row-nameless">{w.nameless}</span>}
      {rest ? ` · ${rest}` : ''}
    </span>
  )
}

/** Why it is here, a chip each. */
export function Lacks({ row: { lacks } }: { row: Pick<ListRow, 'lacks'> }) {
  const w = useWords(quarantineWords)
  const s = useWords(suggestWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const names = (lacks ?? []).map((lack) =>
    lack.code === 'source.paused'
      ? s.paused
      : lack.code.startsWith('match.')
        ? lack.code === 'match.ask'
          ? s.maybeKnown
          : s.known
        : lackName(lack, (at) => fields.get(at)?.label[lang] ?? at, w),
  )
  return (
    <span className="lacks" title={names.length > 2 ? names.join(' · ') : undefined}>
      {[...new Set(names)].map((name) => (
        <span key={name} className="lack">
          {name}
        </span>
      ))}
    </span>
  )
}
