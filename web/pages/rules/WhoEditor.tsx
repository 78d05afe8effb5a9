import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Dropdown, Select } from 'antd'
import { traitKinds, type Who } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { saying } from './kinds.ts'
import { strategyWords } from './strategyWords.ts'
import type { Checked } from './useCheck.ts'

interface WhoEditorProps {
  who: Who | undefined
  vocabulary: RuleVocabulary
  checked: Checked | undefined
  /** Tiers are not asked where the strategy's own lines say them. */
  tiers?: boolean
  onChange: (who: Who | undefined) => void
}

/** Who may get the leads: teams, people and tiers at once, traits as they are asked for. */
export function WhoEditor({ who = {}, vocabulary, checked, tiers = true, onChange }: WhoEditorProps) {
  const w = useWords(strategyWords)
  const set = (part: Partial<Who>) => onChange(saying({ ...who, ...part }))
  const common = {
    mode: 'multiple' as const,
    className: 'rule-pick',
    showSearch: { optionFilterProp: 'label' },
  }
  const { traits = [], fits = [] } = who
  return (
    <>
      <div className="rule-choose">
        <Select
          {...common}
          aria-label={w.teams}
          placeholder={w.teams}
          options={[...vocabulary.teams]}
          value={who.teamIds ?? []}
          onChange={(teamIds: string[]) => set({ teamIds })}
        />
        <Select
          {...common}
          aria-label={w.people}
          placeholder={w.people}
          options={[...vocabulary.reps]}
          value={who.userIds ?? []}
          onChange={(userIds: string[]) => set({ userIds })}
        />
        {tiers ? (
          <Select
            {...common}
            mode="tags"
            aria-label={w.tiers}
            placeholder={w.tiers}
            options={tiersIn(checked)}
            value={who.tiers ?? []}
            onChange={(next: string[]) => set({ tiers: next })}
          />
        ) : null}
      </div>
      {traits.map((test, at) => (
        <Row key={at} label={w.has(w[test.trait])} onDrop={() => set({ traits: traits.toSpliced(at, 1) })}>
          <Select
            {...common}
            mode="tags"
            aria-label={w.has(w[test.trait])}
            options={wordsOf(checked, test.trait)}
            value={test.anyOf}
            onChange={(anyOf: string[]) => set({ traits: traits.with(at, { ...test, anyOf }) })}
          />
        </Row>
      ))}
      {fits.map((test, at) => (
        <Row key={at} label={w.fits(w[test.trait])} onDrop={() => set({ fits: fits.toSpliced(at, 1) })}>
          <FieldPick
            vocabulary={vocabulary}
            value={test.field}
            onChange={(field) => set({ fits: fits.with(at, { ...test, field }) })}
          />
        </Row>
      ))}
      <div className="rule-choose">
        <Dropdown
          trigger={['click']}
          menu={{
            items: traitKinds.flatMap((trait) => [
              {
                key: trait,
                label: w.has(w[trait]),
                onClick: () => set({ traits: [...traits, { trait, anyOf: [] }] }),
              },
              {
                key: `fits ${trait}`,
                label: w.fits(w[trait]),
                onClick: () => set({ fits: [...fits, { trait, field: trait === 'region' ? 'region' : '' }] }),
              },
            ]),
          }}
        >
          <Button size="small" icon={<PlusOutlined aria-hidden="true" />}>
            {w.addTest}
          </Button>
        </Dropdown>
        <Checkbox
          checked={who.notFormer ?? false}
          onChange={({ target }) => set({ notFormer: target.checked })}
        >
          {w.notFormer}
        </Checkbox>
      </div>
    </>
  )
}

interface RowProps {
  label: string
  onDrop: () => void
  children: React.ReactNode
}

/** One more thing that is asked, with what takes it out again. */
export function Row({ label, onDrop, children }: RowProps) {
  const w = useWords(strategyWords)
  return (
    <div className="rule-choose rule-row">
      <span>{label}</span>
      {children}
      <Button
        type="text"
        size="small"
        aria-label={w.drop(label)}
        icon={<CloseOutlined aria-hidden="true" />}
        onClick={onDrop}
      />
    </div>
  )
}

interface FieldPickProps {
  vocabulary: RuleVocabulary
  value: string
  onChange: (field: string) => void
}

function FieldPick({ vocabulary, value, onChange }: FieldPickProps) {
  const w = useWords(strategyWords)
  const { fields, say } = vocabulary
  const fitting = new Set(['text', 'choice', 'list', 'region'])
  const options = [...fields.keys()]
    .filter((address) => fitting.has(fields.get(address)?.type ?? ''))
    .map((address) => ({ value: address, label: say.field(address) }))
  return (
    <Select
      aria-label={w.field}
      placeholder={w.field}
      className="rule-pick"
      showSearch={{ optionFilterProp: 'label' }}
      status={value ? '' : 'warning'}
      options={options}
      value={value || null}
      onChange={onChange}
    />
  )
}

/** The tiers that some rep has. */
export function tiersIn(checked: Checked | undefined) {
  return optionsOf((checked?.reps ?? []).flatMap(({ tier }) => tier ?? []))
}

function wordsOf(checked: Checked | undefined, trait: string) {
  return optionsOf((checked?.reps ?? []).flatMap(({ traits }) => traits[trait] ?? []))
}

const optionsOf = (words: readonly string[]) =>
  [...new Set(words)].toSorted().map((word) => ({ value: word, label: word }))
