import { Button, Select } from 'antd'
import { useState } from 'react'
import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { useWords } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { ChangeList } from '../../policy/ChangeList.tsx'
import { diffLines } from '../../policy/diff.ts'
import { linesOf } from '../../policy/lines.ts'
import type { Draft } from '../../policy/useDraft.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { soundPolicy } from '../score/cards.ts'
import type { Asked } from './usePreviews.ts'
import { previewWords } from './words.ts'

interface Version {
  version: number
  body: ScorePolicy
}

interface BeginProps {
  draft: Draft<'score'>
  versions: readonly Version[]
  vocabulary: RuleVocabulary
  /** The version the history was asked to compare. */
  chosen: number | undefined
  busy: boolean
  onStart: (asked: Asked) => void
}

const DRAFT = 0
const spans = [90, 180, 365, 730]

/** Both sides of a preview, and what is looked at; below, what differs between them in words. */
export function Begin({ draft, versions, vocabulary, chosen, busy, onStart }: BeginProps) {
  const w = useWords(previewWords)
  const [what, setWhat] = useState(chosen ?? (draft.changed ? DRAFT : Math.max(draft.version - 1, 1)))
  const [against, setAgainst] = useState(draft.version)
  const [days, setDays] = useState(365)
  const [field, setField] = useState<string>()
  const named = (version: number) => w.version(version) + (version === draft.version ? w.inForce : '')
  const choices = versions.map(({ version }) => ({ value: version, label: named(version) }))
  const fields = [...vocabulary.fields].filter(
    ([, each]) => each.origin === 'custom' && each.type === 'choice' && !each.personal,
  )
  const bodyOf = (version: number) => versions.find((each) => each.version === version)?.body
  const after = what === DRAFT ? draft.body : bodyOf(what)
  const before = bodyOf(against)
  const why =
    what === DRAFT && !draft.changed
      ? w.noDraft
      : what === against
        ? w.same
        : what === DRAFT && !soundPolicy(draft.body, vocabulary.fields)
          ? w.unsound
          : undefined
  const start = () =>
    onStart({
      ...(what === DRAFT ? { draft: draft.body } : { version: what }),
      ...(against === draft.version ? {} : { against }),
      days,
      ...(field ? { field } : {}),
    })
  return (
    <>
      <div className="preview-begin">
        <Choice label={w.what}>
          <Select
            value={what}
            onChange={setWhat}
            options={[{ value: DRAFT, label: w.draft, disabled: !draft.changed }, ...choices]}
          />
        </Choice>
        <Choice label={w.against}>
          <Select
            value={against}
            onChange={setAgainst}
            options={choices.length > 0 ? choices : [{ value: 0, label: w.nothing }]}
          />
        </Choice>
        <Choice label={w.days}>
          <Select
            value={days}
            onChange={setDays}
            options={spans.map((value) => ({ value, label: w.daysOf(value) }))}
          />
        </Choice>
        {fields.length > 0 ? (
          <Choice label={w.field}>
            <Select
              allowClear
              placeholder={w.noField}
              value={field}
              onChange={setField}
              options={fields.map(([value]) => ({ value, label: vocabulary.say.field(value) }))}
            />
          </Choice>
        ) : null}
        <Button type="primary" loading={busy} disabled={why !== undefined} onClick={start}>
          {w.start}
        </Button>
      </div>
      {why || !draft.changed ? <p className="quietly">{draft.changed ? why : w.noDraft}</p> : null}
      {after && before && what !== against ? (
        <Differs before={before} after={after} vocabulary={vocabulary} />
      ) : null}
    </>
  )
}

function Choice({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <label className="preview-choice">
      <span>{label}</span>
      {children}
    </label>
  )
}

/** Lines of a difference shown before the rest is folded. */
const FIRST = 4

function Differs({
  before,
  after,
  vocabulary,
}: {
  before: ScorePolicy
  after: ScorePolicy
  vocabulary: RuleVocabulary
}) {
  const w = useWords(previewWords)
  const changes = diffLines(linesOf('score', before, vocabulary.say), linesOf('score', after, vocabulary.say))
  return (
    <Section title={w.differs}>
      {changes.length === 0 ? (
        <p className="quietly">{w.sameRules}</p>
      ) : changes.length <= FIRST ? (
        <ChangeList changes={changes} />
      ) : (
        <details className="preview-differs">
          <summary>{w.differences(changes.length)}</summary>
          <ChangeList changes={changes} />
        </details>
      )}
    </Section>
  )
}
