import { useWords } from '../../app/language.tsx'
import type { Row } from './lead.ts'
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

/** Who has it: a name, a pool's name, or one of the waiting rooms. */
export function HolderName({ of: { kind, name } }: { of: Row['holder'] }) {
  const w = useWords(leadWords)
  return <span className={kind === 'rep' ? undefined : 'holder-none'}>{name ?? w[kind]}</span>
}
