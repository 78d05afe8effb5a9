import type { Lang, Words } from '../../../app/language.tsx'
import { formatCount } from '../../../ui/format.ts'
import type { Quality, Result } from './preview.ts'
import type { previewWords } from './words.ts'

export type Said = Words<typeof previewWords>

/** A share of one the way AUCs are read: .84; signed where it is a difference. */
export const decimal = (value: number) =>
  value
    .toFixed(2)
    .replace(/^(-?)0\./, '$1.')
    .replace('-', '−')
export const signedDecimal = (value: number) => (value > 0 ? `+${decimal(value)}` : decimal(value))

/** What becomes of grades: “212 of 4,031 open leads would change grade; 38 more A, 20 fewer C.” */
export function sayGrades({ open, grades }: Pick<Result, 'open' | 'grades'>, w: Said, lang: Lang): string {
  const n = (count: number) => formatCount(count, lang)
  if (open.leads === 0) return w.noOpen + w.end
  if (open.changed === 0) return w.noneChanged(n(open.leads)) + w.end
  const sum = (side: 'from' | 'to', grade: string) =>
    open.moves.reduce((all, move) => (move[side] === grade ? all + move.leads : all), 0)
  const shifts = grades.flatMap((grade) => {
    const by = sum('to', grade) - sum('from', grade)
    const name = grade || w.ungraded
    return by === 0 ? [] : [by > 0 ? w.more(n(by), name) : w.fewer(n(-by), name)]
  })
  const first = w.changed(n(open.changed), n(open.leads))
  return (shifts.length === 0 ? first : first + w.joint + shifts.slice(0, 4).join(w.list)) + w.end
}

/** How scores shift: “The mean score goes from 31.2 to 35.0; on the whole they shift (PSI .14).” */
export function sayScores({ mean, index, says }: Result['open'], w: Said): string {
  return (
    w.mean(mean.before.toFixed(1), mean.after.toFixed(1)) + w.joint + w[says] + w.psi(decimal(index)) + w.end
  )
}

/** Whether it tells won from lost better, and how surely. */
export function sayQuality({ before, after, difference }: Quality, w: Said): string {
  const { value, low, high } = difference
  const [was, is] = [decimal(before.auc), decimal(after.auc)]
  if (value === 0 && low === high) return w.equal(is) + w.end
  const said = low > 0 ? w.surelyBetter : high < 0 ? w.surelyWorse : w.perhaps
  return said(was, is) + w.interval(signedDecimal(value), signedDecimal(low), signedDecimal(high)) + w.end
}

/** Whose leads of one grade change most in number. */
export function sayWork(
  { workload, grades }: Result,
  names: Readonly<Record<string, string>>,
  w: Said,
): string {
  const { reps, teams } = workload
  if (teams.length === 0) return w.noHeld + w.end
  const rows = [
    ...reps.map(({ userId, grades: held }) => ({ name: names[userId] ?? '', held })),
    ...(reps.length === 0
      ? teams.map(({ teamId, grades: held }) => ({ name: teamId ? (names[teamId] ?? '') : w.noTeam, held }))
      : []),
  ]
  const shifts = rows.flatMap(({ name, held }) =>
    grades.map((grade) => ({
      name,
      grade: grade || w.ungraded,
      by: (held.after[grade] ?? 0) - (held.before[grade] ?? 0),
    })),
  )
  const most = shifts.toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))[0]
  if (!most || most.by === 0) return w.sameWork + w.end
  return w.mostMore(most.name, most.by > 0 ? `+${most.by}` : `−${-most.by}`, most.grade) + w.end
}
