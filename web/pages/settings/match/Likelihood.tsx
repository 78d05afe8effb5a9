import { Link } from '@tanstack/react-router'
import { InputNumber } from 'antd'
import { listScans, readScan } from '../../../../contract/match.ts'
import type { LikelihoodWish } from '../../../../rules/likelihood.ts'
import { wantsLikelihood } from '../../../../rules/likelihood.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { useIs } from '../../../app/session.ts'
import { formatCount } from '../../../ui/format.ts'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { likelihoodWords } from './likelihoodWords.ts'

interface LikelihoodProps {
  likelihood: LikelihoodWish | null | undefined
  vocabulary: RuleVocabulary
  onChange: (likelihood: LikelihoodWish | null) => void
}

/** From how probable on whom no rule finds is asked about, and from how probable on linked by itself. */
export function Likelihood({ likelihood, vocabulary, onChange }: LikelihoodProps) {
  const w = useWords(likelihoodWords)
  const mayScan = useIs('manager', 'admin')
  const { ask, link } = likelihood ?? { ask: null, link: null }
  const set = (part: Partial<LikelihoodWish>) => {
    const next = { ask, link, ...part }
    onChange(wantsLikelihood(next) ? next : null)
  }
  return (
    <>
      <div className="match-told">
        <Share label={w.ask} value={ask} onChange={(share) => set({ ask: share })} />
        <Share label={w.link} value={link} onChange={(share) => set({ link: share })} />
      </div>
      {mayScan ? <Learnt wanted={wantsLikelihood(likelihood)} vocabulary={vocabulary} /> : null}
    </>
  )
}

interface ShareProps {
  label: string
  value: number | null
  onChange: (share: number | null) => void
}

function Share({ label, value, onChange }: ShareProps) {
  const w = useWords(likelihoodWords)
  return (
    <label className="rule-field">
      <span className="rule-label">{label}</span>
      <InputNumber
        aria-label={label}
        precision={1}
        suffix="%"
        placeholder={w.never}
        value={value === null ? null : Math.round(value * 1000) / 10}
        onChange={(percent) => onChange(percent === null ? null : percent / 100)}
      />
    </label>
  )
}

/** What the thresholds go by: what the last scan has learnt, or that there was none yet. */
function Learnt({ wanted, vocabulary }: { wanted: boolean; vocabulary: RuleVocabulary }) {
  const w = useWords(likelihoodWords)
  const { lang } = useLanguage()
  const scans = useEndpoint(listScans, {})
  const done = scans.data?.items.find(({ state }) => state === 'done')
  const scan = useEndpoint(
    readScan,
    { params: { scanId: done?.scanId ?? '' } },
    { enabled: done !== undefined },
  )
  if (!scans.data) return null
  if (!done)
    return (
      <p
        className={`match-learnt ${wanted ? 'notice notice-ochre' : 'faint'}`}
        role={wanted ? 'status' : undefined}
      >
        {w.noScan} <Link to="/duplicates">{w.toScan}</Link>
      </p>
    )
  const fields = (scan.data?.fields ?? []).map(({ field }) => vocabulary.say.field(field))
  return (
    <p className="match-learnt faint">
      {w.learnt} <RelativeTime at={done.finishedAt ?? done.createdAt} /> ·{' '}
      {w.from(formatCount(done.leads, lang))}
      {fields.length > 0 ? <> · {w.compares(fields.join(w.list))}</> : null}{' '}
      <Link to="/duplicates">{w.toScan}</Link>
    </p>
  )
}
