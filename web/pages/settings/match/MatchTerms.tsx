import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown, Input, InputNumber, Select } from 'antd'
import { addressOf, facts } from '../../../../rules/fields.ts'
import { readLogic, termsOf } from '../../../../rules/logic.ts'
import type { MatchRule, MatchTerm } from '../../../../rules/matching.ts'
import { useWords } from '../../../app/language.tsx'
import { matchSaying, sayMatchTerm } from '../../policy/sayMatch.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { freshTerm, termKinds } from './freshTerm.ts'
import { matchWords } from './words.ts'

interface MatchTermsProps {
  terms: readonly MatchTerm[]
  rules: readonly MatchRule[]
  vocabulary: RuleVocabulary
  onChange: (terms: MatchTerm[]) => void
}

/** The named comparisons that rules are made of. */
export function MatchTerms({ terms, rules, vocabulary, onChange }: MatchTermsProps) {
  const w = useWords(matchWords)
  const said = useWords(matchSaying)
  const uses = (name: string) =>
    rules.filter(({ logic }) => {
      const read = readLogic(logic)
      return 'logic' in read && termsOf(read.logic).includes(name)
    }).length
  const kindName = (kind: MatchTerm['kind']) =>
    kind === 'logic'
      ? w.part
      : sayMatchTerm({ ...freshTerm(kind, 'x'), name: '' }, vocabulary.say).replace(/≥.*$/, '…')
  const items = termKinds.map((kind) => ({
    key: kind,
    label: kind === 'field' ? said.field('…') : kindName(kind),
    onClick: () => onChange([...terms, freshTerm(kind, nextName(terms))]),
  }))
  return (
    <>
      <ul className="match-terms" aria-label={w.terms}>
        {terms.map((term, at) => (
          <li key={at}>
            <Input
              className="match-name"
              aria-label={w.termName}
              maxLength={20}
              value={term.name}
              onChange={(event) => onChange(terms.with(at, { ...term, name: event.target.value }))}
            />
            <span className="match-kind">
              {term.kind === 'logic' || term.kind === 'field' ? null : sayMatchTerm(term, vocabulary.say)}
              <Params
                term={term}
                vocabulary={vocabulary}
                onChange={(next) => onChange(terms.with(at, next))}
              />
            </span>
            <small className="faint">{w.used(uses(term.name))}</small>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden="true" />}
              aria-label={w.removeTerm(term.name)}
              onClick={() => onChange(terms.toSpliced(at, 1))}
            />
          </li>
        ))}
      </ul>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button className="after-lines" icon={<PlusOutlined aria-hidden="true" />}>
          {w.addTerm}
        </Button>
      </Dropdown>
    </>
  )
}

interface ParamsProps {
  term: MatchTerm
  vocabulary: RuleVocabulary
  onChange: (term: MatchTerm) => void
}

/** What a comparison needs to be told: how alike, how many digits, which field. */
function Params({ term, vocabulary, onChange }: ParamsProps) {
  const w = useWords(matchWords)
  switch (term.kind) {
    case 'companyLike':
      return (
        <>
          <Share value={term.atLeast} onChange={(atLeast) => onChange({ ...term, atLeast })} />
          <Select
            size="small"
            aria-label={w.by}
            value={term.by}
            popupMatchSelectWidth={false}
            options={(['pairs', 'edits', 'jaroWinkler'] as const).map((value) => ({
              value,
              label: w[value],
            }))}
            onChange={(by) => onChange({ ...term, by })}
          />
        </>
      )
    case 'nameLike':
      return <Share value={term.atLeast} onChange={(atLeast) => onChange({ ...term, atLeast })} />
    case 'phoneEnd':
      return (
        <InputNumber
          size="small"
          aria-label={w.digits}
          min={4}
          max={11}
          precision={0}
          value={term.digits}
          onChange={(digits) => onChange({ ...term, digits: digits ?? 4 })}
        />
      )
    case 'field': {
      const fields = [...vocabulary.fields.values()].filter(
        ({ origin, key, type }) =>
          type !== 'list' && (origin === 'custom' || (facts as readonly string[]).includes(key)),
      )
      return (
        <Select
          size="small"
          aria-label={w.whichField}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={term.field}
          options={fields.map((field) => ({
            value: addressOf(field),
            label: vocabulary.say.field(addressOf(field)),
          }))}
          onChange={(field) => onChange({ ...term, field })}
        />
      )
    }
    case 'logic':
      return (
        <Input
          className="match-line"
          size="small"
          aria-label={w.part}
          spellCheck={false}
          value={term.logic}
          onChange={(event) => onChange({ ...term, logic: event.target.value })}
        />
      )
    default:
      return null
  }
}

function Share({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const w = useWords(matchWords)
  return (
    <InputNumber
      size="small"
      aria-label={w.atLeast}
      min={50}
      max={100}
      precision={0}
      suffix="%"
      value={Math.round(value * 100)}
      onChange={(percent) => onChange((percent ?? 80) / 100)}
    />
  )
}

/** A, B, C … and after Z, AA: the first that no term has. */
function nextName(terms: readonly MatchTerm[]): string {
  const taken = new Set(terms.map(({ name }) => name))
  for (let n = 0; ; n++) {
    const name =
      (n < 26 ? '' : String.fromCharCode(64 + Math.floor(n / 26))) + String.fromCharCode(65 + (n % 26))
    if (!taken.has(name)) return name
  }
}
