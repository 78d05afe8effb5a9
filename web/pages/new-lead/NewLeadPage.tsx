import { Link, useSearch } from '@tanstack/react-router'
import { useWords } from '../../app/language.tsx'
import { Page } from '../../ui/Page.tsx'
import { LeadForm } from './LeadForm.tsx'
import { PasteSheet } from './PasteSheet.tsx'
import { newWords } from './words.ts'
import '../lead/lead.css'
import '../leads/leads.css'
import './new-lead.css'

/** Leads by hand: one in a form, or rows pasted from a spreadsheet. */
export function NewLeadPage() {
  const w = useWords(newWords)
  const { how } = useSearch({ from: '/shell/leads/new' })
  const tabs = [
    { key: undefined, label: w.one },
    { key: 'paste' as const, label: w.paste },
  ]
  return (
    <Page
      title={w.title}
      actions={
        <nav className="views" aria-label={w.title}>
          {tabs.map(({ key, label }) => (
            <Link
              key={label}
              to="/leads/new"
              search={key ? { how: key } : {}}
              className="view"
              activeOptions={{ exact: true }}
              aria-current={key === how ? 'page' : undefined}
            >
              {label}
            </Link>
          ))}
        </nav>
      }
    >
      {how === 'paste' ? <PasteSheet /> : <LeadForm />}
    </Page>
  )
}
