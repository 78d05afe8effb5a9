import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { PolicyBody, PolicyKind } from '../../../contract/policy.ts'
import { useWords } from '../../app/language.tsx'
import { Answer } from '../../ui/Answer.tsx'
import { Page } from '../../ui/Page.tsx'
import { DraftBar } from './DraftBar.tsx'
import { History } from './History.tsx'
import { PlannedVersions } from './PlannedVersions.tsx'
import { Standing } from './Standing.tsx'
import { useDraft } from './useDraft.ts'
import type { Draft } from './useDraft.ts'
import { useRuleVocabulary } from './useSaying.ts'
import type { RuleVocabulary } from './useSaying.ts'
import { policyWords } from './words.ts'

interface PolicyPageProps<K extends PolicyKind> {
  kind: K
  /** A source's id, for policies kept per source. */
  scope?: string
  title: string
  /** What this policy does, in a sentence or two. */
  intro: ReactNode
  /** Whether the server would take it. */
  isSound: (body: PolicyBody<K>, vocabulary: RuleVocabulary) => boolean
  /** Which panel stands beside it, from the URL: the history, or one of the page's own. */
  panel: string | undefined
  onPanel: (panel: string | undefined) => void
  actions?: ReactNode
  /** Where two versions can be compared by more than their lines: opens the comparison of one with what is in force. */
  onCompare?: (version: number) => void
  /** The page's own panel, while `panel` is none of this frame's. */
  renderSide?: (draft: Draft<K>, vocabulary: RuleVocabulary) => ReactNode
  /** Once the next version is in force. */
  onPublished?: ((version: number) => void) | undefined
  renderEffect?: (draft: Draft<K>, vocabulary: RuleVocabulary) => ReactNode
  children: (draft: Draft<K>, vocabulary: RuleVocabulary) => ReactNode
}

/** The page of a policy: what is in force, its lines, its history, and the draft until it is published. */
export function PolicyPage<K extends PolicyKind>(props: PolicyPageProps<K>) {
  const read = useDraft(props.kind, props.scope)
  if (!read.data)
    return (
      <Page title={props.title}>
        <Answer of={read}>{() => null}</Answer>
      </Page>
    )
  return <Drafted {...props} draft={read.data} />
}

function Drafted<K extends PolicyKind>(props: PolicyPageProps<K> & { draft: Draft<K> }) {
  const { draft, panel, onPanel } = props
  const w = useWords(policyWords)
  const vocabulary = useRuleVocabulary()
  const { say } = vocabulary
  return (
    <Page
      title={props.title}
      about={<Standing draft={draft} />}
      actions={
        <>
          <Button onClick={() => onPanel(panel === 'history' ? undefined : 'history')}>{w.history}</Button>
          {props.actions}
        </>
      }
      side={
        panel === 'history' ? (
          <History draft={draft} say={say} onCompare={props.onCompare} onClose={() => onPanel(undefined)} />
        ) : (
          props.renderSide?.(draft, vocabulary)
        )
      }
    >
      <p className="page-intro">{props.intro}</p>
      <PlannedVersions draft={draft} />
      {props.children(draft, vocabulary)}
      <DraftBar
        draft={draft}
        say={say}
        sound={props.isSound(draft.body, vocabulary)}
        onPublished={props.onPublished}
        effect={props.renderEffect?.(draft, vocabulary)}
      />
    </Page>
  )
}
