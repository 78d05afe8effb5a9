import { Button } from 'antd'
import type { PolicyBody, PolicyKind } from '../../../contract/policy.ts'
import { cancelScheduled, listScheduled } from '../../../contract/schedule.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { exactTime } from '../../ui/format.ts'
import { useToast } from '../../ui/useToast.tsx'
import { scheduleWords } from './scheduleWords.ts'
import type { Draft } from './useDraft.ts'

type Version = Reply<typeof listScheduled>['items'][number]

/** Versions that are planned for a moment ahead, and those that were not published then, until somebody publishes; nothing where none is. */
export function PlannedVersions<K extends PolicyKind>({ draft }: { draft: Draft<K> }) {
  const w = useWords(scheduleWords)
  const { kind, scope, published } = draft
  const { data } = useEndpoint(listScheduled, { params: { kind }, query: { scope } })
  useFreshen(['policy'], [listScheduled])
  const since = published?.validFrom ?? ''
  const shown = (data?.items ?? []).filter(
    ({ state, settledAt }) =>
      state === 'planned' || (failed.has(state) && settledAt !== null && settledAt > since),
  )
  if (shown.length === 0) return null
  return (
    <ul className="planned-versions" aria-label={w.planned}>
      {shown.map((version) =>
        version.state === 'planned' ? (
          <Planned key={version.scheduleId} version={version} kind={kind} />
        ) : (
          <Failed key={version.scheduleId} version={version} draft={draft} />
        ),
      )}
    </ul>
  )
}

const failed: ReadonlySet<Version['state']> = new Set(['refused', 'stale'])

function Planned({ version, kind }: { version: Version; kind: PolicyKind }) {
  const { scheduleId, at, plannedBy, note } = version
  const w = useWords(scheduleWords)
  const { lang } = useLanguage()
  const admin = useIs('admin')
  const toast = useToast()
  const cancel = useVerb(cancelScheduled, [listScheduled])
  const takeBack = () =>
    cancel.mutate(
      { params: { kind, scheduleId } },
      { onSuccess: () => toast.done(w.takenBack), onError: () => toast.done(w.tooLate) },
    )
  return (
    <li>
      <span>
        {w.willPublish(exactTime(new Date(at), { lang }), plannedBy.name)}
        {note ? <small>{note}</small> : null}
      </span>
      {admin ? (
        <Button size="small" loading={cancel.isPending} onClick={takeBack}>
          {w.takeBack}
        </Button>
      ) : null}
    </li>
  )
}

/** Its moment came and it was not published: why, and the way on. */
function Failed<K extends PolicyKind>({ version, draft }: { version: Version; draft: Draft<K> }) {
  const { at, plannedBy, why, body } = version
  const w = useWords(scheduleWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const before = draft.body
  const open = () => {
    draft.change(body as PolicyBody<K>)
    toast.done(w.nowDraft, () => draft.change(before))
  }
  return (
    <li data-failed>
      <span>
        {w.failed(exactTime(new Date(at), { lang }), plannedBy.name)}
        <small>{why?.[lang] ?? w.overtaken}</small>
      </span>
      <Button size="small" onClick={open}>
        {w.toDraft}
      </Button>
    </li>
  )
}
