import { Button } from 'antd'
import { listPolicyVersions } from '../../../contract/policy.ts'
import type { PolicyBody, PolicyKind } from '../../../contract/policy.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { ChangeList } from './ChangeList.tsx'
import { diffLines } from './diff.ts'
import { linesOf } from './lines.ts'
import type { Saying } from './saying.ts'
import type { Draft } from './useDraft.ts'
import { policyWords } from './words.ts'
import './policy.css'

type Version = Reply<typeof listPolicyVersions>['items'][number]

interface HistoryProps<K extends PolicyKind> {
  draft: Draft<K>
  say: Saying
  onCompare?: ((version: number) => void) | undefined
  onClose: () => void
}

/** Every version there was: who, when, why, what it changed; any of them comes back as a draft. */
export function History<K extends PolicyKind>({ draft, say, onCompare, onClose }: HistoryProps<K>) {
  const w = useWords(policyWords)
  const { kind, scope } = draft
  const versions = useEndpoint(listPolicyVersions, { params: { kind }, query: { scope } })
  return (
    <SidePanel title={w.history} label={w.history} onClose={onClose}>
      <Answer of={versions}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w.noHistory} />
          ) : (
            <ol className="history">
              {items.map((version, at) => (
                <Entry
                  key={version.version}
                  version={version}
                  earlier={items[at + 1]}
                  draft={draft}
                  say={say}
                  onCompare={onCompare}
                />
              ))}
            </ol>
          )
        }
      </Answer>
    </SidePanel>
  )
}

interface EntryProps<K extends PolicyKind> {
  version: Version
  earlier: Version | undefined
  draft: Draft<K>
  say: Saying
  onCompare: ((version: number) => void) | undefined
}

function Entry<K extends PolicyKind>({ version, earlier, draft, say, onCompare }: EntryProps<K>) {
  const w = useWords(policyWords)
  const toast = useToast()
  const { kind, body } = draft
  const own = version.body as PolicyBody<K>
  const lines = linesOf(kind, own, say)
  const restore = () => {
    draft.change(own)
    toast.done(w.restored(version.version), () => draft.change(body))
  }
  return (
    <li>
      <header>
        <b>{w.version(version.version)}</b>
        {version.version === draft.version ? <span className="history-now">{w.inForce}</span> : null}
        <span className="history-who">
          {version.publishedBy?.name ?? w.bySystem} · <RelativeTime at={version.validFrom} />
        </span>
        {onCompare && version.version !== draft.version ? (
          <Button size="small" onClick={() => onCompare(version.version)}>
            {w.compare}
          </Button>
        ) : null}
        {version.version === draft.version && !draft.changed ? null : (
          <Button size="small" onClick={restore}>
            {w.restore}
          </Button>
        )}
      </header>
      {version.note ? <p className="history-note">{version.note}</p> : null}
      {earlier ? (
        <ChangeList changes={diffLines(linesOf(kind, earlier.body as PolicyBody<K>, say), lines)} />
      ) : (
        <p className="history-first">{w.first}</p>
      )}
    </li>
  )
}
