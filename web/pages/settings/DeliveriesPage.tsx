import { Segmented, Switch } from 'antd'
import {
  deliveryStates,
  keepNoticeSetting,
  listDeliveries,
  readNoticeSetting,
} from '../../../contract/notice.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { appWords } from './appWords.ts'
import { Entry } from './Entry.tsx'
import { useSettings } from './useSettings.ts'
import { settingsWords } from './words.ts'

type Delivery = Reply<typeof listDeliveries>['items'][number]

/** How messages went that left the app, and whether these may name anybody. */
export default function DeliveriesPage() {
  const w = useWords(appWords)
  const s = useWords(settingsWords)
  const { open, go } = useSettings()
  const state = deliveryStates.find((each) => each === open)
  const deliveries = useEndpoint(
    listDeliveries,
    { query: state ? { state } : {} },
    { keep: true, refetchInterval: 15_000 },
  )
  return (
    <Page title={s.deliveries}>
      <p className="page-intro">{w.deliveriesIntro}</p>
      <Details />
      <Segmented
        aria-label={s.deliveries}
        value={state ?? 'all'}
        options={(['all', ...deliveryStates] as const).map((value) => ({ value, label: w[value] }))}
        onChange={(value) => go({ open: value === 'all' ? undefined : value })}
      />
      <Answer of={deliveries}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w.noDeliveries}>{w.noDeliveriesHint}</Empty>
          ) : (
            <ul className="entries" aria-label={s.deliveries}>
              {items.map((each) => (
                <DeliveryEntry
                  key={`${each.channel} ${each.name} ${each.at} ${each.notices}`}
                  delivery={each}
                />
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  )
}

function DeliveryEntry({ delivery }: { delivery: Delivery }) {
  const w = useWords(appWords)
  const { channel, name, notices, state, tries, problem, at } = delivery
  const facts = [w[channel], w.notices(notices), ...(tries > 0 ? [w.tries(tries)] : [])]
  return (
    <Entry
      title={name}
      about={
        <>
          {facts.join(' · ')}
          {problem ? (
            <>
              <br />
              <span className="problem">{problem}</span>
            </>
          ) : null}
        </>
      }
    >
      <span className="delivery-state" data-state={state}>
        {w[state]} · <RelativeTime at={at} />
      </span>
    </Entry>
  )
}

function Details() {
  const w = useWords(appWords)
  const toast = useToast()
  const setting = useEndpoint(readNoticeSetting, {})
  const verb = useVerb(keepNoticeSetting, [readNoticeSetting])
  return (
    <label className="delivery-details">
      <Switch
        size="small"
        checked={setting.data?.details ?? true}
        loading={setting.isPending || verb.isPending}
        onChange={(details) => verb.mutate({ body: { details } }, { onError: toast.refused })}
      />
      <span>
        {w.details}
        <small>{w.detailsHint}</small>
      </span>
    </label>
  )
}
