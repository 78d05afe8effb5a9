import type { RecyclePolicy } from '../../../contract/policy.ts'
import { check } from '../../../rules/check.ts'
import type { Condition } from '../../../rules/condition.ts'
import type { Fields } from '../../../rules/fields.ts'
import { useWords } from '../../app/language.tsx'
import { LeadsMatching } from '../policy/LeadsMatching.tsx'
import { PolicyLines } from '../policy/PolicyLines.tsx'
import { PolicyPage } from '../policy/PolicyPage.tsx'
import { sayRecycle } from '../policy/saying.ts'
import { newLineId } from '../policy/useLines.ts'
import { RecycleEditor } from './RecycleEditor.tsx'
import { ruleWords } from './ruleWords.ts'
import { useSettings } from './useSettings.ts'
import { settingsWords } from './words.ts'

type Rule = RecyclePolicy['rules'][number]

const isSound = (rule: Rule, fields: Fields) =>
  check(rule.when, fields).length === 0 && rule.days > 0 && rule.remindDays < rule.days

/** The leads a recycling rule looks at: those a rep holds. */
function heldAnd(when: Condition): Condition {
  const held = { field: 'holderKind', op: 'is' as const, value: 'rep' }
  return { all: [held, ...('all' in when ? when.all : [when])] }
}

/** When a lead nobody follows up falls back to a pool. */
export default function RecyclePage() {
  const w = useWords(ruleWords)
  const s = useWords(settingsWords)
  const { panel, go } = useSettings()
  return (
    <PolicyPage
      kind="recycle"
      title={s.recycle}
      intro={w.recycleIntro}
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      isSound={({ rules }, { fields }) => rules.every((rule) => isSound(rule, fields))}
    >
      {({ body, change }, vocabulary) => (
        <PolicyLines<Rule>
          label={s.recycle}
          items={body.rules}
          onChange={(rules) => change({ rules })}
          fresh={() => ({
            id: newLineId(),
            name: '',
            when: { all: [] },
            days: 15,
            remindDays: 3,
            poolId: null,
            active: true,
          })}
          empty={{ title: w.recycleNone }}
          say={(rule) => sayRecycle({ ...rule, active: true }, vocabulary.say)}
          isSound={(rule) => isSound(rule, vocabulary.fields)}
          renderAside={(rule) => (
            <LeadsMatching condition={heldAnd(rule.when)} sound={isSound(rule, vocabulary.fields)} />
          )}
        >
          {(rule, set) => <RecycleEditor rule={rule} vocabulary={vocabulary} onChange={set} />}
        </PolicyLines>
      )}
    </PolicyPage>
  )
}
