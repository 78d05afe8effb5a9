import { useWords } from '../../app/language.tsx'
import type { Board } from './board.ts'
import { GroupHead } from './GroupRow.tsx'
import { cohortWords } from './words.ts'

/** Who is on today, group by group: the board as a list, for a thumb. */
export function TodayList({ board }: { board: Board }) {
  const w = useWords(cohortWords)
  return (
    <div aria-label={w.onToday} role="group">
      {board.cohorts.map(({ cohortId, name, groups }) => (
        <section key={cohortId} className="roster-cohort" aria-label={name}>
          <h2 className="roster-title">{name}</h2>
          <ul className="roster-list">
            {groups.map((group) => (
              <li key={group.groupId}>
                <GroupHead group={group} board={board} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
