import type { Cell, Column, History } from '../server/rooms/score/decide/learned/history.ts'
import { learn, scores } from '../server/rooms/score/decide/learned/learn.ts'
import { dice } from './people.ts'
import type { Result } from './report.ts'

const SIZE = 40_000
const COLUMNS = 20
/** Times all leads are scored, so that there is something to measure. */
const ROUNDS = 5

/** A scorecard learned from 40,000 leads of 20 columns in seconds, and leads scored by it a second. */
export function measureLearned(note: (text: string) => void): Result[] {
  const history = made(SIZE)
  const begun = performance.now()
  const cpu = process.cpuUsage()
  const { card, setting, judged } = learn(history)
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const groups = card.groups.length
  note(
    `setting ${JSON.stringify(setting)}, ${groups} groups, AUC ${judged.auc.toFixed(3)}, ${((user + system) / 1e6).toFixed(1)} s of CPU`,
  )
  const from = performance.now()
  for (let round = 0; round < ROUNDS; round++) scores(card, history)
  const perSecond = (ROUNDS * SIZE) / ((performance.now() - from) / 1000)
  const free = { limit: null, ratio: null }
  return [
    {
      name: `train ${SIZE.toLocaleString('en')} × ${COLUMNS}`,
      value: seconds,
      unit: 's',
      ...free,
      goal: '≤ 10 s',
      ok: seconds <= 10,
    },
    {
      name: 'score per_s',
      value: perSecond,
      unit: 'leads/s',
      ...free,
      goal: '≥ 100,000',
      ok: perSecond >= 100_000,
    },
  ]
}

/** Half numbers, half choices of up to forty answers, one in eight blank; a third of the columns matter. */
function made(size: number): History {
  const roll = dice(7)
  const logits = new Float64Array(size).fill(-1)
  const columns = Array.from({ length: COLUMNS }, (_, at): Column => {
    const matters = at % 3 === 0
    const answers = 2 + ((at * 5) % 39)
    const values = Array.from({ length: size }, (_row, i): Cell => {
      if (roll() < 1 / 8) return null
      const value = roll()
      if (matters) logits[i]! += Math.sin(value * 4 + at)
      return at % 2 === 0 ? Math.round(value * 1000) : `answer ${Math.floor(value * answers)}`
    })
    return { key: `c${at}`, kind: at % 2 === 0 ? 'number' : 'choice', values }
  })
  return { columns, labels: Uint8Array.from(logits, (logit) => Number(roll() < 1 / (1 + Math.exp(-logit)))) }
}
