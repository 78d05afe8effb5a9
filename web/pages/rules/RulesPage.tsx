import { BranchesOutlined } from '@ant-design/icons'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Answer } from '../../ui/Answer.tsx'
import { Page } from '../../ui/Page.tsx'
import { DraftBar } from '../policy/DraftBar.tsx'
import { History } from '../policy/History.tsx'
import { Standing } from '../policy/Standing.tsx'
import { useDraft } from '../policy/useDraft.ts'
import type { Draft } from '../policy/useDraft.ts'
import { useRuleVocabulary } from '../policy/useSaying.ts'
import { policyWords } from '../policy/words.ts'
import { AssignLines } from './AssignLines.tsx'
import { CountsCompared } from './CountsCompared.tsx'
import { TryPanel } from './TryPanel.tsx'
import { isSound } from './useCounts.ts'
import type { Trial } from './useTrial.ts'
import { rulesWords } from './words.ts'
import './rules.css'

const route = getRouteApi('/shell/rules')

/** Who gets which lead: ordered sentences, tried on real leads before they are published. */
export function RulesPage() {
  const read = useDraft('assign')
  return <Answer of={read}>{(draft) => <Rules draft={draft} />}</Answer>
}

function Rules({ draft }: { draft: Draft<'assign'> }) {
  const w = useWords(rulesWords)
  const p = useWords(policyWords)
  const vocabulary = useRuleVocabulary()
  const { panel } = route.useSearch()
  const navigate = route.useNavigate()
  const [trial, setTrial] = useState<Trial>()
  const show = (next: 'try' | 'history' | undefined) => {
    if (next !== 'try') setTrial(undefined)
    void navigate({ search: { panel: next } })
  }
  const { body } = draft
  const sound = body.fallbackPoolId !== '' && body.rules.every((rule) => isSound(rule, vocabulary.fields))
  return (
    <Page
      title={w.title}
      about={<Standing draft={draft} />}
      actions={
        <>
          <Button onClick={() => show(panel === 'history' ? undefined : 'history')}>{p.history}</Button>
          <Button icon={<BranchesOutlined aria-hidden="true" />} onClick={() => show('try')}>
            {w.tryLead}
          </Button>
        </>
      }
      side={
        panel === 'try' ? (
          <TryPanel draft={draft} say={vocabulary.say} onTrial={setTrial} onClose={() => show(undefined)} />
        ) : panel === 'history' ? (
          <History draft={draft} say={vocabulary.say} onClose={() => show(undefined)} />
        ) : undefined
      }
    >
      <AssignLines draft={draft} vocabulary={vocabulary} trial={trial} />
      <DraftBar
        draft={draft}
        say={vocabulary.say}
        sound={sound}
        effect={<CountsCompared before={draft.before} after={body} vocabulary={vocabulary} />}
      />
    </Page>
  )
}
