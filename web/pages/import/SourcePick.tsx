import { Button, Input, Modal, Select, Tooltip } from 'antd'
import { useState } from 'react'
import { addSource, listSources } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { mapWords } from './mapWords.ts'

interface SourcePickProps {
  value: string
  onChange: (sourceId: string) => void
}

/** Whose leads these are; a new source is made on the spot by who may. */
export function SourcePick({ value, onChange }: SourcePickProps) {
  const w = useWords(mapWords)
  const may = useIs('marketer', 'admin')
  const [adding, setAdding] = useState(false)
  const sources = useEndpoint(listSources, {})
  return (
    <div className="source-pick">
      <Select
        aria-label={w.source}
        value={value}
        onChange={onChange}
        loading={sources.isPending}
        showSearch={{ optionFilterProp: 'label' }}
        options={sources.data?.items.map(({ sourceId, name }) => ({ value: sourceId, label: name }))}
      />
      <Tooltip title={may ? undefined : w.askMarketer}>
        <Button disabled={!may} onClick={() => setAdding(true)}>
          {w.newSource}
        </Button>
      </Tooltip>
      {adding ? (
        <AddSource
          onClose={() => setAdding(false)}
          onAdded={(sourceId) => {
            setAdding(false)
            onChange(sourceId)
          }}
        />
      ) : null}
    </div>
  )
}

function AddSource({ onClose, onAdded }: { onClose: () => void; onAdded: (sourceId: string) => void }) {
  const w = useWords(mapWords)
  const [name, setName] = useState('')
  const [channel, setChannel] = useState('')
  const verb = useVerb(addSource, [listSources])
  const { detail } = useExplained(verb.error)
  const add = () => {
    const called = name.trim()
    // The key names the source to other systems; here a person names it to people.
    const body = { key: called, name: called, channel: channel.trim() || called.slice(0, 40) }
    verb.mutate({ body }, { onSuccess: ({ sourceId }) => onAdded(sourceId) })
  }
  return (
    <Modal
      open
      width={400}
      title={w.newSource}
      okText={w.add}
      cancelText={w.cancel}
      okButtonProps={{ disabled: name.trim() === '' }}
      confirmLoading={verb.isPending}
      onOk={add}
      onCancel={onClose}
    >
      <div className="stack">
        <label>
          {w.sourceName}
          <Input
            autoFocus
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={add}
          />
        </label>
        <label>
          {w.channel}
          <Input
            maxLength={40}
            placeholder={w.channelPrompt}
            value={channel}
            onChange={(event) => setChannel(event.target.value)}
            onPressEnter={add}
          />
        </label>
        {verb.error ? (
          <p className="notice notice-clay" role="alert">
            {detail}
          </p>
        ) : null}
      </div>
    </Modal>
  )
}
