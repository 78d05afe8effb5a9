import { useWords } from '../../app/language.tsx'
import type { ListRow } from '../lead/lead.ts'
import { knownWords, leadWords } from '../lead/words.ts'

/** 张明 · 仁科互动 · 采购总监; for one that has just left, where it went. */
export function LeadCell({ row }: { row: ListRow }) {
  const l = useWords(leadWords)
  const k = useWords(knownWords)
  const about = [row.company, row.title].filter(Boolean).join(' · ')
  return (
    <>
      {row.gone === undefined ? null : <span className="lead-gone">{row.gone}</span>}
      {row.name ? <b className="lead-name">{row.name}</b> : <span className="lead-noname">{l.nameless}</span>}
      {row.customer ? <span className="lead-known-chip">{k.known}</span> : null}
      {about ? <span className="lead-about"> · {about}</span> : null}
    </>
  )
}
