import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { KnownCheck } from '../new-lead/KnownCheck.tsx'
import '../new-lead/new-lead.css'
import { kindOf } from './customer.ts'
import { disputeWords } from './words.ts'

/** Whether somebody has a customer already, without typing a whole lead. */
export function FreeCheck() {
  const w = useWords(disputeWords)
  const [text, setText] = useState('')
  return (
    <div className="free-check" role="search" aria-label={w.check}>
      <label htmlFor="free-check">{w.check}</label>
      <Input
        id="free-check"
        allowClear
        maxLength={200}
        prefix={<SearchOutlined aria-hidden="true" />}
        placeholder={w.checkHint}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <KnownCheck typed={{ [kindOf(text)]: text }} />
    </div>
  )
}
