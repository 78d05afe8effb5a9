import { useWords } from '../../../app/language.tsx'
import { PolicyPage } from '../../policy/PolicyPage.tsx'
import { SourceScope } from '../SourceScope.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { GateEditor } from './GateEditor.tsx'
import { isSoundGate } from './requirement.ts'
import { gateWords } from './words.ts'

/** What a lead must bring to count, per source or for all. */
export default function GatePage() {
  const w = useWords(gateWords)
  const s = useWords(settingsWords)
  const { source = '', panel, go } = useSettings()
  return (
    <PolicyPage
      kind="gate"
      scope={source}
      title={s.gate}
      intro={w.intro}
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      actions={<SourceScope />}
      isSound={(gate, { fields }) => isSoundGate(gate, fields)}
    >
      {(draft, vocabulary) => <GateEditor key={source} draft={draft} vocabulary={vocabulary} />}
    </PolicyPage>
  )
}
