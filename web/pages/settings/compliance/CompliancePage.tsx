import { Button } from 'antd'
import type { ComplianceRule } from '../../../../contract/policy.ts'
import { check } from '../../../../rules/check.ts'
import type { Fields } from '../../../../rules/fields.ts'
import { useWords } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { PolicyLines } from '../../policy/PolicyLines.tsx'
import { PolicyPage } from '../../policy/PolicyPage.tsx'
import { sayCompliance } from '../../policy/saying.ts'
import { newLineId } from '../../policy/useLines.ts'
import { SourceScope } from '../SourceScope.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { ComplianceEditor } from './ComplianceEditor.tsx'
import { common, commonRule } from './starts.ts'
import { complianceWords } from './words.ts'

function isSound({ when, needs }: ComplianceRule, fields: Fields): boolean {
  const whole = needs.kind !== 'approval' || needs.by.length > 0
  return whole && (when === undefined || check(when, fields).length === 0)
}

const fresh = (): ComplianceRule => ({
  id: newLineId(),
  name: '',
  needs: { kind: 'approval', flag: 'other', by: ['manager', 'admin'] },
  active: true,
})

/** What must hold before a lead is routed, per source or for all. */
export default function CompliancePage() {
  const w = useWords(complianceWords)
  const s = useWords(settingsWords)
  const { source = '', panel, go } = useSettings()
  return (
    <PolicyPage
      kind="compliance"
      scope={source}
      title={s.compliance}
      intro={w.intro}
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      actions={<SourceScope />}
      isSound={({ rules }, { fields }) => rules.every((rule) => isSound(rule, fields))}
    >
      {({ body, change }, vocabulary) => (
        <>
          <PolicyLines<ComplianceRule>
            label={s.compliance}
            items={body.rules}
            onChange={(rules) => change({ rules })}
            fresh={fresh}
            empty={{ title: w.none, hint: w.noneHint }}
            say={(rule) => sayCompliance({ ...rule, active: true }, vocabulary.say)}
            isSound={(rule) => isSound(rule, vocabulary.fields)}
          >
            {(rule, set) => <ComplianceEditor rule={rule} vocabulary={vocabulary} onChange={set} />}
          </PolicyLines>
          <Section title={w.common}>
            <div className="wrap-row">
              {(Object.keys(common) as (keyof typeof common)[]).map((key) => (
                <Button
                  key={key}
                  onClick={() => change({ rules: [...body.rules, commonRule(key, newLineId())] })}
                >
                  {w[key]}
                </Button>
              ))}
            </div>
          </Section>
        </>
      )}
    </PolicyPage>
  )
}
