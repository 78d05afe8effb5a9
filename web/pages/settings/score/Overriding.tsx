import { Radio } from 'antd'
import { overriders, readOverriding, setOverriding } from '../../../../contract/score-feedback.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint, useVerb } from '../../../app/queries.ts'
import { useIs } from '../../../app/session.ts'
import { Section } from '../../../ui/Page.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import { sayWords } from './feedbackWords.ts'

/** Who may set grades by hand; in force at once, no part of the draft. */
export function Overriding() {
  const w = useWords(sayWords)
  const admin = useIs('admin')
  const toast = useToast()
  const held = useEndpoint(readOverriding, {})
  const verb = useVerb(setOverriding, [readOverriding])
  const set = (may: (typeof overriders)[number], was?: (typeof overriders)[number]) =>
    verb.mutate(
      { body: { may } },
      { onSuccess: () => toast.done(w.saved, was ? () => set(was) : undefined), onError: toast.refused },
    )
  if (!held.data) return null
  const { may } = held.data
  return (
    <Section title={w.overriding} about={w.overridingHint}>
      <Radio.Group
        aria-label={w.overriding}
        disabled={!admin}
        value={may}
        options={overriders.map((value) => ({ value, label: w[value] }))}
        onChange={({ target }) => set(target.value as typeof may, may)}
      />
    </Section>
  )
}
