import { useLanguage, useWords } from '../../app/language.tsx'
import { useNow } from '../../ui/useNow.ts'
import type { Row } from './lead.ts'
import { sayWaits } from './waits.ts'
import { leadWords } from './words.ts'
import './lead.css'

/** The stage in a word, toned by how far it is; the tone never says more than the word. */
export function StageMark({ stage }: Pick<Row, 'stage'>) {
  const w = useWords(leadWords)
  return (
    <span className="stage" data-stage={stage}>
      {w[stage]}
    </span>
  )
}

/** Who has it: a name, a pool's name, or one of the waiting rooms; of one that waits until when, and for what. */
export function HolderName({ of }: { of: Pick<Row, 'holder' | 'wakeAt' | 'waits'> }) {
  const w = useWords(leadWords)
  const { lang } = useLanguage()
  const now = useNow()
  const { kind, name } = of.holder
  if (kind === 'rep') return <span>{name ?? w.rep}</span>
  const waits = kind === 'waiting' ? sayWaits(of, lang, now) : undefined
  return (
    <span className="holder-none" title={waits}>
      {waits ?? name ?? w[kind]}
    </span>
  )
}
