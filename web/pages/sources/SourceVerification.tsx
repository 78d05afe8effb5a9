import { Button, Checkbox, InputNumber, Segmented, Select, Tooltip } from 'antd'
import { listMembers } from '../../../contract/people.ts'
import { checkedFields, listSourceVerification } from '../../../contract/verify.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Labelled } from './Labelled.tsx'
import { useVerification } from './useVerification.ts'
import { verificationWords } from './verificationWords.ts'

/** How a source's leads are verified: by a provider, and by a person before they count. */
export function SourceVerification({ sourceId }: { sourceId: string }) {
  const held = useEndpoint(listSourceVerification, {})
  if (!held.data) return null
  const known = held.data.items.find((each) => each.sourceId === sourceId)
  return <Editor key={sourceId} sourceId={sourceId} known={known} />
}

interface EditorProps {
  sourceId: string
  known: Parameters<typeof useVerification>[1]
}

function Editor({ sourceId, known }: EditorProps) {
  const w = useWords(verificationWords)
  const { draft, change, why, save, busy, error } = useVerification(sourceId, known)
  const { detail } = useExplained(error)
  return (
    <Section title={w.title}>
      <Checkbox.Group
        className="verify-fields"
        aria-label={w.fields}
        value={draft.fields}
        options={checkedFields.map((value) => ({ value, label: w[value] }))}
        onChange={(fields) => change({ fields })}
      />
      <div className="labelled">
        {draft.fields.length > 0 ? (
          <>
            <Choice
              label={w.occasion}
              value={draft.occasion}
              options={['all', 'bought']}
              onChange={(occasion) => change({ occasion })}
            />
            <Choice
              label={w.onBad}
              value={draft.onBad}
              options={['flag', 'quarantine']}
              onChange={(onBad) => change({ onBad })}
            />
          </>
        ) : null}
        <Choice
          label={w.confirmFirst}
          hint={w.confirmHint}
          value={draft.confirmFirst}
          options={['never', 'bought', 'all']}
          onChange={(confirmFirst) => change({ confirmFirst })}
        />
        {draft.confirmFirst === 'never' ? null : <QueueParts draft={draft} change={change} />}
        {error ? (
          <p className="telling telling-wrong" role="alert">
            {detail}
          </p>
        ) : null}
        <Tooltip title={why}>
          <Button className="verify-save" disabled={why !== undefined} loading={busy} onClick={save}>
            {w.save}
          </Button>
        </Tooltip>
      </div>
    </Section>
  )
}

type Draft = ReturnType<typeof useVerification>['draft']
type Change = ReturnType<typeof useVerification>['change']

/** Who works the queue beside the staff, and how often somebody who does not answer is tried. */
function QueueParts({ draft, change }: { draft: Draft; change: Change }) {
  const w = useWords(verificationWords)
  const people = useEndpoint(listMembers, { query: { status: 'active' } }).data?.items ?? []
  const reps = people.filter(({ roles }) => roles.includes('rep'))
  return (
    <>
      <Labelled label={w.verifiers} hint={w.verifiersHint}>
        <Select
          mode="multiple"
          aria-label={w.verifiers}
          value={draft.verifiers}
          showSearch={{ optionFilterProp: 'label' }}
          options={reps.map(({ userId, name }) => ({ value: userId, label: name }))}
          onChange={(verifiers: string[]) => change({ verifiers })}
        />
      </Labelled>
      <Labelled label={w.mostTries}>
        <InputNumber
          min={1}
          max={20}
          precision={0}
          value={draft.mostTries}
          onChange={(mostTries) => change({ mostTries: mostTries ?? 3 })}
        />
      </Labelled>
      <Labelled label={w.retryHours}>
        <InputNumber
          min={1}
          max={720}
          precision={0}
          value={draft.retryHours}
          onChange={(retryHours) => change({ retryHours: retryHours ?? 24 })}
        />
      </Labelled>
    </>
  )
}

interface ChoiceProps<V extends string> {
  label: string
  hint?: string
  value: V
  options: readonly V[]
  onChange: (value: V) => void
}

function Choice<V extends 'all' | 'bought' | 'flag' | 'quarantine' | 'never'>({
  label,
  hint,
  value,
  options,
  onChange,
}: ChoiceProps<V>) {
  const w = useWords(verificationWords)
  return (
    <div className="verify-choice" role="group" aria-label={label}>
      <span>{label}</span>
      <Segmented<V>
        value={value}
        options={options.map((each) => ({ value: each, label: w[each] }))}
        onChange={onChange}
      />
      {hint ? <small>{hint}</small> : null}
    </div>
  )
}
