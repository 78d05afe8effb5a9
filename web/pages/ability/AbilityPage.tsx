import { getRouteApi } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import {
  EVERY,
  exportAbilities,
  listAbilities,
  listAppeals,
  readAbility,
  refreshAbilities,
} from '../../../contract/ability.ts'
import { listTeams } from '../../../contract/people.ts'
import { queryOf } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs, useMe } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { type Listed, leadsOf } from './ability.ts'
import { Appeals } from './Appeals.tsx'
import { Matrix } from './Matrix.tsx'
import { OneRep } from './OneRep.tsx'
import { AbilitySettings } from './Settings.tsx'
import { useNames } from './useNames.ts'
import { abilityWords } from './words.ts'
import '../import/import.css'
import '../settings/entries.css'
import './ability.css'

const route = getRouteApi('/shell/ability')

/** How able reps are: for whoever looks after them all of theirs, for a rep their own. */
export function AbilityPage() {
  const judges = useIs('manager', 'admin')
  const { userId } = useMe()
  return judges ? <Everybody /> : <OneRep userId={userId} />
}

function Everybody() {
  const w = useWords(abilityWords)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const { team, segment } = search
  const listed = useEndpoint(listAbilities, { query: { team, segment } }, { keep: true })
  useFreshen(['ability'], [listAbilities, listAppeals, readAbility])
  const held = listed.data
  const query = queryOf(team ? { team } : {})
  return (
    <Page
      title={w.title}
      about={
        held?.reckonedAt ? (
          <>
            <RelativeTime at={held.reckonedAt} /> · {w.people(held.reps.length)}
          </>
        ) : undefined
      }
      actions={
        <>
          <Button onClick={() => change({ panel: search.panel ? undefined : 'settings' })}>
            {w.settings}
          </Button>
          {held?.reckonedAt ? (
            <a className="ant-btn button-link" href={`${exportAbilities.path}${query}`} download>
              {w.export}
            </a>
          ) : null}
          <Refresh primary={false} />
        </>
      }
      side={search.panel ? <AbilitySettings onClose={() => change({ panel: undefined })} /> : undefined}
    >
      <p className="page-intro">
        {w.intro} {w.legend}
      </p>
      <Answer of={listed} rows={10}>
        {(found) => <Listing listed={found} search={search} onChange={change} />}
      </Answer>
    </Page>
  )
}

interface ListingProps {
  listed: Listed
  search: { team?: string | undefined; segment?: string | undefined; best?: string | undefined }
  onChange: (part: ListingProps['search']) => void
}

function Listing({ listed, search, onChange }: ListingProps) {
  const w = useWords(abilityWords)
  const { lang } = useLanguage()
  const names = useNames(listed.segments)
  const teams = useEndpoint(listTeams, { query: {} }).data?.items ?? []
  if (listed.reckonedAt === null)
    return (
      <Empty title={w.never} action={<Refresh primary />}>
        {w.neverHint}
      </Empty>
    )
  const whole = listed.items.filter(({ channel }) => channel === EVERY)
  const sum = (of: (cell: (typeof whole)[number]) => number) =>
    whole.reduce((total, each) => total + of(each), 0)
  const picked = sum((cell) => cell.picked)
  return (
    <>
      <Appeals />
      <div className="ability-filters">
        <label>
          {w.team}
          <Select
            value={search.team ?? ''}
            options={[
              { value: '', label: w.allTeams },
              ...teams.map(({ teamId, name }) => ({ value: teamId, label: name })),
            ]}
            popupMatchSelectWidth={false}
            onChange={(team) => onChange({ team: team || undefined })}
          />
        </label>
        <label>
          {w.segment}
          <Select
            value={search.segment ?? EVERY}
            options={[
              { value: EVERY, label: w.allSegments },
              ...listed.segments.map(({ value, label }) => ({ value, label: label[lang] })),
            ]}
            popupMatchSelectWidth={false}
            onChange={(segment) => onChange({ segment: segment === EVERY ? undefined : segment })}
          />
        </label>
        {picked > 0 ? <small>{w.caveat(picked, sum(leadsOf))}</small> : null}
      </div>
      {listed.reps.length === 0 ? (
        <Empty title={w.nobody}>{w.nobodyHint}</Empty>
      ) : (
        <Matrix listed={listed} names={names} by={search.best} onSort={(best) => onChange({ best })} />
      )}
    </>
  )
}

function Refresh({ primary }: { primary: boolean }) {
  const w = useWords(abilityWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const verb = useVerb(refreshAbilities, [listAbilities, readAbility])
  const onSuccess = ({ leads }: { leads: number }) => toast.done(w.refreshed(formatCount(leads, lang)))
  return (
    <Button
      type={primary ? 'primary' : 'default'}
      loading={verb.isPending}
      onClick={() => verb.mutate({}, { onSuccess, onError: toast.refused })}
    >
      {w.refresh}
    </Button>
  )
}
