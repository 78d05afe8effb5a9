import { Button } from 'antd'
import { listPolicyVersions } from '../../../../contract/policy.ts'
import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Page, Section } from '../../../ui/Page.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
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
  const running = items.find(({ step }) => step !== null)
  const done = items.filter(({ state }) => state === 'done')
  const shown = running ? undefined : (done.find(({ previewId }) => previewId === open) ?? done[0])
  if (items.length === 0) return <Empty title={w.none}>{w.noneHint}</Empty>
  const others = items.filter(
    ({ previewId }) => previewId !== running?.previewId && previewId !== shown?.previewId,
  )
  return (
    <>
      {running ? <Running preview={running} busy={busy} onStop={onStop} /> : null}
      {shown ? <PreviewShown key={shown.previewId} previewId={shown.previewId} /> : null}
      {others.length > 0 ? (
        <Section title={w.past}>
          <ul className="entries">
            {others.map((preview) => (
              <Row key={preview.previewId} preview={preview} onOpen={() => go({ open: preview.previewId })} />
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}

function Running({
  preview,
  busy,
  onStop,
}: {
  preview: PreviewRow
  busy: boolean
  onStop: HeldProps['onStop']
}) {
  const w = useWords(previewWords)
  const { lang } = useLanguage()
  const { step, scored, leads, createdBy, previewId } = preview
  const steps = { open: w.stepOpen, past: w.stepPast, judge: w.stepJudge }
  return (
    <div className="preview-running" role="status">
      <b>
        {w.running} · {steps[step ?? 'open']}
      </b>
      {leads > 0 ? (
        <span className="figure">{w.ofScored(formatCount(scored, lang), formatCount(leads, lang))}</span>
      ) : null}
      <span>{createdBy.name}</span>
      <Button size="small" loading={busy} onClick={() => onStop(previewId)}>
        {w.stop}
      </Button>
      <progress max={Math.max(1, leads)} value={scored} aria-label={w.running} />
    </div>
  )
}

function Row({ preview, onOpen }: { preview: PreviewRow; onOpen: () => void }) {
  const w = useWords(previewWords)
  const { state, version, against, createdAt, createdBy } = preview
  const name = w.by(
    version === null ? w.aDraft : w.version(version),
    against === 0 ? w.nothing : w.version(against),
  )
  return (
    <li className="entry">
      <div className="entry-said">
        {state === 'done' ? (
          <button type="button" className="entry-open" onClick={onOpen}>
            {name}
          </button>
        ) : (
          <span>
            {name} · {state === 'cancelled' ? w.stopped : w.failed}
          </span>
        )}
        <small>
          <RelativeTime at={createdAt} /> · {createdBy.name}
        </small>
      </div>
    </li>
  )
}
