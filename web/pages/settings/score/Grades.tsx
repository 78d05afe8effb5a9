import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber } from 'antd'
import { useWords } from '../../../app/language.tsx'
import type { Steps } from './cards.ts'
import { scoreWords } from './words.ts'

type Grade = Steps[number]

interface GradesProps {
  /** What a new one is called: the first of these that nobody has. */
  names?: string
  grades: readonly Grade[]
  onChange: (grades: Grade[]) => void
}

/** The grades and where each begins. They are put in order when one leaves a field, not under the typing hand. */
export function Grades({ grades, names = 'ABCDEFGHIJKL', onChange }: GradesProps) {
  const w = useWords(scoreWords)
  const set = (at: number, part: Partial<Grade>) =>
    onChange(grades.map((each, place) => (place === at ? { ...each, ...part } : each)))
  const order = () => {
    const ordered = grades.toSorted((one, other) => other.from - one.from)
    if (ordered.some((each, at) => each !== grades[at])) onChange(ordered)
  }
  const add = () =>
    onChange([
      ...grades,
      { grade: nextName(grades, names), from: Math.min(0, ...grades.map(({ from }) => from)) - 1 },
    ])
  return (
    <>
      <ul className="grades">
        {grades.map(({ grade, from }, at) => (
          <li key={at}>
            <Input
              aria-label={w.grade}
              className="grade-name"
              maxLength={8}
              status={
                grade === '' || grades.some((each, place) => place !== at && each.grade === grade)
                  ? 'warning'
                  : ''
              }
              value={grade}
              onChange={(event) => set(at, { grade: event.target.value.trim() })}
            />
            ≥
            <InputNumber
              aria-label={w.from}
              className="small-number"
              precision={0}
              status={grades.some((each, place) => place !== at && each.from === from) ? 'warning' : ''}
              value={from}
              onChange={(next) => set(at, { from: next ?? 0 })}
              onBlur={order}
            />
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined aria-hidden="true" />}
              aria-label={w.removeGrade(grade)}
              onClick={() => onChange(grades.toSpliced(at, 1))}
            />
          </li>
        ))}
      </ul>
      {grades.length < 12 ? (
        <Button icon={<PlusOutlined aria-hidden="true" />} onClick={add}>
          {w.addGrade}
        </Button>
      ) : null}
    </>
  )
}

/** The first name nobody has. */
function nextName(grades: readonly Grade[], names: string): string {
  const taken = new Set(grades.map(({ grade }) => grade))
  return [...names].find((letter) => !taken.has(letter)) ?? ''
}
