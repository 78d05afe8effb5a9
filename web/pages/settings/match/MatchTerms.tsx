import { Switch, Tooltip } from 'antd'
import type { MatchPolicy } from '../../../../contract/policy.ts'
import { useWords } from '../../../app/language.tsx'
import { SortableItem } from '../../../ui/SortableItem.tsx'
import { SortableList } from '../../../ui/SortableList.tsx'
import { matchWords } from './words.ts'

type Term = MatchPolicy['terms'][number]
const known: readonly Term[] = ['phone', 'email', 'wechat']

interface MatchTermsProps {
  terms: readonly Term[]
  nameOf: (address: string) => string
  onChange: (terms: Term[]) => void
}

/** The facts people are told by, in the order they are asked; those not used stand below, off. */
export function MatchTerms({ terms, nameOf, onChange }: MatchTermsProps) {
  const w = useWords(matchWords)
  const items = [...terms, ...known.filter((term) => !terms.includes(term))]
  const turn = (term: Term, on: boolean) =>
    onChange(on ? [...terms, term] : terms.filter((each) => each !== term))
  return (
    <SortableList
      label={w.terms}
      items={items}
      idOf={(term) => term}
      onOrder={(next) => onChange(next.filter((term) => terms.includes(term)))}
    >
      {(term, at) => {
        const on = terms.includes(term)
        const last = on && terms.length === 1
        return (
          <SortableItem key={term} id={term} at={at} look={{ off: !on }}>
            <div className="entry-said">
              <b>{nameOf(term)}</b>
              <small>{w[`${term}Hint`]}</small>
            </div>
            <Tooltip title={last ? w.least : undefined}>
              <Switch
                size="small"
                aria-label={w.use(nameOf(term))}
                checked={on}
                disabled={last}
                onChange={(to) => turn(term, to)}
              />
            </Tooltip>
          </SortableItem>
        )
      }}
    </SortableList>
  )
}
