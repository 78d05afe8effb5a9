import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect } from 'react'
import { readLead } from '../../../contract/lead.ts'
import { defineWords, useWords } from '../../app/language.tsx'
import { keyOf } from '../../app/queries.ts'
import { useMe } from '../../app/session.ts'
import { discard, flush, retry, useOutbox } from './outbox.ts'
import { composerWords } from './outcomeWords.ts'

const words = defineWords({
  waiting: [
    (n: number) => `${n} 条跟进存在本机，联网后自动发送`,
    (n: number) =>
      n === 1
        ? '1 log is kept on this device and sent once you are online'
        : `${n} logs are kept on this device and sent once you are online`,
  ],
  see: ['看线索', 'See the lead'],
})

/**
 * Sends what was written without a network, when a page opens and whenever the network is back, and says what still
 * waits or was refused meanwhile. Nothing is shown while the outbox is empty.
 */
export function OutboxBar() {
  const w = useWords(words)
  const c = useWords(composerWords)
  const { userId } = useMe()
  const mine = useOutbox().filter(({ by }) => by === userId)
  useSending(userId, mine.length)
  const refused = mine.filter(({ problem }) => problem !== undefined)
  const waiting = mine.length - refused.length
  if (mine.length === 0) return null
  return (
    <div className="outbox" role="status">
      {waiting > 0 ? <p>{w.waiting(waiting)}</p> : null}
      {refused.map(({ leadId, body: { activityId, note }, problem }) => (
        <p key={activityId}>
          {c.failed}: {problem} {note ? <q>{note.slice(0, 40)}</q> : null}{' '}
          <Link to="/leads/$leadId" params={{ leadId }}>
            {w.see}
          </Link>
          <Button type="link" size="small" onClick={() => retry(activityId, userId)}>
            {c.resend}
          </Button>
          <Button type="link" size="small" onClick={() => discard(activityId)}>
            {c.discard}
          </Button>
        </p>
      ))}
    </div>
  )
}

function useSending(userId: string, waiting: number) {
  const client = useQueryClient()
  useEffect(() => {
    const go = () => void flush(userId)
    go()
    window.addEventListener('online', go)
    document.addEventListener('visibilitychange', go)
    return () => {
      window.removeEventListener('online', go)
      document.removeEventListener('visibilitychange', go)
    }
  }, [userId])
  useEffect(() => {
    if (waiting === 0) void client.invalidateQueries({ queryKey: keyOf(readLead) })
  }, [client, waiting])
}
