import { getRouteApi } from '@tanstack/react-router'
import { Button, Segmented, Tooltip } from 'antd'
import { listForms, listSources } from '../../../contract/settings.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { FormPage } from './FormPage.tsx'
import { Forms } from './Forms.tsx'
import { Quality } from './Quality.tsx'
import { qualityWords } from './qualityWords.ts'
import { SourcePanel } from './SourcePanel.tsx'
import { Sources } from './Sources.tsx'
import { sourceWords } from './words.ts'
import './sources.css'

const route = getRouteApi('/shell/sources')

/** Where leads come from: the sources, and the forms on the web that feed them. A form opens as a page of its own. */
export function SourcesPage() {
  const { form } = route.useSearch()
  return form ? <FormPage key={form} formId={form === 'new' ? undefined : form} /> : <Lists />
}

function Lists() {
  const w = useWords(sourceWords)
  const q = useWords(qualityWords)
  const { lang } = useLanguage()
  const may = useIs('marketer', 'admin')
  const { tab, source } = route.useSearch()
  const navigate = route.useNavigate()
  const sources = useEndpoint(listSources, {})
  const forms = useEndpoint(listForms, {})
  const go = (search: { tab?: 'forms' | 'quality'; source?: string; form?: string }) =>
    void navigate({ search })
  const items = sources.data?.items ?? []
  const all = items.reduce((sum, { leads30 }) => sum + leads30, 0)
  const opened = items.find(({ sourceId }) => sourceId === source)
  const adding = source === 'new' && may
  const add = (
    <Tooltip title={may ? undefined : w.mayNot}>
      <Button
        type="primary"
        disabled={!may}
        onClick={() => go(tab === 'forms' ? { tab, form: 'new' } : { source: 'new' })}
      >
        {tab === 'forms' ? w.addForm : w.addSource}
      </Button>
    </Tooltip>
  )
  return (
    <Page
      title={w.title}
      fill
      about={sources.data ? w.about(items.length, formatCount(all, lang)) : null}
      actions={
        <>
          <Segmented<'sources' | 'forms' | 'quality'>
            aria-label={w.part}
            value={tab ?? 'sources'}
            onChange={(to) => go(to === 'sources' ? {} : { tab: to })}
            options={[
              { value: 'sources', label: w.sources },
              { value: 'forms', label: w.forms },
              { value: 'quality', label: q.quality },
            ]}
          />
          {tab === 'quality' ? null : add}
        </>
      }
      side={
        tab === undefined && (opened || adding) ? (
          <SourcePanel
            key={opened?.sourceId ?? 'new'}
            source={opened}
            forms={forms.data?.items ?? []}
            onClose={() => go({})}
          />
        ) : undefined
      }
    >
      {tab === 'quality' ? (
        <Quality />
      ) : tab === 'forms' ? (
        <Answer of={forms}>
          {(held) => (
            <Forms
              forms={held.items}
              sources={items}
              add={add}
              onOpen={(form) => go({ tab: 'forms', form })}
            />
          )}
        </Answer>
      ) : (
        <Answer of={sources}>
          {(held) => (
            <Sources
              sources={held.items}
              active={opened?.sourceId}
              onOpen={(sourceId) => go({ source: sourceId })}
              add={add}
            />
          )}
        </Answer>
      )}
    </Page>
  )
}
