import type { readPair } from '../../../contract/match.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { percentOf, signed } from './percent.ts'
import { duplicatesWords } from './words.ts'

interface WaterfallProps {
  /** In bits, before anything was compared. */
  prior: number
  evidence: Reply<typeof readPair>['evidence']
  probability: number
}

/** Prior and weights as bars left and right of one zero line, and their sum: which side a bar is on says what it does. */
export function Waterfall({ prior, evidence, probability }: WaterfallProps) {
  const w = useWords(duplicatesWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const weights = evidence.map(({ weight }) => weight)
  const sum = weights.reduce((total, weight) => total + weight, prior)
  const most = Math.max(1, ...[prior, sum, ...weights].map(Math.abs))
  const shown = evidence.toSorted((one, two) => two.weight - one.weight)
  return (
    <section className="fall" aria-label={w.evidence}>
      <h3>{w.evidence}</h3>
      <p>{w.evidenceHow}</p>
      <ul>
        <Line label={w.prior} bits={prior} most={most} kind="prior" />
        {shown.map(({ field, words, weight }) => (
          <Line
            key={field}
            label={fields.get(field)?.label[lang] ?? field.replace('custom.', '')}
            told={words[lang]}
            bits={weight}
            most={most}
          />
        ))}
        <Line label={w.sum} told={w.chanceOf(percentOf(probability))} bits={sum} most={most} kind="sum" />
      </ul>
    </section>
  )
}

interface LineProps {
  label: string
  /** In words how alike the two are. */
  told?: string
  bits: number
  /** What fills one side of the zero line. */
  most: number
  kind?: 'prior' | 'sum'
}

function Line({ label, told, bits, most, kind }: LineProps) {
  const w = useWords(duplicatesWords)
  const half = (Math.abs(bits) / most) * 50
  return (
    <li data-kind={kind}>
      <span className="fall-label">
        {label} {told ? <small>{told}</small> : null}
      </span>
      <span className="fall-track" aria-hidden="true">
        <i
          data-side={bits < 0 ? 'against' : 'for'}
          style={{ width: `${half}%`, left: bits < 0 ? `${50 - half}%` : '50%' }}
        />
      </span>
      <span className="fall-bits" title={w.bits(signed(bits))}>
        {signed(bits)}
      </span>
    </li>
  )
}
