import { Radio, Segmented } from 'antd'
import { gatePresets } from '../../../../contract/policy.ts'
import type { Gate } from '../../../../contract/policy.ts'
import { useWords } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import type { Draft } from '../../policy/useDraft.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { GateExample } from './GateExample.tsx'
import { Kinds } from './Kinds.tsx'
import { unknownIn } from './requirement.ts'
import { Requirements } from './Requirements.tsx'
import { UnknownFields } from './UnknownFields.tsx'
import { WaitEditor } from './WaitEditor.tsx'
import { gateWords } from './words.ts'
import './gate.css'

interface GateEditorProps {
  draft: Draft<'gate'>
  vocabulary: RuleVocabulary
}

/** The gate's starting point, its mode, its requirements, and what it says of an example. */
export function GateEditor({ draft, vocabulary }: GateEditorProps) {
  const w = useWords(gateWords)
  const toast = useToast()
  const gate = draft.body
  const start = (preset: Gate['preset']) => {
    const next = preset === 'custom' ? gate.requirements : gatePresets[preset]
    // A preset asks of every lead alike.
    draft.change({
      preset,
      mode: gate.mode,
      requirements: [...next],
      ...(preset === 'custom' ? { kinds: gate.kinds } : {}),
    })
    if (preset !== 'custom' && gate.preset === 'custom')
      toast.done(w.presetReplaced, () => draft.change(gate))
  }
  const unknown = unknownIn(gate, vocabulary.fields)
  return (
    <>
      <Section title={w.preset}>
        <Segmented<Gate['preset']>
          aria-label={w.preset}
          value={gate.preset}
          onChange={start}
          options={(['b2b', 'k12', 'onlineSchool', 'custom'] as const).map((value) => ({
            value,
            label: w[value],
          }))}
        />
      </Section>
      <Section title={w.requirements}>
        {unknown.length > 0 ? <UnknownFields addresses={unknown} /> : null}
        <Requirements gate={gate} vocabulary={vocabulary} onChange={draft.change} />
      </Section>
      <Section title={w.kinds} about={w.kindsHint}>
        <Kinds gate={gate} vocabulary={vocabulary} onChange={draft.change} />
      </Section>
      <Section title={w.mode}>
        <Radio.Group
          aria-label={w.mode}
          className="choices"
          value={gate.mode}
          onChange={(event) => draft.change({ ...gate, mode: event.target.value as Gate['mode'] })}
          options={(['quarantine', 'refuse'] as const).map((value) => ({
            value,
            label: (
              <>
                {w[value]}
                <small>{w[`${value}Hint`]}</small>
              </>
            ),
          }))}
        />
      </Section>
      {gate.mode === 'quarantine' ? (
        <Section title={w.wait} about={w.waitHint}>
          <WaitEditor gate={gate} onChange={draft.change} />
        </Section>
      ) : null}
      <Section title={w.example} about={w.exampleHint}>
        <GateExample gate={gate} vocabulary={vocabulary} />
      </Section>
    </>
  )
}
