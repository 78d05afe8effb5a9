import { Button } from 'antd'
import { listPolicyVersions } from '../../../../contract/policy.ts'
import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { Page } from '../../../ui/Page.tsx'
import { RunList } from '../../policy/RunList.tsx'
import { useDraft } from '../../policy/useDraft.ts'
import type { Draft } from '../../policy/useDraft.ts'
import { useRuleVocabulary } from '../../policy/useSaying.ts'
import { useSettings } from '../useSettings.ts'
import { Begin } from './Begin.tsx'
import { GateSettings } from './GateSettings.tsx'
import type { PreviewRow } from './preview.ts'
import { PreviewShown } from './PreviewShown.tsx'
import { usePreviews } from './usePreviews.ts'
import { previewWords } from './words.ts'
import './preview.css'

/** A draft of the scorecards, or a version, run on history beside another. */
export default function PreviewPage() {
  const w = useWords(previewWords)
  const { go } = useSettings()
  const read = useDraft('score')
  const back = <Button onClick={() => go({ panel: undefined, open: undefined })}>‹ {w.back}</Button>
  return (
    <Page title={w.title} actions={back}>
      <p className="page-intro">{w.intro}</p>
      {read.data ? <Previewing draft={read.data} /> : <Answer of={read}>{() => null}</Answer>}
    </Page>
  )
}

function Previewing({ draft }: { draft: Draft<'score'> }) {
  const { open, go } = useSettings()
  const vocabulary = useRuleVocabulary()
  const previews = usePreviews((previewId) => go({ open: previewId }))
  const versions = useEndpoint(listPolicyVersions, { params: { kind: 'score' }, query: { scope: '' } })
  return (
    <>
      <Answer of={versions}>
        {({ items }) => (
          <Begin
            key={open?.startsWith('v') ? open : 'draft'}
            draft={draft}
            versions={items.map(({ version, body }) => ({ version, body: body as ScorePolicy }))}
            vocabulary={vocabulary}
            chosen={open?.startsWith('v') ? Number(open.slice(1)) : undefined}
            busy={previews.busy}
            onStart={previews.start}
          />
        )}
      </Answer>
      <Answer of={previews.held}>
        {({ items }) => <Held items={items} onStop={previews.stop} busy={previews.busy} />}
      </Answer>
      <GateSettings />
    </>
  )
}

interface HeldProps {
  items: readonly PreviewRow[]
  busy: boolean
  onStop: (previewId: string) => void
}

function Held({ items, busy, onStop }: HeldProps) {
  const w = useWords(previewWords)
  const { open, go } = useSettings()
  const steps = { open: w.stepOpen, past: w.stepPast, judge: w.stepJudge }
  const runs = items.map(({ previewId: id, version, against, step, scored: done, ...rest }) => ({
    ...rest,
    id,
    done,
    name: w.by(
      version === null ? w.aDraft : w.version(version),
      against === 0 ? w.nothing : w.version(against),
    ),
    doing: `${w.running} · ${steps[step ?? 'open']}`,
  }))
  return (
    <RunList runs={runs} open={open} busy={busy} words={w} onStop={onStop} onOpen={(id) => go({ open: id })}>
      {(id) => <PreviewShown key={id} previewId={id} />}
    </RunList>
  )
}
