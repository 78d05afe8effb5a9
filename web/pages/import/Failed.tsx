import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { checkImport } from '../../../contract/import.ts'
import { useLanguage } from '../../app/language.tsx'
import { figure } from './job.ts'
import type { Job } from './job.ts'
import { useImportWords } from './kindWords.ts'
import { useJobVerb } from './useImport.ts'

/** Why an import broke off, in the refusal's own words, what is safe, and the ways on. */
export function Failed({ job: { importId, kind, problem, counts } }: { job: Job }) {
  const w = useImportWords(kind)
  const { lang } = useLanguage()
  const { run, pending } = useJobVerb(checkImport)
  const written = Object.entries(counts).reduce((sum, [key, n]) => (key === 'differed' ? sum : sum + n), 0)
  return (
    <div className="state" role="alert">
      <h2>{w.failed}</h2>
      {problem ? <p>{problem.message}</p> : null}
      <div className="state-kept">
        {written > 0 ? w.writtenSoFar(figure(written, lang)) : w.nothingWritten}
      </div>
      <div className="buttons-row">
        <Button loading={pending} onClick={() => run({ params: { importId }, body: {} })}>
          {w.checkAgain}
        </Button>
        <Link to="/imports">{w.again}</Link>
      </div>
    </div>
  )
}
