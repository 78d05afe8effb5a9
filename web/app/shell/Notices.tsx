import { BellOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Badge, Button, Popover } from 'antd'
import { useState } from 'react'
import { listNotices, readNotices } from '../../../contract/settings.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { Answer } from '../../ui/Answer.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import type { Reply } from '../api.ts'
import { useLanguage, useWords } from '../language.tsx'
import { useFreshen } from '../live.ts'
import { useEndpoint, useVerb } from '../queries.ts'
import { noticeWords } from './noticeWords.ts'
import { shellWords } from './words.ts'

type Notice = Reply<typeof listNotices>['items'][number]

/** The bell: how many are unread, live; opened it lists them and takes them as read when it closes. */
export function Notices() {
  const w = useWords(shellWords)
  const [open, setOpen] = useState(false)
  const held = useEndpoint(listNotices, {})
  const read = useVerb(readNotices, [listNotices])
  useFreshen(['notice'], [listNotices])
  const unread = held.data?.unread ?? 0
  const turn = (next: boolean) => {
    setOpen(next)
    if (!next && unread > 0) read.mutate({ body: {} })
  }
  const list = (
    <div className="notices">
      <Answer of={held} rows={3}>
        {({ items }) =>
          items.length > 0 ? <NoticeList items={items} onPick={() => turn(false)} /> : <p>{w.noNotices}</p>
        }
      </Answer>
    </div>
  )
  return (
    <Popover
      open={open}
      onOpenChange={turn}
      trigger="click"
      placement="bottomRight"
      title={w.notices}
      content={list}
    >
      <Button
        type="text"
        className="bell"
        aria-label={unread > 0 ? `${w.notices}, ${w.unread(unread)}` : w.notices}
        aria-expanded={open}
        icon={
          <Badge count={unread} size="small" overflowCount={99} offset={[4, -2]}>
            <BellOutlined aria-hidden="true" />
          </Badge>
        }
      />
    </Popover>
  )
}

function NoticeList({ items, onPick }: { items: readonly Notice[]; onPick: () => void }) {
  return (
    <ul>
      {items.map((notice) => (
        <li key={notice.noticeId} data-unread={notice.readAt === null || undefined}>
          {disputeOf(notice) ? (
            <Link to="/disputes" search={{ dispute: disputeOf(notice) }} onClick={onPick}>
              <NoticeSentence notice={notice} />
            </Link>
          ) : notice.leadId ? (
            <Link to="/leads/$leadId" params={{ leadId: notice.leadId }} onClick={onPick}>
              <NoticeSentence notice={notice} />
            </Link>
          ) : notice.kind === 'score.drifted' ? (
            <Link to="/settings/$section" params={{ section: 'learned' }} onClick={onPick}>
              <NoticeSentence notice={notice} />
            </Link>
          ) : (
            <Link to={placeOf(notice.kind)} onClick={onPick}>
              <NoticeSentence notice={notice} />
            </Link>
          )}
          <RelativeTime at={notice.at} />
        </li>
      ))}
    </ul>
  )
}

/** The dispute a notice is about, where it is about one. */
function disputeOf({ data }: Notice): string | undefined {
  const id = data['disputeId']
  return typeof id === 'string' ? id : undefined
}

/** Where a notice of no single lead leads to. */
function placeOf(kind: string) {
  if (kind.startsWith('quarantine.')) return '/quarantine' as const
  if (kind.startsWith('priorities.')) return '/priority' as const
  if (kind.startsWith('customers.')) return '/customers' as const
  if (kind.startsWith('policy.')) return '/rules' as const
  if (kind.startsWith('calendar.')) return '/working-time' as const
  return kind.startsWith('source.') ? ('/sources' as const) : ('/leads' as const)
}

function NoticeSentence({ notice: { kind, leadName, data } }: { notice: Notice }) {
  const w = useWords(noticeWords)
  const { lang } = useLanguage()
  const name = leadName ?? w.nameless
  if (kind === 'leads.assigned') return w.manyAssigned(Number(data['count']))
  if (kind === 'leads.moved')
    return w.moved(Number(data['got']), Number(data['lost']), data['undone'] === true)
  const count = Number(data['count'])
  if (kind === 'leads.offered') return w.manyOffered(count)
  if (kind === 'quarantine.due') return w.refusedSoon(count)
  if (kind === 'quarantine.refused') return w.refusedNow(count)
  if (kind === 'source.paused') return w.sourcePaused(String(data['source']), data['why'] !== undefined)
  if (kind === 'score.drifted') return w.scoreDrifted(count)
  if (kind === 'score.answered') return w.scoreAnswered(Number(data['version']), Number(data['remarks']))
  if (kind === 'source.resumed') return w.sourceResumed(String(data['source']))
  if (kind === 'leads.rostered') return w.rostered(count, Number(data['groups']))
  if (kind === 'leads.rosteredAway') return w.rosteredAway(count, Number(data['groups']))
  if (kind === 'leads.imported') return w.imported(Number(data['assigned']), Number(data['reenquired']))
  if (kind === 'leads.area_came')
    return w.areaCame([data['territories']].flat().map(String).join(w.list), Number(data['count']))
  if (kind === 'leads.area_went')
    return w.areaWent([data['territories']].flat().map(String).join(w.list), Number(data['count']))
  if (kind === 'leads.tried') return w.manyTried(Number(data['count']))
  if (kind === 'customers.tried') return w.customersTried(count)
  if (kind === 'priorities.soon') return w.prioritiesSoon(count)
  if (kind.startsWith('priorities.')) return w.prioritiesLate(count)
  if (kind === 'customers.met') return w.customersMet
  if (kind === 'calendar.ending') return w.calendarEnding(Number(data['year']))
  if (kind === 'policy.published') return w.policyPublished
  if (kind === 'policy.stale') return w.policyStale
  if (kind === 'policy.refused')
    return w.policyRefused((data['said'] as Record<Lang, string> | undefined)?.[lang] ?? '')
  const say = {
    'lead.assigned': w.assigned,
    'lead.offered': w.offered,
    'lead.reenquired': w.reenquired,
    'lead.tried': w.tried,
    'lead.disputed': w.disputed,
    'dispute.won': w.won,
    'dispute.lost': w.lost,
    'makeup.appealed': w.makeUpAppealed,
    'makeup.made_up': w.makeUpGranted,
    'makeup.declined': w.makeUpDeclined,
    'makeup.taken_back': w.makeUpTaken,
    'lead.recycled': w.recycled,
    'lead.dealt_again': w.dealtAgain,
    'lead.cameBack': w.cameBack,
    'lead.takenBack': w.takenBack,
    'lead.due': w.due,
    'priority.soon': w.prioritySoon,
    'priority.overdue': w.priorityOverdue,
    'priority.escalated': w.priorityEscalated,
    'lead.merged': w.merged,
    'lead.merged_into': w.mergedInto,
    'lead.merge_undone': w.mergeUndone,
  }[kind]
  return (say ?? w.changed)(name)
}
