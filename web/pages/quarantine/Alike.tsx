import { Button } from 'antd'
import { useState } from 'react'
import { listAlike } from '../../../contract/quarantine.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { formatCount } from '../../ui/format.ts'
import { AlikeDialog } from './AlikeDialog.tsx'
import { FixBar } from './FixBar.tsx'
import { suggestWords } from './suggestWords.ts'
import { useFixing } from './useFixing.ts'

/** Groups shown before somebody asks for more. */
const SHOWN = 3

/** What is alike wrong with many, each group put right by one press after a look at what it does. */
export function Alike({ source, onFixed }: { source: string | undefined; onFixed: () => void }) {
  const w = useWords(suggestWords)
  const { lang } = useLanguage()
  const may = useIs('manager', 'admin')
  const [whole, setWhole] = useState(false)
  const [asked, setAsked] = useState<string | undefined>()
  const groups = useEndpoint(listAlike, { query: source ? { source } : {} }, { keep: true }).data?.items ?? []
  useFreshen(['lead'], [listAlike])
  const fixing = useFixing(onFixed)
  const many = groups.filter(({ count }) => count > 1)
  const shown = whole ? many : many.slice(0, SHOWN)
  if (many.length === 0 && !fixing.fix) return null
  return (
    <section className="alike" aria-label={w.alike}>
      {fixing.fix ? <FixBar fix={fixing.fix} onUndo={fixing.undo} onClose={fixing.close} /> : null}
      <ul>
        {shown.map(({ pattern, message, count }) => (
          <li key={pattern}>
            <span>
              <b className="figure">{formatCount(count, lang)}</b> {lang === 'zh' ? '条' : '×'} {message}
            </span>
            {may ? (
              <Button size="small" disabled={fixing.running} onClick={() => setAsked(pattern)}>
                {w.fixAll}
              </Button>
            ) : null}
          </li>
        ))}
        {many.length > SHOWN ? (
          <li>
            <button
              type="button"
              className="plain-link"
              aria-expanded={whole}
              onClick={() => setWhole(!whole)}
            >
              {whole ? w.lessAlike : w.moreAlike(many.length - SHOWN)}
            </button>
          </li>
        ) : null}
      </ul>
      {asked ? (
        <AlikeDialog
          pattern={asked}
          source={source}
          onClose={() => setAsked(undefined)}
          onYes={() => {
            setAsked(undefined)
            fixing.begin(asked, source)
          }}
        />
      ) : null}
    </section>
  )
}
