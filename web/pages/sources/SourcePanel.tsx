import { Link } from '@tanstack/react-router'
import { AutoComplete, Button, Input, Tooltip } from 'antd'
import { listSources } from '../../../contract/settings.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { ArchiveSource } from './ArchiveSource.tsx'
import { arrivedIn30 } from './arrived.ts'
import type { Form } from './formDraft.ts'
import { Labelled } from './Labelled.tsx'
import { Pausing } from './Pausing.tsx'
import { SourceVerification } from './SourceVerification.tsx'
import { useSourceDraft } from './useSourceDraft.ts'
import { sourceWords } from './words.ts'

export type Source = Reply<typeof listSources>['items'][number]

interface SourcePanelProps {
  /** Absent: a new one. */
  source: Source | undefined
  forms: readonly Form[]
  onClose: () => void
}

/** One source: its name, channel and key, the forms it has, its end. */
export function SourcePanel({ source, forms, onClose }: SourcePanelProps) {
  const w = useWords(sourceWords)
  const mine = forms.filter(({ sourceId }) => sourceId === source?.sourceId)
  const { why, save, busy, error, draft, change } = useSourceDraft(source, onClose)
  const { detail } = useExplained(error)
  const title = source?.name ?? w.addSource
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      foot={
        <>
          <Tooltip title={why}>
            <Button type="primary" disabled={why !== undefined} loading={busy} onClick={save}>
              {source ? w.save : w.add}
            </Button>
          </Tooltip>
          {source ? (
            <ArchiveSource
              source={source}
              live={mine.filter(({ active }) => active).length}
              onDone={onClose}
            />
          ) : null}
        </>
      }
    >
      <div className="labelled">
        <Labelled label={w.name} hint={w.nameHint}>
          <Input
            autoFocus={!source}
            maxLength={80}
            value={draft.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        </Labelled>
        <ChannelField value={draft.channel} onChange={(channel) => change({ channel })} />
        <Labelled label={w.key} hint={source ? w.keyHint : w.keyNewHint}>
          <Input maxLength={80} value={draft.key} onChange={({ target }) => change({ key: target.value })} />
        </Labelled>
        <Labelled label={w.licence} hint={w.licenceHint}>
          <Input
            maxLength={400}
            placeholder={w.licencePrompt}
            value={draft.licence}
            onChange={({ target }) => change({ licence: target.value })}
          />
        </Labelled>
        {draft.licence === '' ? null : (
          <Labelled label={w.licenceUntil} hint={w.licenceUntilHint}>
            <Input
              type="date"
              value={draft.licenceUntil ?? ''}
              onChange={({ target }) => change({ licenceUntil: target.value || null })}
            />
          </Labelled>
        )}
        {error ? (
          <p className="telling telling-wrong" role="alert">
            {detail}
          </p>
        ) : null}
      </div>
      {source ? (
        <p>
          <LeadsLink when={arrivedIn30(source.sourceId)}>{w.seeLeads}</LeadsLink>
        </p>
      ) : null}
      {source ? <SourceVerification sourceId={source.sourceId} /> : null}
      {source ? <Pausing sourceId={source.sourceId} /> : null}
      {mine.length > 0 ? (
        <Section title={w.formsOfIt}>
          <ul className="source-forms">
            {mine.map(({ formId, title: called }) => (
              <li key={formId}>
                <Link to="/sources" search={{ tab: 'forms', form: formId } as never}>
                  {called}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </SidePanel>
  )
}

/** A channel, with those in use to choose from. */
function ChannelField({ value, onChange }: { value: string; onChange: (channel: string) => void }) {
  const w = useWords(sourceWords)
  const sources = useEndpoint(listSources, {}).data?.items ?? []
  const channels = [...new Set(sources.map(({ channel }) => channel))].filter((each) => each !== value)
  return (
    <Labelled label={w.channel} hint={w.channelHint}>
      <AutoComplete
        aria-label={w.channel}
        value={value}
        onChange={onChange}
        options={channels.map((channel) => ({ value: channel }))}
      />
    </Labelled>
  )
}
