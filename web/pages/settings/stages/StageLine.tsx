import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input, Tooltip } from 'antd'
import { countCustomers } from '../../../../contract/customer.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { formatCount } from '../../../ui/format.ts'
import { SortableItem } from '../../../ui/SortableItem.tsx'
import { keyShape, type Line } from './line.ts'
import { stageWords } from './words.ts'

interface StageLineProps {
  line: Line
  /** Its place, from 0. */
  at: number
  /** It is the last one there is. */
  only: boolean
  onSet: (part: Partial<Line>) => void
  onRemove: () => void
}

/** One stage: its names, its key, how many customers are in it; it goes only when nobody is. */
export function StageLine({ line, at, only, onSet, onRemove }: StageLineProps) {
  const { id, key, label, fresh } = line
  const w = useWords(stageWords)
  const { lang } = useLanguage()
  const held = useHeld(fresh ? undefined : key)
  const name = label[lang] || key
  const n = formatCount(held ?? 0, lang)
  const why = only ? w.keepsOne : held ? w.whyNot(n) : undefined
  return (
    <SortableItem id={id} at={at}>
      <div className="stage-line">
        {(['zh', 'en'] as const).map((each) => (
          <label key={each}>
            <small>{w[each]}</small>
            <Input
              maxLength={40}
              value={label[each]}
              onChange={({ target }) => onSet({ label: { ...label, [each]: target.value } })}
            />
          </label>
        ))}
        <label>
          <small>{w.key}</small>
          <Input
            maxLength={40}
            disabled={!fresh}
            title={fresh ? undefined : w.keyFixed}
            status={keyShape.test(key) ? '' : 'warning'}
            value={key}
            onChange={({ target }) => onSet({ key: target.value })}
          />
        </label>
        <span className="faint stage-held">
          {held === undefined ? '' : held === 0 ? w.unused : held === 1 ? w.oneInUse : w.inUse(n)}
        </span>
        <Tooltip title={why}>
          <Button
            type="text"
            disabled={why !== undefined || (!fresh && held === undefined)}
            icon={<DeleteOutlined aria-hidden="true" />}
            aria-label={w.remove(name)}
            onClick={onRemove}
          />
        </Tooltip>
        {fresh ? <small className="stage-hint">{w.keyHint}</small> : null}
      </div>
    </SortableItem>
  )
}

/** How many customers are in a stage, the archived ones too; undefined until it is known. */
function useHeld(stage: string | undefined): number | undefined {
  const ask = (archived: '0' | '1') => ({ query: { stage: stage ?? '', archived } })
  const open = useEndpoint(countCustomers, ask('0'), { enabled: stage !== undefined })
  const archived = useEndpoint(countCustomers, ask('1'), { enabled: stage !== undefined })
  return open.data && archived.data ? open.data.count + archived.data.count : undefined
}
