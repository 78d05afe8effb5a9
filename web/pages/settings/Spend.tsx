import { listSpend } from '../../../contract/verify.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { exactMoney, formatCount } from '../../ui/format.ts'
import { verifyWords } from './verifyWords.ts'

type Row = Reply<typeof listSpend>['items'][number]

/** What checking found and cost in the last thirty days, per source and field. */
export function Spend() {
  const w = useWords(verifyWords)
  const { lang } = useLanguage()
  const spend = useEndpoint(listSpend, { query: { days: 30 } })
  return (
    <Answer of={spend}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="hint">{w.noSpend}</p>
        ) : (
          <div className="spend" role="region" aria-label={w.spendTitle} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {[w.source, w.what, w.checked, w.reachable, w.bad, w.cost].map((title) => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {bySource(items).map((row) => (
                  <tr key={`${row.sourceId} ${row.field}`}>
                    <th scope="row">{row.sourceName}</th>
                    <td>{w[row.field]}</td>
                    <td className="figure">{formatCount(row.checked, lang)}</td>
                    <td className="figure">{formatCount(row.reachable, lang)}</td>
                    <td className="figure">{formatCount(row.bad, lang)}</td>
                    <td className="figure">{exactMoney(row.cost, row.currency, lang)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Answer>
  )
}

function bySource(items: readonly Row[]): Row[] {
  const sums = new Map<string, Row>()
  for (const row of items) {
    const key = `${row.sourceId} ${row.field}`
    const held = sums.get(key)
    const add = (part: 'checked' | 'reachable' | 'bad' | 'cost') => (held?.[part] ?? 0) + row[part]
    sums.set(key, {
      ...row,
      checked: add('checked'),
      reachable: add('reachable'),
      bad: add('bad'),
      cost: add('cost'),
    })
  }
  return [...sums.values()]
}
