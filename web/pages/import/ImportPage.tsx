import { Link, getRouteApi } from '@tanstack/react-router'
import { useWords } from '../../app/language.tsx'
import { Answer } from '../../ui/Answer.tsx'
import { Page } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Discard } from './Discard.tsx'
import { Failed } from './Failed.tsx'
import { Forecast } from './Forecast.tsx'
import type { Job } from './job.ts'
import { Mapping } from './Mapping.tsx'
import { Moving } from './Moving.tsx'
import { Report } from './Report.tsx'
import { Steps } from './Steps.tsx'
import { Undone } from './Undone.tsx'
import { useImport } from './useImport.ts'
import { importWords } from './words.ts'
import './import.css'
import './mapping.css'
import './rows.css'

const route = getRouteApi('/shell/imports/$importId')

/** One import at whatever step it stands: its address is the same from the upload to the report. */
export function ImportPage() {
  const w = useWords(importWords)
  const { importId } = route.useParams()
  const job = useImport(importId)
  return (
    <Page
      title={job.data?.fileName ?? w.title}
      about={job.data ? <About job={job.data} /> : null}
      actions={
        <>
          {job.data ? <Discard job={job.data} /> : null}
          <Link
            to="/imports"
            search={{ kind: job.data?.kind === 'customers' ? 'customers' : undefined } as never}
          >
            {w.back}
          </Link>
        </>
      }
    >
      <Answer of={job}>
        {(held) => (
          <>
            <Steps state={held.state} />
            <Step key={importId} job={held} />
          </>
        )}
      </Answer>
    </Page>
  )
}

function About({ job: { kind, byteSize, sourceName, createdBy, createdAt } }: { job: Job }) {
  const w = useWords(importWords)
  const size =
    byteSize < 1_000_000 ? w.kb(String(Math.ceil(byteSize / 1000))) : w.mb((byteSize / 1_000_000).toFixed(1))
  return (
    <>
      {kind === 'customers' ? w.customers : sourceName} · {size} · {createdBy.name} ·{' '}
      <RelativeTime at={createdAt} />
    </>
  )
}

function Step({ job }: { job: Job }) {
  const { again } = route.useSearch()
  const navigate = route.useNavigate()
  const remap = (wish: boolean) => void navigate({ search: wish ? { again: true } : {} })
  switch (job.state) {
    case 'mapping':
      return <Mapping job={job} onDone={() => remap(false)} onReread={() => remap(true)} />
    case 'ready':
      return again ? (
        <Mapping job={job} onDone={() => remap(false)} onReread={() => remap(true)} />
      ) : (
        <Forecast job={job} onRemap={() => remap(true)} />
      )
    case 'done':
      return <Report job={job} />
    case 'undone':
      return <Undone job={job} />
    case 'failed':
      return <Failed job={job} />
    default:
      return <Moving job={job} />
  }
}
