import type { Rate } from '../../../contract/rate.ts'
import { useWords } from '../../app/language.tsx'
import { formatShare } from '../../ui/format.ts'
import { reportWords } from './words.ts'

/** 12%（8%–17%）: a share with its interval. */
export function Share({ of }: { of: Rate }) {
  const w = useWords(reportWords)
  return of ? w.between(formatShare(of.share), formatShare(of.lower), formatShare(of.upper)) : w.nothing
}
