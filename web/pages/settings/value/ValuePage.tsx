import { useWords } from '../../../app/language.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { LeadFinder } from '../../policy/LeadFinder.tsx'
import { PolicyPage } from '../../policy/PolicyPage.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { Chance } from './Chance.tsx'
import { Cost } from './Cost.tsx'
import { Example } from './Example.tsx'
import { Priority } from './Priority.tsx'
import { soundValues } from './value.ts'
import { valueSettingsWords } from './words.ts'
import { Worth } from './Worth.tsx'
import './value.css'

/** What leads are worth, what they cost, how likely they are won; and which of them go first. */
export default function ValuePage() {
  const w = useWords(valueSettingsWords)
  const s = useWords(settingsWords)
  const { panel, open, go } = useSettings()
  return (
    <PolicyPage
      kind="value"
      title={s.value}
      intro={w.intro}
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      isSound={(body, { fields }) => soundValues(body, fields)}
      renderSide={() =>
        panel === 'try' ? (
          <SidePanel title={w.pick} label={w.pick} onClose={() => go({ panel: undefined })}>
            <LeadFinder hint={w.pickHint} onPick={(leadId) => go({ panel: undefined, open: leadId })} />
          </SidePanel>
        ) : undefined
      }
    >
      {({ body, change }, vocabulary) => (
        <>
          <Example
            policy={body}
            sound={soundValues(body, vocabulary.fields)}
            leadId={open}
            onAnother={() => go({ panel: 'try' })}
          />
          <Worth
            worth={body.worth}
            vocabulary={vocabulary}
            onChange={(worth) => change({ ...body, worth })}
          />
          <Chance chance={body.chance} onChange={(chance) => change({ ...body, chance })} />
          <Cost cost={body.cost} vocabulary={vocabulary} onChange={(cost) => change({ ...body, cost })} />
          <Priority
            rules={body.priority}
            vocabulary={vocabulary}
            onChange={(priority) => change({ ...body, priority })}
          />
        </>
      )}
    </PolicyPage>
  )
}
