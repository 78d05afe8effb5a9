import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { listProviders, tryProvider } from '../../../contract/verify.ts'
import type { CheckedField } from '../../../contract/verify.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { verifyWords } from './verifyWords.ts'

/** Checks one value that the admin types, and says what came back. */
export function TryProvider({ field }: { field: CheckedField }) {
  const w = useWords(verifyWords)
  const [value, setValue] = useState('')
  const verb = useVerb(tryProvider, [listProviders])
  const { detail } = useExplained(verb.error)
  const prompt = field === 'phone' ? w.tryPhone : w.tryEmail
  const go = () => {
    if (value.trim().length > 2) verb.mutate({ params: { field }, body: { value: value.trim() } })
  }
  const told = verb.data
  return (
    <Popover
      trigger="click"
      title={prompt}
      content={
        <div className="try-provider">
          <Input.Search
            aria-label={prompt}
            value={value}
            enterButton={w.tryGo}
            loading={verb.isPending}
            onChange={({ target }) => setValue(target.value)}
            onSearch={go}
          />
          {field === 'phone' ? <small className="hint">{w.tryCosts}</small> : null}
          {verb.error || told ? (
            <div className="answer" role="status">
              {told?.ok ? w.worked : w.failed}: <b>{verb.error ? detail : told?.answer}</b>
            </div>
          ) : null}
        </div>
      }
    >
      <Button size="small" aria-haspopup="dialog">
        {w.tryIt}
      </Button>
    </Popover>
  )
}
