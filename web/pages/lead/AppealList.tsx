import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { leadWords, pageWords } from './words.ts'
import './appeals.css'

/** What a rep says was decided wrongly of a lead. */
interface Appeal {
  key: string
  leadId: string
  /** Null where the reader may not see the lead. */
  leadName: string | null
  rep: string
  reason: string
  /** What it is about, in few words. */
  about: string
  at: string
  /** Absent: somebody else answers it. */
  onAccept?: (() => void) | undefined
  /** Resolves to whether it was done. */
  onRefuse?: ((why: string) => Promise<boolean>) | undefined
}

interface AppealListProps {
  items: readonly Appeal[]
  accept?: string
  refuse: string
  refuseWhy: string
}

/** Leads with what a rep says of them, each to be answered by one button or by one with a reason. */
export function AppealList({ items, accept, refuse, refuseWhy }: AppealListProps) {
  const w = useWords(pageWords)
  const l = useWords(leadWords)
  const [refusing, setRefusing] = useState<Appeal>()
  return (
    <>
      <ul className="appeals">
        {items.map((appeal) => (
          <li key={appeal.key}>
            <b>{appeal.rep}</b>
            <span>
              {appeal.reason}
              <small>
                {appeal.about}
                {appeal.about ? ' · ' : ''}
                {appeal.leadName === null ? (
                  w.unseen
                ) : (
                  <Link to="/leads/$leadId" params={{ leadId: appeal.leadId }}>
                    {appeal.leadName || l.nameless}
                  </Link>
                )}
              </small>
            </span>
            <RelativeTime at={appeal.at} />
            {appeal.onAccept ? (
              <Button size="small" onClick={appeal.onAccept}>
                {accept}
              </Button>
            ) : null}
            {appeal.onRefuse ? (
              <Button size="small" type="text" onClick={() => setRefusing(appeal)}>
                {refuse}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {refusing?.onRefuse ? (
        <ReasonDialog
          title={refuseWhy}
          verb={refuse}
          onClose={() => setRefusing(undefined)}
          onGive={refusing.onRefuse}
        />
      ) : null}
    </>
  )
}
