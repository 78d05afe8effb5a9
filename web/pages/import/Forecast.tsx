import { getRouteApi } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { runImport } from '../../../contract/import.ts'
import { useLanguage } from '../../app/language.tsx'
import { FateBar } from './FateBar.tsx'
import { fateOrder, figure, sumOf } from './job.ts'
import type { Job } from './job.ts'
import { useFateWords } from './kindWords.ts'
import { RowGrid } from './RowGrid.tsx'
import { useGate } from './useGate.ts'
import { useJobVerb } from './useImport.ts'

const route = getRouteApi('/shell/imports/$importId')

/** What will become of every row, as a bar; the rows of a part below it, to be mended; then the import itself. */
export function Forecast({ job, onRemap }: { job: Job; onRemap: () => void }) {
  const w = useFateWords(job.kind)
  const { lang } = useLanguage()
  const { fate } = route.useSearch()
  const navigate = route.useNavigate()
  const { run, pending } = useJobVerb(runImport)
  const asked = useGate(job.sourceId)
  // What a source asks of leads it does not ask of customers.
  const gate = job.kind === 'customers' ? {} : asked
  const { importId, forecast } = job
  const all = sumOf(forecast, fateOrder)
  // What needs a hand is shown first; a wrong guess costs one click.
  const shown = fate ?? fateOrder.find((each) => each !== 'new' && each !== 'held' && forecast[each]) ?? 'new'
  return (
    <>
      <FateBar
        forecast={forecast}
        shown={shown}
        gate={gate}
        kind={job.kind}
        onShow={(to) => void navigate({ search: { fate: to }, replace: true })}
      />
      <RowGrid key={shown} job={job} fate={shown} />
      <div className="foot-bar">
        <Tooltip title={all === 0 ? w.runNothing : undefined}>
          <Button
            type="primary"
            size="large"
            loading={pending}
            disabled={all === 0}
            onClick={() => run({ params: { importId } })}
          >
            {w.run(figure(all, lang))}
          </Button>
        </Tooltip>
        <Button size="large" disabled={pending} onClick={onRemap}>
          {w.remap}
        </Button>
        <span>{w.runHint(figure(forecast['new'] ?? 0, lang))}</span>
      </div>
    </>
  )
}
