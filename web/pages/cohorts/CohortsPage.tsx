import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Segmented, Space } from 'antd'
import { useState } from 'react'
import { readBoard } from '../../../contract/cohort.ts'
import { useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { usePhone } from '../../ui/usePhone.ts'
import { type Board, dayAfter } from './board.ts'
import { CohortForm } from './CohortForm.tsx'
import { HandDialog, type HandKind } from './HandDialog.tsx'
import { RosterBoard } from './RosterBoard.tsx'
import { TodayList } from './TodayList.tsx'
import { cohortWords } from './words.ts'
import './cohorts.css'

const route = getRouteApi('/shell/cohorts')

/** The roster board: cohorts, their groups, and who serves each on which day. On a phone who is on today. */
export function CohortsPage() {
  const w = useWords(cohortWords)
  const { from, weeks = 2, cohort } = route.useSearch()
  const navigate = route.useNavigate()
  const plans = useIs('manager', 'admin')
  const phone = usePhone()
  const [hand, setHand] = useState<HandKind>()
  const days = weeks * 7
  const held = useEndpoint(readBoard, { query: { ...(from ? { from } : {}), days } }, { keep: true })
  useFreshen(['cohort'], [readBoard])
  const open = (which: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, cohort: which }), replace: true })
  const shown = held.data?.cohorts.find(({ cohortId }) => cohortId === cohort)
  const any = (held.data?.cohorts.length ?? 0) > 0
  return (
    <Page
      title={w.title}
      about={w.about}
      actions={
        plans ? (
          <Space wrap>
            {any ? <Button onClick={() => setHand('substitute')}>{w.standIn}</Button> : null}
            {any ? <Button onClick={() => setHand('handOver')}>{w.handOver}</Button> : null}
            <Button type="primary" icon={<PlusOutlined />} onClick={() => open('new')}>
              {w.add}
            </Button>
          </Space>
        ) : undefined
      }
      side={
        plans && held.data && (cohort === 'new' || shown) ? (
          <CohortForm key={cohort} held={shown} today={held.data.today} onClose={() => open(undefined)} />
        ) : undefined
      }
    >
      {any && !phone ? <Range today={held.data?.today} /> : null}
      <Answer of={held} rows={10}>
        {(board) =>
          board.cohorts.length === 0 ? (
            <Empty title={w.none}>{plans ? w.noneAbout : w.noneYours}</Empty>
          ) : phone ? (
            <TodayList board={board} />
          ) : (
            <RosterBoard board={board} days={days} plans={plans} onEdit={open} />
          )
        }
      </Answer>
      {hand && held.data ? (
        <HandDialog kind={hand} board={held.data} onClose={() => setHand(undefined)} />
      ) : null}
    </Page>
  )
}

/** Which days are shown. */
function Range({ today }: { today: Board['today'] | undefined }) {
  const w = useWords(cohortWords)
  const { from, weeks = 2 } = route.useSearch()
  const navigate = route.useNavigate()
  const first = from ?? today ?? ''
  const go = (to: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, from: to === today ? undefined : to }), replace: true })
  return (
    <div className="roster-range">
      <Button
        size="small"
        icon={<LeftOutlined />}
        aria-label={w.earlier}
        onClick={() => go(dayAfter(first, -7))}
      />
      <Button size="small" disabled={first === today} onClick={() => go(undefined)}>
        {w.today}
      </Button>
      <Button
        size="small"
        icon={<RightOutlined />}
        aria-label={w.later}
        onClick={() => go(dayAfter(first, 7))}
      />
      <Segmented<1 | 2 | 4>
        size="small"
        aria-label={w.shown}
        value={weeks}
        onChange={(to) => void navigate({ search: (before) => ({ ...before, weeks: to }), replace: true })}
        options={([1, 2, 4] as const).map((value) => ({ value, label: w.weeks(value) }))}
      />
    </div>
  )
}
