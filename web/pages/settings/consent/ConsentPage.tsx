import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Tooltip } from 'antd'
import { useState } from 'react'
import { keepPurposes, listPurposes } from '../../../../contract/consent.ts'
import type { ConsentPurpose } from '../../../../contract/consent.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useEndpoint, useVerb } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import { settingsWords } from '../words.ts'
import { purposeWords } from './words.ts'
import './consent.css'

/** `fresh`: not saved yet, so that its key may still be chosen. */
type Purpose = Omit<ConsentPurpose, 'position'> & { fresh?: true }

const keyShape = /^[a-z][a-z0-9_]{0,39}$/

function isSound(items: readonly Purpose[]): boolean {
  const keys = items.map(({ key }) => key)
  const named = items.every(({ label }) => label.zh.trim() !== '' && label.en.trim() !== '')
  const keyed = keys.every((key, at) => keyShape.test(key) && key !== 'any' && keys.indexOf(key) === at)
  return items.length > 0 && named && keyed
}

/** What consent is asked for: the purposes of the ledger. */
export default function ConsentPage() {
  const s = useWords(settingsWords)
  const w = useWords(purposeWords)
  const held = useEndpoint(listPurposes, {})
  return (
    <Page title={s.consent}>
      <p className="page-intro">{w.intro}</p>
      <Answer of={held}>{({ items }) => <Purposes key={JSON.stringify(items)} held={items} />}</Answer>
    </Page>
  )
}

function Purposes({ held }: { held: readonly ConsentPurpose[] }) {
  const w = useWords(purposeWords)
  const s = useWords(settingsWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const before: Purpose[] = held.map(({ key, label }) => ({ key, label }))
  const [items, setItems] = useState(before)
  const keep = useVerb(keepPurposes, [listPurposes])
  const set = (at: number, part: Partial<Purpose>) =>
    setItems(items.map((each, i) => (i === at ? { ...each, ...part } : each)))
  const sound = isSound(items)
  const changed = JSON.stringify(items) !== JSON.stringify(before)
  const save = () =>
    keep.mutate(
      { body: { items: items.map(({ key, label }) => ({ key, label })) } },
      { onSuccess: () => toast.done(s.saved), onError: toast.refused },
    )
  return (
    <>
      <ul className="purposes">
        {items.map(({ key, label, fresh }, at) => (
          <li key={at}>
            {(['zh', 'en'] as const).map((each) => (
              <label key={each}>
                <small>{w[each]}</small>
                <Input
                  maxLength={40}
                  value={label[each]}
                  onChange={({ target }) => set(at, { label: { ...label, [each]: target.value } })}
                />
              </label>
            ))}
            <label>
              <small>{w.key}</small>
              <Tooltip title={fresh ? w.keyHint : undefined}>
                <Input
                  maxLength={40}
                  disabled={!fresh}
                  status={keyShape.test(key) ? '' : 'warning'}
                  value={key}
                  onChange={({ target }) => set(at, { key: target.value })}
                />
              </Tooltip>
            </label>
            <Tooltip title={w.retired}>
              <Button
                type="text"
                disabled={items.length === 1}
                icon={<DeleteOutlined aria-hidden="true" />}
                aria-label={w.remove(label[lang] || key)}
                onClick={() => setItems(items.filter((_, i) => i !== at))}
              />
            </Tooltip>
          </li>
        ))}
      </ul>
      <div className="wrap-row">
        <Button
          icon={<PlusOutlined aria-hidden="true" />}
          onClick={() => setItems([...items, { key: '', label: { zh: '', en: '' }, fresh: true }])}
        >
          {w.add}
        </Button>
        <Tooltip title={sound ? undefined : w.unsound}>
          <Button type="primary" disabled={!changed || !sound} loading={keep.isPending} onClick={save}>
            {s.save}
          </Button>
        </Tooltip>
      </div>
    </>
  )
}
