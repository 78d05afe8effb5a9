import { Tag, Tooltip } from 'antd'
import './table.css'

/** Tags in one line: the first few, and how many more; all of them on hover. */
export function Tags({ tags, most = 2 }: { tags: readonly string[]; most?: number }) {
  const shown = tags.length > most + 1 ? tags.slice(0, most) : tags
  const cut = tags.length - shown.length
  const line = (
    <span className="tags">
      {shown.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {cut > 0 ? <Tag>+{cut}</Tag> : null}
    </span>
  )
  return cut > 0 ? <Tooltip title={tags.join(' · ')}>{line}</Tooltip> : line
}
