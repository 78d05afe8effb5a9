import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { readScoreAt } from '../../../../contract/past.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { exactTime } from '../../../ui/format.ts'
import { historyWords } from './historyWords.ts'

interface ScoreThenProps {
  leadId: string
  at: string
  /** All by this version; else by the one in force then. */
  version: number | undefined
  onClose: () => void
}

/** The whole sum of a lead's score at a past moment. */
export function ScoreThen({ leadId, at, version, onClose }: ScoreThenProps) {
  const w = useWords(historyWords)
  const { lang } = useLanguage()
  const query = version === undefined ? { at } : { at, version }
  const held = useEndpoint(readScoreAt, { params: { leadId }, query }, { keep: true })
  return (
    <div className="score-then" role="status">
      <Button type="text" size="small" aria-label={w.close} icon={<CloseOutlined />} onClick={onClose} />
      <Answer of={held} rows={3}>
        {(then) => (
          <>
            <p>
              <b>{w.points(then.grade, then.score)}</b>{' '}
              <small>{exactTime(new Date(then.at), { lang })}</small>
            </p>
            <ul>
              {then.terms.map(({ id, label, points }) => (
                <li key={id}>
                  <span>{label || id}</span>
                  <b className="figure" data-down={points < 0 || undefined}>
                    {points < 0 ? '−' : '+'}
                    {Math.abs(points)}
                  </b>
                </li>
              ))}
            </ul>
            {then.terms.length === 0 ? <p>{w.noTerms}</p> : null}
            {then.card !== null && then.version !== null ? (
              <small>{w.card(then.card, then.version)}</small>
            ) : null}
          </>
        )}
      </Answer>
    </div>
  )
}
