import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { listRehearsals } from '../../../contract/rehearsal.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { Answer } from '../../ui/Answer.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { ChangeList } from '../policy/ChangeList.tsx'
import { diffLines } from '../policy/diff.ts'
import { linesOf } from '../policy/lines.ts'
import { RunList } from '../policy/RunList.tsx'
import { type Draft, useDraft } from '../policy/useDraft.ts'
import { useRuleVocabulary } from '../policy/useSaying.ts'
import { GateSettings } from './GateSettings.tsx'
import { RehearsalShown } from './RehearsalShown.tsx'
import { useRehearsals } from './useRehearsals.ts'
import { rehearsalWords } from './words.ts'
import './rehearsal.css'

type Rehearsal = Reply<typeof listRehearsals>['items'][number]

const route = getRouteApi('/shell/rules/rehearsal')
const spans = [7, 14, 30, 90, 180, 365]

/** A draft of the assignment rules dealt the leads of the last days, beside what happened. */
export function RehearsalPage() {
  const w = useWords(rehearsalWords)
  const read = useDraft('assign')
  return (
    <Page title={w.title} actions={<Link to="/rules">‹ {w.back}</Link>}>
      <p className="page-intro">{w.intro}</p>
      {read.data ? <Rehearsing draft={read.data} /> : <Answer of={read}>{() => null}</Answer>}
    </Page>
  )
}

function Rehearsing({ draft }: { draft: Draft<'assign'> }) {
  const w = useWords(rehearsalWords)
  const navigate = route.useNavigate()
  const { say } = useRuleVocabulary()
  const [days, setDays] = useState(30)
  const show = (open: string) => void navigate({ search: { open } })
  const { held, busy, start, stop } = useRehearsals(show)
  const changes = diffLines(linesOf('assign', draft.before, say), linesOf('assign', draft.body, say))
  return (
    <>
      <div className="rehearsal-begin">
        <label>
          <span>{w.days}</span>
          <Select
            value={days}
            onChange={setDays}
            options={spans.map((value) => ({ value, label: w.daysOf(value) }))}
          />
        </label>
        <Button type="primary" loading={busy} onClick={() => start({ draft: draft.body, days })}>
          {w.start}
        </Button>
      </div>
      {draft.changed ? <ChangeList changes={changes} /> : <p className="quietly">{w.noDraft}</p>}
      <Answer of={held}>
        {({ items }) => <Held items={items} busy={busy} onStop={stop} onOpen={show} draft={draft} />}
      </Answer>
      <GateSettings />
    </>
  )
}

interface HeldProps {
  items: readonly Rehearsal[]
  busy: boolean
  onStop: (rehearsalId: string) => void
  onOpen: (rehearsalId: string) => void
  draft: Draft<'assign'>
}

function Held({ items, busy, onStop, onOpen, draft }: HeldProps) {
  const w = useWords(rehearsalWords)
  const { lang } = useLanguage()
  const { open } = route.useSearch()
  const runs = items.map(({ rehearsalId: id, days, dealt: done, leads, ...rest }) => ({
    ...rest,
    id,
    done,
    leads,
    name: `${w.daysOf(days)} · ${w.leads(formatCount(leads, lang))}`,
    doing: w.running,
  }))
  return (
    <RunList runs={runs} open={open} busy={busy} words={w} onStop={onStop} onOpen={onOpen}>
      {(id) => <RehearsalShown key={id} rehearsalId={id} editing={draft} />}
    </RunList>
  )
}
