import { Button, Dropdown } from 'antd'
import type { FieldStatus } from '../../../contract/lead.ts'
import { checkLeads, leadMarks, markField } from '../../../contract/verify.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { exactTime } from '../../ui/format.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useToast } from '../../ui/useToast.tsx'
import type { Mark } from './FieldMark.tsx'
import { markWords } from './words.ts'

interface MarkCardProps {
  leadId: string
  field: string
  label: string
  status: FieldStatus
  mark: Mark | undefined
  waiting: boolean
  checkable: boolean
  fixed: string | undefined
  onDone: () => void
}

/** What is known of a value: status, reason, by whom and when; and what a reader may do about it. */
export function MarkCard({
  leadId,
  field,
  label,
  status,
  mark,
  waiting,
  checkable,
  fixed,
  onDone,
}: MarkCardProps) {
  const w = useWords(markWords)
  const toast = useToast()
  const says = useVerb(markField, [leadMarks])
  const asks = useVerb(checkLeads, [leadMarks])
  const say = (body: { status: 'confirmed' } | { status: 'bad'; reason: Reason }) =>
    says.mutate(
      { params: { leadId, field }, body },
      {
        onSuccess: () => {
          toast.done(w.marked(label))
          onDone()
        },
        onError: toast.refused,
      },
    )
  const ask = () =>
    asks.mutate(
      { body: { leadIds: [leadId], fields: [field as 'phone'] } },
      { onSuccess: () => toast.done(w.checking), onError: toast.refused },
    )
  return (
    <div className="mark-card">
      <b data-status={status}>{w[status]}</b>
      <Told mark={mark} status={status} />
      {waiting ? <small>{w.waiting}</small> : null}
      {fixed ? (
        <small>{fixed}</small>
      ) : (
        <div className="mark-acts">
          {checkable ? (
            <Button size="small" disabled={waiting} loading={asks.isPending} onClick={ask}>
              {w.checkNow}
            </Button>
          ) : null}
          {status === 'confirmed' ? null : (
            <Button
              size="small"
              type="primary"
              loading={says.isPending}
              onClick={() => say({ status: 'confirmed' })}
            >
              {w.right}
            </Button>
          )}
          <Dropdown
            trigger={['click']}
            menu={{
              items: reasonsOf(field).map((key) => ({ key, label: w[key] })),
              onClick: ({ key }) => say({ status: 'bad', reason: key as Reason }),
            }}
          >
            <Button size="small" aria-haspopup="menu">
              {w.wrong}
            </Button>
          </Dropdown>
        </div>
      )}
    </div>
  )
}

type Reason = 'empty' | 'suspended' | 'wrong_person' | 'other'
const reasonsOf = (field: string): readonly Reason[] =>
  field === 'phone' ? ['empty', 'suspended', 'wrong_person', 'other'] : ['wrong_person', 'other']

function Told({ mark, status }: { mark: Mark | undefined; status: FieldStatus }) {
  const w = useWords(markWords)
  const { lang } = useLanguage()
  if (!mark) return <small>{w.onlyForm}</small>
  const who = mark.by ?? ''
  const by =
    mark.source === 'provider' ? w.byProvider : status === 'bad' ? w.byPersonBad(who) : w.byPerson(who)
  return (
    <>
      {mark.reason ? <span>{mark.reason}</span> : null}
      <small>
        <RelativeTime at={mark.checkedAt} /> · {by}
      </small>
      {status === 'stale' ? (
        <small>{w.staleSince}</small>
      ) : mark.staleAt ? (
        <small>{w.staleOn(exactTime(new Date(mark.staleAt), { lang }).replace(/ .*$/, ''))}</small>
      ) : null}
    </>
  )
}
