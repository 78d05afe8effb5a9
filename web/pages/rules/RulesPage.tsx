import { BranchesOutlined } from '@ant-design/icons'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { PolicyPage } from '../policy/PolicyPage.tsx'
import { AssignLines } from './AssignLines.tsx'
import { Effect } from './Effect.tsx'
import { MakeUpLimit } from './MakeUpLimit.tsx'
import { ModeEditor } from './ModeEditor.tsx'
import { TryPanel } from './TryPanel.tsx'
import { isSound } from './useCounts.ts'
import type { Tried } from './useTrial.ts'
import { rulesWords } from './words.ts'
import './rules.css'

const route = getRouteApi('/shell/rules')

/** Who gets which lead: ordered sentences, tried on real leads before they are published. */
export function RulesPage() {
  const w = useWords(rulesWords)
  const { panel } = route.useSearch()
  const navigate = route.useNavigate()
  const [tried, setTried] = useState<Tried>()
  const show = (next: string | undefined) => {
    if (next !== 'try') setTried(undefined)
    void navigate({ search: { panel: next === 'try' || next === 'history' ? next : undefined } })
  }
  return (
    <PolicyPage
      kind="assign"
      title={w.title}
      intro={w.how}
      panel={panel}
      onPanel={show}
      isSound={({ rules, fallbackPoolId }, { fields }) =>
        fallbackPoolId !== '' && rules.every((rule) => isSound(rule, fields))
      }
      actions={
        <>
          <Button icon={<BranchesOutlined aria-hidden="true" />} onClick={() => show('try')}>
            {w.tryLead}
          </Button>
          <Button onClick={() => void navigate({ to: '/rules/fairness' })}>{w.fairness}</Button>
          <Button onClick={() => void navigate({ to: '/rules/rehearsal' })}>{w.rehearse}</Button>
        </>
      }
      renderSide={({ body, changed }, vocabulary) =>
        panel === 'try' ? (
          <TryPanel
            draft={body}
            changed={changed}
            vocabulary={vocabulary}
            tried={tried}
            onTried={setTried}
            onClose={() => show(undefined)}
          />
        ) : undefined
      }
      renderEffect={(draft, vocabulary) => (
        <Effect before={draft.before} after={draft.body} vocabulary={vocabulary} />
      )}
    >
      {(draft, vocabulary) => (
        <>
          <ModeEditor draft={draft} vocabulary={vocabulary} />
          <MakeUpLimit draft={draft} />
          <AssignLines draft={draft} vocabulary={vocabulary} tried={tried} />
        </>
      )}
    </PolicyPage>
  )
}
