import { Tooltip } from 'antd'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { useRegions } from '../../../ui/useRegions.ts'
import { useRuleVocabulary } from '../../policy/useSaying.ts'
import type { Result } from './preview.ts'
import { decimal } from './say.ts'
import { previewWords } from './words.ts'

interface SegmentsProps {
  result: Result
  names: Readonly<Record<string, string>>
  field: string | null
}
type Segment = Result['segments'][number]

/** Past leads by source, channel, province, team: how many, how they ended, how each side scores and tells them. */
export function Segments({ result: { segments, grades }, names, field }: SegmentsProps) {
  const w = useWords(previewWords)
  const { lang } = useLanguage()
  const { say, fields, choices } = useRuleVocabulary()
  const regions = useRegions()
  const kinds = {
    source: w.bySource,
    channel: w.byChannel,
    province: w.byProvince,
    team: w.byTeam,
    field: field ? say.field(field) : w.byField,
  }
  const nameOf = ({ by, value }: Segment): string => {
    if (value === null) return by === 'team' ? w.noTeam : w.blank
    if (by === 'province') return regions?.regionShortName(value, lang) ?? value
    if (by === 'source' || by === 'team') return names[value] ?? value
    const asked = by === 'field' && field ? fields.get(field) : undefined
    return (asked && choices(asked)?.find((choice) => choice.value === value)?.label) ?? value
  }
  const shift = ({ auc }: Segment) => (auc ? auc.after.auc - auc.before.auc : 0)
  const most = segments.toSorted((a, b) => Math.abs(shift(b)) - Math.abs(shift(a)))[0]
  const used = grades.filter((grade) =>
    segments.some((each) => (each.grades.before[grade] ?? 0) + (each.grades.after[grade] ?? 0) > 0),
  )
  return (
    <>
      <p className="preview-said">
        {most?.auc && shift(most) !== 0
          ? w.segmentLead(
              `${nameOf(most)} ${decimal(most.auc.before.auc)} → ${decimal(most.auc.after.auc)}`,
            ) + w.end
          : segments.some(({ auc }) => auc)
            ? null
            : w.segmentNone + w.end}
      </p>
      <div className="preview-wide" role="region" aria-label={w.segmentsAbout} tabIndex={0}>
        <table className="preview-segments">
          <thead>
            <tr>
              <th scope="col" />
              <th scope="col">{w.leads}</th>
              <th scope="col">{w.winRate}</th>
              <th scope="col">{w.meanScore}</th>
              <th scope="col">{w.auc}</th>
              {used.map((grade) => (
                <th key={grade} scope="col">
                  {grade || w.ungraded}
                </th>
              ))}
            </tr>
          </thead>
          {[...Map.groupBy(segments, ({ by }) => by)].map(([by, same]) => (
            <tbody key={by}>
              <tr className="preview-kind">
                <th scope="rowgroup" colSpan={5 + used.length}>
                  {kinds[by]}
                </th>
              </tr>
              {same.map((segment) => (
                <Row key={segment.value ?? ''} segment={segment} name={nameOf(segment)} grades={used} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  )
}

function Row({ segment, name, grades }: { segment: Segment; name: string; grades: readonly string[] }) {
  const w = useWords(previewWords)
  const { lang } = useLanguage()
  const { leads, won, lost, mean, auc, grades: of } = segment
  const pair = (was: string, is: string) => (was === is ? is : `${was} → ${is}`)
  const share = (side: 'before' | 'after', grade: string) => formatShare((of[side][grade] ?? 0) / leads)
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formatCount(leads, lang)}</td>
      <td>{won + lost === 0 ? '' : formatShare(won / (won + lost))}</td>
      <td>{pair(mean.before.toFixed(1), mean.after.toFixed(1))}</td>
      <td>
        {auc ? (
          pair(decimal(auc.before.auc), decimal(auc.after.auc))
        ) : (
          <Tooltip title={w.fewHint}>
            <span className="quietly">{w.few}</span>
          </Tooltip>
        )}
      </td>
      {grades.map((grade) => (
        <td key={grade}>{pair(share('before', grade), share('after', grade))}</td>
      ))}
    </tr>
  )
}
