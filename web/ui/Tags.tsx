import './table.css'

/** Tags in one line: the first few, and how many more; all of them on hover. Plain spans, for a list has hundreds. */
export function Tags({ tags, most = 2 }: { tags: readonly string[]; most?: number }) {
  const shown = tags.length > most + 1 ? tags.slice(0, most) : tags
  const cut = tags.length - shown.length
  return (
    <span className="tags" title={cut > 0 ? tags.join(' · ') : undefined}>
      {shown.map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
      {cut > 0 ? <span className="tag">+{cut}</span> : null}
    </span>
  )
}
