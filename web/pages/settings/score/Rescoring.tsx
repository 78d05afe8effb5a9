import { Progress } from 'antd'
import { readScoreRun } from '../../../../contract/score.ts'
import type { Reply } from '../../../app/api.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useFreshen } from '../../../app/live.ts'
import { useEndpoint } from '../../../app/queries.ts'
import { formatCount } from '../../../ui/format.ts'
import { scoreWords } from './words.ts'

interface InForce {
  version: number
  validFrom: string
}

/** How far scoring every lead by the version in force is; nothing once it is done. */
export function Rescoring({ inForce }: { inForce: InForce }) {
  const w = useWords(scoreWords)
  const { lang } = useLanguage()
  useFreshen(['policy'], [readScoreRun])
  const { data } = useEndpoint(
    readScoreRun,
    {},
    {
      staleTime: 0,
      refetchInterval: ({ state }) => (isUnderWay(state.data, inForce) ? 1_500 : false),
    },
  )
  if (!data || data.endedAt) return null
  const percent = data.total === 0 ? 100 : Math.floor((data.done / data.total) * 100)
  return (
    <div className="rescoring" role="status">
      {w.rescoring(data.version, formatCount(data.done, lang), formatCount(data.total, lang))}
      <Progress percent={percent} size="small" aria-label={w.rescoring(data.version, '', '')} />
    </div>
  )
}

const JUST_NOW = 60_000 // ms in which the job of a publishing begins

function isUnderWay(run: Reply<typeof readScoreRun> | undefined, { version, validFrom }: InForce): boolean {
  if (run && !run.endedAt) return true
  return (run?.version ?? 0) < version && Date.now() - Date.parse(validFrom) < JUST_NOW
}
