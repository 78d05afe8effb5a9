import { Checkbox, Input, Radio, Select } from 'antd'
import { consentChannels } from '../../../../contract/consent.ts'
import { complianceFlags } from '../../../../contract/policy.ts'
import type { ComplianceRule } from '../../../../contract/policy.ts'
import { listSources } from '../../../../contract/settings.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { ConditionField } from '../../policy/ConditionField.tsx'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { complianceWords } from './words.ts'

type Needs = ComplianceRule['needs']

interface ComplianceEditorProps {
  rule: ComplianceRule
  vocabulary: RuleVocabulary
  onChange: (rule: ComplianceRule) => void
}

const begun: Readonly<Record<Needs['kind'], Needs>> = {
  consent: { kind: 'consent', purpose: 'marketing', channel: 'any' },
  licence: { kind: 'licence' },
  approval: { kind: 'approval', flag: 'other', by: ['manager', 'admin'] },
}

/** A compliance rule opened in place: what it asks, of which sources, of which leads. */
export function ComplianceEditor({ rule, vocabulary, onChange }: ComplianceEditorProps) {
  const w = useWords(complianceWords)
  const sources = useEndpoint(listSources, {}).data?.items ?? []
  const channels = [...new Set(sources.map(({ channel }) => channel))]
  const { needs, when } = rule
  const withoutWhen = () => {
    const { when: _, ...rest } = rule
    onChange(rest)
  }
  return (
    <>
      <div className="rule-field">
        <span className="rule-label">{w.needs}</span>
        <Radio.Group
          aria-label={w.needs}
          value={needs.kind}
          onChange={(event) => onChange({ ...rule, needs: begun[event.target.value as Needs['kind']] })}
          options={(['consent', 'licence', 'approval'] as const).map((kind) => ({
            value: kind,
            label: w[kind],
          }))}
        />
      </div>
      <NeedsEditor
        needs={needs}
        vocabulary={vocabulary}
        onChange={(next) => onChange({ ...rule, needs: next })}
      />
      <div className="rule-pair">
        <div className="rule-field">
          <span className="rule-label">{w.channels}</span>
          <Select
            mode="tags"
            aria-label={w.channels}
            placeholder={w.channelsHint}
            value={rule.channels ?? []}
            options={channels.map((channel) => ({ value: channel, label: channel }))}
            onChange={(chosen: string[]) => onChange({ ...rule, channels: chosen })}
          />
        </div>
        <label className="rule-field">
          <span className="rule-label">{w.name}</span>
          <Input
            maxLength={80}
            value={rule.name}
            onChange={({ target }) => onChange({ ...rule, name: target.value })}
          />
        </label>
      </div>
      <Checkbox
        checked={when !== undefined}
        onChange={(event) =>
          event.target.checked ? onChange({ ...rule, when: { all: [] } }) : withoutWhen()
        }
      >
        {w.only}
      </Checkbox>
      {when ? (
        <ConditionField
          label={w.onlyWhen}
          value={when}
          vocabulary={vocabulary}
          onChange={(next) => onChange({ ...rule, when: next })}
        />
      ) : null}
    </>
  )
}

interface NeedsEditorProps {
  needs: Needs
  vocabulary: RuleVocabulary
  onChange: (needs: Needs) => void
}

function NeedsEditor({ needs, vocabulary, onChange }: NeedsEditorProps) {
  const w = useWords(complianceWords)
  if (needs.kind === 'licence') return null
  if (needs.kind === 'consent')
    return (
      <div className="rule-pair">
        <div className="rule-field">
          <span className="rule-label">{w.purpose}</span>
          <Select
            aria-label={w.purpose}
            value={needs.purpose}
            options={[...vocabulary.purposes]}
            onChange={(purpose: string) => onChange({ ...needs, purpose })}
          />
        </div>
        <div className="rule-field">
          <span className="rule-label">{w.channel}</span>
          <Select
            aria-label={w.channel}
            value={needs.channel}
            options={consentChannels.map((channel) => ({ value: channel, label: w[channel] }))}
            onChange={(channel) => onChange({ ...needs, channel })}
          />
        </div>
      </div>
    )
  return (
    <div className="rule-pair">
      <div className="rule-field">
        <span className="rule-label">{w.flag}</span>
        <Select
          aria-label={w.flag}
          value={needs.flag}
          options={complianceFlags.map((flag) => ({ value: flag, label: w[`${flag}Flag`] }))}
          onChange={(flag) => onChange({ ...needs, flag })}
        />
      </div>
      <div className="rule-field">
        <span className="rule-label">{w.by}</span>
        <Select
          mode="multiple"
          aria-label={w.by}
          status={needs.by.length > 0 ? '' : 'warning'}
          value={needs.by}
          options={(['manager', 'admin'] as const).map((role) => ({ value: role, label: w[role] }))}
          onChange={(by) => onChange({ ...needs, by })}
        />
      </div>
    </div>
  )
}
