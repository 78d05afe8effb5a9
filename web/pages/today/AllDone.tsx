import { CheckCircleOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { todayWords } from './words.ts'

/** Nothing is left for today: said with pleasure. */
export function AllDone({ done }: { done: number }) {
  const w = useWords(todayWords)
  return (
    <div className="all-done" role="status">
      <CheckCircleOutlined aria-hidden="true" />
      <div>
        <h2>{w.allDone}</h2>
        <p>
          {w.allDoneHint(done)} <Link to="/pools">{w.goPool}</Link>
        </p>
      </div>
    </div>
  )
}

/** A rep who holds nothing to work. */
export function NothingToDo() {
  const w = useWords(todayWords)
  return (
    <Empty title={w.nothing} action={<Link to="/pools">{w.goPool}</Link>}>
      {w.nothingHint}
    </Empty>
  )
}
