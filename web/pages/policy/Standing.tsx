import type { PolicyKind } from '../../../contract/policy.ts'
import { useWords } from '../../app/language.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import type { Draft } from './useDraft.ts'
import { policyWords } from './words.ts'

/** Which version is in force, by whom and since when: 第 3 版 · 苏晴 · 2 天前. */
export function Standing<K extends PolicyKind>({ draft }: { draft: Draft<K> }) {
  const w = useWords(policyWords)
  const { published, inherited } = draft
  if (!published) return w.never
  return (
    <>
      {inherited ? `${w.inherited} · ` : null}
      {w.version(published.version)} · {published.publishedBy?.name ?? w.bySystem} ·{' '}
      <RelativeTime at={published.validFrom} />
    </>
  )
}
