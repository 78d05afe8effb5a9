import { Link } from '@tanstack/react-router'
import { listForms, listSources } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { FormBuilder } from './FormBuilder.tsx'
import { formWords } from './formWords.ts'

/** One form, new or known, on a page of its own. */
export function FormPage({ formId }: { formId: string | undefined }) {
  const w = useWords(formWords)
  const forms = useEndpoint(listForms, {})
  const sources = useEndpoint(listSources, {})
  if (forms.data && sources.data) {
    const known = forms.data.items.find((each) => each.formId === formId)
    if (formId === undefined || known) {
      const others = forms.data.items.filter((each) => each.formId !== formId)
      return <FormBuilder form={known} others={others} sources={sources.data.items} />
    }
  }
  return (
    <Page title={w.form}>
      <Answer of={sources.data ? forms : sources} rows={10}>
        {() => (
          <Empty
            title={w.gone}
            action={
              <Link to="/sources" search={{ tab: 'forms' } as never}>
                {w.back}
              </Link>
            }
          />
        )}
      </Answer>
    </Page>
  )
}
