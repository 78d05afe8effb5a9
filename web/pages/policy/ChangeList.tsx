import { useWords } from '../../app/language.tsx'
import type { Change } from './diff.ts'
import { policyWords } from './words.ts'
import './policy.css'

/** The difference of two versions as sentences: what was, crossed out, beside what will be. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const w = useWords(policyWords)
  return (
    <ul className="changes">
      {changes.map((change, at) => (
        <li key={at} data-kind={change.kind}>
          <span className="change-kind">{w[change.kind]}</span>
          <span className="change-said">
            {'before' in change ? <del>{change.before}</del> : null}
            {'after' in change ? (
              change.kind === 'moved' ? (
                <span>{change.after}</span>
              ) : (
                <ins>{change.after}</ins>
              )
            ) : null}
            {change.kind === 'moved' ? <small>{w.place(change.from, change.to)}</small> : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
