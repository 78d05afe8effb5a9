import { arrayMove } from '@dnd-kit/sortable'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import type { Card, ScorePolicy } from '../../../../contract/scorecard.ts'
import { useWords } from '../../../app/language.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { CardEditor } from './CardEditor.tsx'
import { copyOf, freshCard, soundCard } from './cards.ts'
import { scoreWords } from './words.ts'

interface CardsProps {
  policy: ScorePolicy
  /** What is in force: its cards can be retired, not deleted. */
  published: ScorePolicy | undefined
  vocabulary: RuleVocabulary
  onChange: (policy: ScorePolicy) => void
}

const most = 20

/** The scorecards in their order, one of them open. A single one needs no tabs. */
export function Cards({ policy: { cards }, published, vocabulary, onChange }: CardsProps) {
  const w = useWords(scoreWords)
  const toast = useToast()
  const [chosen, choose] = useState<string>()
  const [folded, fold] = useState(true)
  const first = Math.max(
    0,
    cards.findIndex(({ retired }) => !retired),
  )
  const found = cards.findIndex(({ id }) => id === chosen)
  const at = found < 0 ? first : found
  const card = cards[at]!
  const keep = (next: readonly Card[]) => onChange({ cards: [...next] })
  // A card for some leads comes before those for every lead, else it would never be reached.
  const add = (next: Card) => {
    const rest = cards.findIndex(({ when, retired }) => !when && !retired)
    keep(next.when && rest >= 0 ? cards.toSpliced(rest, 0, next) : [...cards, next])
    choose(next.id)
  }
  const remove = () => {
    keep(cards.filter(({ id }) => id !== card.id))
    toast.done(w.removedCard, () => keep(cards))
  }
  const move = (by: number) => {
    keep(arrayMove([...cards], at, at + by))
    choose(card.id)
  }
  const retire = () => {
    const { retired, ...rest } = card
    keep(cards.map((each) => (each.id === card.id ? (retired ? rest : { ...rest, retired: true }) : each)))
    toast.done(retired ? w.unretiredCard : w.retiredCard, () => keep(cards))
  }
  const wasPublished = published?.cards.some(({ id }) => id === card.id) ?? false
  const inUse = cards.filter(({ retired }) => !retired)
  const retired = cards.filter((each) => each.retired)
  const shown = folded ? cards.filter((each) => !each.retired || each === card) : cards
  const everyLead = inUse.findIndex(({ when }) => !when)
  const unreachable = !card.retired && everyLead >= 0 && inUse.indexOf(card) > everyLead
  const shadowed = inUse[everyLead] === card ? inUse.length - 1 - everyLead : 0
  const whole = cards.length < most
  return (
    <>
      {cards.length > 1 ? (
        <Tabs
          className="cards"
          activeKey={card.id}
          onChange={choose}
          items={shown.map((each) => ({
            key: each.id,
            label: (
              <>
                <span className="card-place figure">{cards.indexOf(each) + 1}</span> {each.name}
                {each.retired ? <span className="card-retired">{w.retired}</span> : null}
                {soundCard(each, vocabulary.fields) ? null : (
                  <span className="rule-unsound">{w.unfinished}</span>
                )}
              </>
            ),
          }))}
        />
      ) : null}
      {unreachable ? <p className="card-unreachable">{w.unreachable}</p> : null}
      {shadowed > 0 ? <p className="card-unreachable">{w.shadows(shadowed)}</p> : null}
      {card.retired ? <p className="quietly">{w.retiredHint}</p> : null}
      <div className="card-verbs">
        <Button
          size="small"
          disabled={!whole}
          onClick={() => add(freshCard(w.card(cards.length + 1), { fit: w.fit, behaviour: w.behaviour }))}
        >
          + {w.addCard}
        </Button>
        <Button
          size="small"
          disabled={!whole}
          onClick={() => add(copyOf(card, w.copied(card.name).slice(0, 80)))}
        >
          {w.copyCard}
        </Button>
        {cards.length > 1 ? (
          <>
            <Button size="small" disabled={at === 0} onClick={() => move(-1)}>
              {w.earlier}
            </Button>
            <Button size="small" disabled={at === cards.length - 1} onClick={() => move(1)}>
              {w.later}
            </Button>
          </>
        ) : null}
        {wasPublished || card.retired ? (
          <Button size="small" onClick={retire}>
            {card.retired ? w.unretire : w.retire}
          </Button>
        ) : cards.length > 1 ? (
          <Button size="small" danger onClick={remove}>
            {w.removeCard}
          </Button>
        ) : null}
        {retired.length > 0 ? (
          <Button size="small" type="text" onClick={() => fold(!folded)}>
            {folded ? w.showRetired(retired.length) : w.hideRetired}
          </Button>
        ) : null}
      </div>
      <CardEditor
        key={card.id}
        card={card}
        vocabulary={vocabulary}
        onChange={(next) => keep(cards.map((each) => (each.id === next.id ? next : each)))}
      />
    </>
  )
}
