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
  vocabulary: RuleVocabulary
  onChange: (policy: ScorePolicy) => void
}

const most = 20

/** The scorecards in their order, one of them open. A single one needs no tabs. */
export function Cards({ policy: { cards }, vocabulary, onChange }: CardsProps) {
  const w = useWords(scoreWords)
  const toast = useToast()
  const [chosen, choose] = useState<string>()
  const at = Math.max(
    0,
    cards.findIndex(({ id }) => id === chosen),
  )
  const card = cards[at]!
  const keep = (next: readonly Card[]) => onChange({ cards: [...next] })
  // A card for some leads comes before those for every lead, else it would never be reached.
  const add = (next: Card) => {
    const rest = cards.findIndex(({ when }) => !when)
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
  const unreachable = cards.slice(0, at).some(({ when }) => !when)
  const whole = cards.length < most
  return (
    <>
      {cards.length > 1 ? (
        <Tabs
          className="cards"
          activeKey={card.id}
          onChange={choose}
          items={cards.map((each, place) => ({
            key: each.id,
            label: (
              <>
                <span className="card-place figure">{place + 1}</span> {each.name}
                {soundCard(each, vocabulary.fields) ? null : (
                  <span className="rule-unsound">{w.unfinished}</span>
                )}
              </>
            ),
          }))}
        />
      ) : null}
      {unreachable ? <p className="card-unreachable">{w.unreachable}</p> : null}
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
            <Button size="small" danger onClick={remove}>
              {w.removeCard}
            </Button>
          </>
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
