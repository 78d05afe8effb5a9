import { ArrowUpOutlined, DownloadOutlined, MoreOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Checkbox, Dropdown, Popover, Tooltip } from 'antd'
import { useAppearance } from '../../app/appearance.tsx'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import type { Column } from '../../ui/table.ts'
import type { ListRow } from '../lead/lead.ts'
import { listWords } from './words.ts'

interface ColumnPickerProps {
  all: ReadonlyMap<string, Column<ListRow>>
  shown: readonly string[]
  onChange: (keys: readonly string[] | undefined) => void
}

/** Which columns stand in the list and in what order; rows close or roomy. */
export function ColumnPicker({ all, shown, onChange }: ColumnPickerProps) {
  const w = useWords(listWords)
  const { compact, change } = useAppearance()
  const chosen = shown.flatMap((key) => all.get(key) ?? [])
  const others = [...all.values()].filter(({ key }) => !shown.includes(key))
  const turn = (key: string) =>
    onChange(shown.includes(key) ? shown.filter((each) => each !== key) : [...shown, key])
  const forward = (key: string) => {
    const at = shown.indexOf(key)
    onChange(shown.toSpliced(at, 1).toSpliced(at - 1, 0, key))
  }
  const content = (
    <div className="columns">
      {[...chosen, ...others].map(({ key, title }, at) => (
        <div key={key}>
          <Checkbox checked={shown.includes(key)} disabled={key === 'name'} onChange={() => turn(key)}>
            {title}
          </Checkbox>
          {at > 0 && at < chosen.length ? (
            <Button
              type="text"
              size="small"
              aria-label={w.moveUp(title)}
              icon={<ArrowUpOutlined aria-hidden="true" />}
              onClick={() => forward(key)}
            />
          ) : null}
        </div>
      ))}
      <div className="columns-foot">
        <Checkbox checked={compact} onChange={() => change({ compact: !compact })}>
          {w.compact}
        </Checkbox>
        <Button type="link" size="small" onClick={() => onChange(undefined)}>
          {w.columnsReset}
        </Button>
      </div>
    </div>
  )
  return (
    <Popover content={content} trigger="click" placement="bottomRight">
      <Tooltip title={w.columns}>
        <Button type="text" size="small" icon={<TableOutlined />} aria-label={w.columns} />
      </Tooltip>
    </Popover>
  )
}

/** What else a list offers: its file, or why the reader gets none. */
export function ListMenu({ href }: { href: string }) {
  const w = useWords(listWords)
  const may = useIs('rep', 'manager', 'admin')
  const label = may ? (
    <a href={href}>{w.export}</a>
  ) : (
    <span>
      {w.export} <small className="faint">{w.exportNot}</small>
    </span>
  )
  const items = [{ key: 'export', icon: <DownloadOutlined />, label, disabled: !may }]
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button type="text" size="small" icon={<MoreOutlined />} aria-label={w.more} />
    </Dropdown>
  )
}
