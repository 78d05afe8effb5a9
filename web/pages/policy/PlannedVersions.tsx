import { Button } from 'antd'
import type { PolicyKind } from '../../../contract/policy.ts'
import { cancelScheduled, listScheduled } from '../../../contract/schedule.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { exactTime } from '../../ui/format.ts'
import { useToast } from '../../ui/useToast.tsx'
import { scheduleWords } from './scheduleWords.ts'

/** Versions that are planned for a moment ahead, each to be taken back; nothing where none is. */
export function PlannedVersions({ kind, scope }: { kind: PolicyKind; scope: string }) {
  const w = useWords(scheduleWords)
  const { lang } = useLanguage()
  const admin = useIs('admin')
  const toast = useToast()
  const { data } = useEndpoint(listScheduled, { params: { kind }, query: { scope } })
  useFreshen(['policy'], [listScheduled])
  const cancel = useVerb(cancelScheduled, [listScheduled])
  const planned = data?.items.filter(({ state }) => state === 'planned') ?? []
  if (planned.length === 0) return null
  return (
    <ul className="planned-versions" aria-label={w.planned}>
      {planned.map(({ scheduleId, at, plannedBy, note }) => (
        <li key={scheduleId}>
          <span>
            {w.willPublish(exactTime(new Date(at), { lang }), plannedBy.name)}
            {note ? <small>{note}</small> : null}
          </span>
          {admin ? (
            <Button
              size="small"
              loading={cancel.isPending && cancel.variables.params.scheduleId === scheduleId}
              onClick={() =>
                cancel.mutate(
                  { params: { kind, scheduleId } },
                  { onSuccess: () => toast.done(w.takenBack), onError: () => toast.done(w.tooLate) },
                )
              }
            >
              {w.takeBack}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
