import type { TagPolicy } from '../../../contract/policy.ts'
import { check } from '../../../rules/check.ts'
import type { Fields } from '../../../rules/fields.ts'
import { useWords } from '../../app/language.tsx'
import { LeadsMatching } from '../policy/LeadsMatching.tsx'
import { PolicyLines } from '../policy/PolicyLines.tsx'
import { PolicyPage } from '../policy/PolicyPage.tsx'
import { sayTag } from '../policy/saying.ts'
import { newLineId } from '../policy/useLines.ts'
import { ruleWords } from './ruleWords.ts'
import { TagEditor } from './TagEditor.tsx'
import { useSettings } from './useSettings.ts'
import { settingsWords } from './words.ts'

type Rule = TagPolicy['rules'][number]

const isSound = (rule: Rule, fields: Fields) => check(rule.when, fields).length === 0 && rule.tags.length > 0

/** Which leads are tagged by themselves. */
export default function TagsPage() {
  const w = useWords(ruleWords)
  const s = useWords(settingsWords)
  const { panel, go } = useSettings()
  return (
    <PolicyPage
      kind="tags"
      title={s.tags}
      intro={w.tagsIntro}
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      isSound={({ rules }, { fields }) => rules.every((rule) => isSound(rule, fields))}
    >
      {({ body, change }, vocabulary) => (
        <PolicyLines<Rule>
          label={s.tags}
          items={body.rules}
          onChange={(rules) => change({ rules })}
          fresh={() => ({ id: newLineId(), when: { all: [] }, tags: [], days: null, active: true })}
          empty={{ title: w.tagsNone, hint: w.tagsNoneHint }}
          say={(rule) => sayTag({ ...rule, active: true }, vocabulary.say)}
          isSound={(rule) => isSound(rule, vocabulary.fields)}
          renderAside={(rule) => (
            <LeadsMatching condition={rule.when} sound={check(rule.when, vocabulary.fields).length === 0} />
          )}
        >
          {(rule, set) => <TagEditor rule={rule} vocabulary={vocabulary} onChange={set} />}
        </PolicyLines>
      )}
    </PolicyPage>
  )
}
