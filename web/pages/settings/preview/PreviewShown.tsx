import { useMemo } from 'react'
import { readPreview } from '../../../../contract/preview.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { Chart } from '../../../ui/Chart.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Moves } from './Moves.tsx'
import { spreadOf } from './plots.ts'
import type { Preview, Result } from './preview.ts'
import { QualityShown } from './QualityShown.tsx'
import { sayGrades, sayScores, sayWork } from './say.ts'
import { Segments } from './Segments.tsx'
import { previewWords } from './words.ts'
import { Workload } from './Workload.tsx'

/** What a preview came to, each part with one sentence that says what it means. */
export function PreviewShown({ previewId }: { previewId: string }) {
  const read = useEndpoint(readPreview, { params: { previewId } })
  return (
    <Answer of={read}>
      {(preview) => (preview.result ? <Shown preview={preview} result={preview.result} /> : null)}
    </Answer>
  )
}

function Shown({ preview, result }: { preview: Preview; result: Result }) {
  const w = useWords(previewWords)
  const { lang } = useLanguage()
  const { names, version, against } = preview
  const sides = w.by(
    version === null ? w.aDraft : w.version(version),
    against === 0 ? w.nothing : w.version(against),
  )
  return (
    <div className="preview-shown">
      <Section title={w.grades} about={sides}>
        <p className="preview-said">{sayGrades(result, w, lang)}</p>
        <Moves result={result} names={names} />
      </Section>
      <Section title={w.quality}>
        <QualityShown result={result} days={w.daysOf(preview.days)} />
      </Section>
      <Section title={w.scores}>
        <p className="preview-said">{sayScores(result.open, w)}</p>
        <Spread spread={result.open.spread} />
      </Section>
      <Section title={w.workload}>
        <p className="preview-said">{sayWork(result, names, w)}</p>
        <Workload result={result} names={names} />
      </Section>
      <Section title={w.segments} about={w.segmentsAbout}>
        <Segments result={result} names={names} field={preview.field} />
      </Section>
    </div>
  )
}

function Spread({ spread }: { spread: Result['open']['spread'] }) {
  const w = useWords(previewWords)
  const option = useMemo(() => spreadOf(spread, w), [spread, w])
  return spread.length > 0 ? <Chart label={w.spreadLabel} option={option} height={220} /> : null
}
