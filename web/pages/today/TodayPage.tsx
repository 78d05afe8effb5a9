import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { MyDay } from './MyDay.tsx'
import { TeamPart } from './TeamPart.tsx'
import { todayWords } from './words.ts'

const route = getRouteApi('/shell/today')

/** The day: a rep's own queue, or for whoever looks after reps the team's. Who does both chooses. */
export function TodayPage() {
  const w = useWords(todayWords)
  const leads = useIs('manager', 'admin')
  const sells = useIs('rep')
  const { view } = route.useSearch()
  const navigate = route.useNavigate()
  const shown = leads && sells ? (view ?? 'team') : leads ? 'team' : 'mine'
  const choice =
    leads && sells ? (
      <Segmented<'team' | 'mine'>
        aria-label={w.whose}
        value={shown}
        onChange={(to) => void navigate({ search: { view: to } })}
        options={[
          { value: 'team', label: w.team },
          { value: 'mine', label: w.mine },
        ]}
      />
    ) : null
  return shown === 'team' ? <TeamPart choice={choice} /> : <MyDay choice={choice} />
}
