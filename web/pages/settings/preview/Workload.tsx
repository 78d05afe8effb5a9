import { useLanguage, useWords } from '../../../app/language.tsx'
import { formatCount } from '../../../ui/format.ts'
import type { Result } from './preview.ts'
import { previewWords } from './words.ts'

interface WorkloadProps {
  result: Result
  names: Readonly<Record<string, string>>
}
type Grades = Result['workload']['weekly']

/** How many leads of each grade every team and rep has, before and after; last, what arrives in a week. */
export function Workload({ result: { workload, grades }, names }: WorkloadProps) {
  const w = useWords(previewWords)
  const { teams, reps, weekly } = workload
  const all = [...teams.map((each) => each.grades), ...reps.map((each) => each.grades), weekly]
  const used = grades.filter((grade) =>
    all.some(({ before, after }) => (before[grade] ?? 0) + (after[grade] ?? 0) > 0),
  )
  if (used.length === 0) return null
  const rows = teams.flatMap((team) => [
    {
      key: team.teamId ?? '',
      name: team.teamId ? (names[team.teamId] ?? '') : w.noTeam,
      of: team.grades,
      team: true,
    },
    ...reps
      .filter(({ teamId }) => teamId === team.teamId)
      .map(({ userId, grades: of }) => ({ key: userId, name: names[userId] ?? '', of, team: false })),
  ])
  return (
    <div className="preview-wide" role="region" aria-label={w.workload} tabIndex={0}>
      <table className="preview-work">
        <thead>
          <tr>
            <th scope="col">{w.who}</th>
            {used.map((grade) => (
              <th key={grade} scope="col">
                {grade || w.ungraded}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, of, team }) => (
            <tr key={key} data-team={team || undefined}>
              <th scope="row">{name}</th>
              <Cells of={of} grades={used} />
            </tr>
          ))}
          <tr data-team>
            <th scope="row">{w.weekly}</th>
            <Cells of={weekly} grades={used} />
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function Cells({ of: { before, after }, grades }: { of: Grades; grades: readonly string[] }) {
  const { lang } = useLanguage()
  const n = (count: number) => formatCount(Math.round(count * 10) / 10, lang)
  return grades.map((grade) => {
    const [was, is] = [before[grade] ?? 0, after[grade] ?? 0]
    return (
      <td key={grade} data-differs={n(was) !== n(is) || undefined}>
        {n(was) === n(is) ? n(is) : `${n(was)} → ${n(is)}`}
      </td>
    )
  })
}
