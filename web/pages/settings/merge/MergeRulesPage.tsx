import { Select, Switch } from 'antd'
import { defaultMerge } from '../../../../contract/policy.ts'
import { listSources } from '../../../../contract/settings.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { Section } from '../../../ui/Page.tsx'
import { SortableItem } from '../../../ui/SortableItem.tsx'
import { SortableList } from '../../../ui/SortableList.tsx'
import { PolicyPage } from '../../policy/PolicyPage.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { KeptFields } from './KeptFields.tsx'
import { mergeRuleWords } from './words.ts'

/** Which of several doubles goes on, and whose value of each field survives. */
export default function MergeRulesPage() {
  const w = useWords(mergeRuleWords)
  const s = useWords(settingsWords)
  const { panel, go } = useSettings()
  const sources = useEndpoint(listSources, {}).data?.items ?? []
  return (
    <PolicyPage
      kind="merge"
      title={s.merge}
      intro={w.intro}
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      isSound={({ survivor, fields }) =>
        survivor.length > 0 && Object.values(fields).every((criteria) => criteria.length > 0)
      }
    >
      {({ body, change }, { say }) => (
        <>
          <Section title={w.survivor} about={w.survivorHint}>
            <SortableList
              label={w.survivor}
              items={[...new Set([...body.survivor, ...defaultMerge.survivor])]}
              idOf={(criterion) => criterion}
              onOrder={(survivor) => change({ ...body, survivor })}
            >
              {(criterion, at) => (
                <SortableItem key={criterion} id={criterion} at={at}>
                  <div className="entry-said">{w[criterion]}</div>
                </SortableItem>
              )}
            </SortableList>
          </Section>
          <Section title={w.fields} about={w.fieldsHint}>
            <KeptFields
              fields={body.fields}
              nameOf={say.field}
              onChange={(fields) => change({ ...body, fields })}
            />
          </Section>
          <Section title={w.sources} about={w.sourcesHint}>
            <Select
              mode="multiple"
              aria-label={w.sources}
              className="merge-sources"
              value={body.sources}
              options={sources.map(({ sourceId, name }) => ({ value: sourceId, label: name }))}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={(ids: string[]) => change({ ...body, sources: ids })}
            />
          </Section>
          <Section title={w.share}>
            <label className="merge-share">
              <Switch size="small" checked={body.share} onChange={(share) => change({ ...body, share })} />
              {w.shareLabel}
            </label>
          </Section>
          <Section title={w.example}>
            <p className="page-intro">{w.exampleText}</p>
          </Section>
        </>
      )}
    </PolicyPage>
  )
}
