import { Button } from 'antd'
import { cancelHandover, listHandovers } from '../../../contract/territory-handover.ts'
import { listTerritories, territoryCover, unplanTerritory } from '../../../contract/territory.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { formatCount } from '../../ui/format.ts'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import type { HandedOver, Listed } from './territories.ts'
import type { Naming } from './useNaming.ts'
import { territoryWords } from './words.ts'

interface PlannedProps {
  listed: Listed
  naming: Naming
  nameOf: (territoryId: string) => string
  mayChange: boolean
}

const shown = [listTerritories, territoryCover, listHandovers]
const SHOWN = 10

/** What will happen by itself, and what was handed over lately. */
export function Planned({ listed, naming, nameOf, mayChange }: PlannedProps) {
  const w = useWords(territoryWords)
  const handovers = useEndpoint(listHandovers, {}).data?.items ?? []
  const drawn = listed.planned.filter(({ handoverId }) => handoverId === null)
  const waiting = handovers.filter(({ state }) => state === 'planned')
  const past = handovers.filter(({ state }) => state !== 'planned')
  return (
    <>
      {drawn.length + waiting.length > 0 ? (
        <Section title={w.planned}>
          <ul className="territory-plans">
            {waiting.map((each) => (
              <PlannedHandover key={each.handoverId} {...{ each, naming, nameOf, mayChange }} />
            ))}
            {drawn.map((each) => (
              <PlannedTerm key={`${each.territoryId} ${each.from}`} {...{ each, naming, mayChange }} />
            ))}
          </ul>
        </Section>
      ) : null}
      {past.length > 0 ? (
        <Section title={w.history}>
          <ul className="territory-plans">
            {past.slice(0, SHOWN).map((each) => (
              <li key={each.handoverId}>
                <Told each={each} naming={naming} nameOf={nameOf} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}

interface LineProps {
  each: HandedOver
  naming: Naming
  nameOf: (territoryId: string) => string
}

function Told({ each, naming, nameOf }: LineProps) {
  const w = useWords(territoryWords)
  const { lang } = useLanguage()
  const { at, items, state, moved, note, madeBy } = each
  const names = items.map((item) => `${nameOf(item.territoryId)} → ${naming.whose(item)}`).join(w.list)
  const leads = moved?.reduce((total, one) => total + one.leads, 0)
  return (
    <span>
      {(state === 'planned' ? w.handPlanned : w.handLine)(naming.day(at), names)}
      <small>
        {state === 'cancelled' ? ` · ${w.cancelled}` : ''}
        {leads === undefined ? '' : ` · ${w.movedCount(formatCount(leads, lang))}`} · {naming.rep(madeBy)}
        {note ? ` · ${note}` : ''}
      </small>
    </span>
  )
}

function PlannedHandover({ mayChange, ...line }: LineProps & { mayChange: boolean }) {
  const w = useWords(territoryWords)
  const toast = useToast()
  const verb = useVerb(cancelHandover, shown)
  const back = () =>
    verb.mutate(
      { params: { handoverId: line.each.handoverId } },
      { onError: toast.refused, onSuccess: () => toast.done(w.unplanned) },
    )
  return (
    <li>
      <Told {...line} />
      {mayChange ? (
        <Button size="small" loading={verb.isPending} onClick={back}>
          {w.unplan}
        </Button>
      ) : null}
    </li>
  )
}

interface TermProps {
  each: Listed['planned'][number]
  naming: Naming
  mayChange: boolean
}

function PlannedTerm({ each, naming, mayChange }: TermProps) {
  const w = useWords(territoryWords)
  const toast = useToast()
  const verb = useVerb(unplanTerritory, shown)
  const { territoryId, from, name, regions } = each
  const back = () =>
    verb.mutate(
      { params: { territoryId }, body: { from } },
      { onError: toast.refused, onSuccess: () => toast.done(w.unplanned) },
    )
  return (
    <li>
      <span>
        {w.begins(naming.day(from), name)} · {naming.whose(each)}
        <small> · {regions.slice(0, 6).map(naming.short).join(w.list)}</small>
      </span>
      {mayChange ? (
        <Button size="small" loading={verb.isPending} onClick={back}>
          {w.unplan}
        </Button>
      ) : null}
    </li>
  )
}
