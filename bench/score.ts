import { behaviourKinds } from '../contract/behaviour.ts'
import { type Criterion, type ScorePolicy } from '../contract/scorecard.ts'
import { eventCriteria, scorer } from '../contract/scoring/score.ts'
import { fold, nothingDone } from '../contract/scoring/tally.ts'
import { dayOf } from '../rules/days.ts'
import { fieldsOf } from '../rules/fields.ts'
import { type Db, inTransaction } from '../server/db/db.ts'
import { rescoreAll } from '../server/flow/score/anew.ts'
import { publish } from '../server/policy/store.ts'
import { measureEvents } from './events.ts'
import { measureLearned } from './learned.ts'
import type { Bench, Result } from './report.ts'
import { seed } from './seed.ts'
import { withDatabase } from './stage.ts'

/**
 * Every lead scored anew by 50 criteria, against one UPDATE of the same columns; scoring alone, without a database; a
 * scorecard learned; and events taken in.
 */
export const bench: Bench = {
  summary: 'every lead scored anew by another scorecard of 50 criteria',
  size: 100_000,
  run: async (size, note) => [
    ...scoring(note),
    ...measureLearned(note),
    ...(await measureEvents(note)),
    ...(await withDatabase((db) => rescoring(db, size, note))),
  ],
}

const words = ['总', '经理', '采购', '工程', '主管', '教育', '科技', '软件', '网络', '北京']
const DAY = 86_400_000

/** 30 of what is known, 15 of what they did (fading both ways), 5 of silence. */
export function policyOf(kept: number): ScorePolicy {
  const facts = Array.from({ length: 30 }, (_, i): Criterion => {
    const field = ['title', 'company', 'need', 'address', 'email'][i % 5] ?? 'title'
    const when =
      i % 10 === 9
        ? { field: 'arrivedAt', op: 'in_last' as const, value: { days: i + 1 } }
        : i % 3 === 0
          ? { field: 'region', op: 'in' as const, value: [String(11 + (i % 5))] }
          : { field, op: 'contains' as const, value: words[i % words.length] ?? '' }
    return { id: `f${i}`, kind: 'fact', label: `资料 ${i}`, when, points: kept + (i % 7) }
  })
  const events = Array.from({ length: 15 }, (_, i): Criterion => ({
    id: `e${i}`,
    kind: 'event',
    label: `行为 ${i}`,
    event: behaviourKinds[i % behaviourKinds.length] ?? 'page',
    points: 5,
    counts: i % 2 ? { kind: 'each' } : { kind: 'once' },
    ...(i % 3 === 0 ? { fading: { kind: 'halfLife' as const, days: 14 } } : { withinDays: 30 }),
    most: 20,
  }))
  const silences = Array.from({ length: 5 }, (_, i): Criterion => ({
    id: `s${i}`,
    kind: 'silence',
    label: `沉默 ${i}`,
    afterDays: 7 * (i + 1),
    points: -3,
    everyDays: 30,
    most: 30,
  }))
  const group = (id: string, kind: 'fit' | 'behaviour' | 'other', criteria: Criterion[]) => ({
    id,
    label: id,
    kind,
    most: 80,
    criteria,
  })
  const grading = {
    kind: 'scale' as const,
    steps: [
      { grade: 'A', from: 40 },
      { grade: 'B', from: 20 },
      { grade: 'C', from: -100 },
    ],
  }
  const groups = [
    group('fit', 'fit', facts),
    group('did', 'behaviour', events),
    group('quiet', 'other', silences),
  ]
  return { cards: [{ id: 'card', name: '卡', groups, grading }] }
}

function scoring(note: (text: string) => void): Result[] {
  const policy = policyOf(1)
  const [zone, now] = ['Asia/Shanghai', new Date()]
  const score = scorer(policy, fieldsOf([]), { now, zone })
  const criteria = eventCriteria(policy)
  const leads = Array.from({ length: 1000 }, (_, i) => ({
    title: `${words[i % 4]}${words[(i + 1) % 5]}`,
    company: `${words[i % 10]}${i}公司`,
    email: `a${i}@example.com`,
    region: `${11 + (i % 7)}01`,
    arrivedAt: new Date(now.getTime() - i * DAY * 0.1),
  }))
  const tallies = leads.map((_, i) =>
    fold(
      nothingDone,
      criteria,
      Array.from({ length: i % 6 }, (_unused, n) => {
        const at = new Date(now.getTime() - n * DAY * 3)
        return {
          kind: behaviourKinds[(i + n) % behaviourKinds.length] ?? 'page',
          about: '价格',
          at,
          day: dayOf(at, zone),
        }
      }),
    ),
  )
  const ROUNDS = 100
  const begun = performance.now()
  let sum = 0
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, lead] of leads.entries()) sum += score(lead, tallies[i]).score
  const seconds = (performance.now() - begun) / 1000
  note(`scored (${sum / ROUNDS / leads.length} points on average)`)
  const rate = (ROUNDS * leads.length) / seconds
  return [
    {
      name: 'score 50 criteria',
      value: rate,
      unit: 'leads/s',
      limit: null,
      ratio: null,
      goal: '≥ 16,667 (a million in 60 s)',
      ok: rate >= 16_667,
    },
  ]
}

async function rescoring(db: Db, size: number, note: (text: string) => void): Promise<Result[]> {
  const { orgId } = await seed(db, { size })
  note('seeded')
  const rescore = async (kept: number, version: number) => {
    await inTransaction(db, orgId, (tx) =>
      publish(tx, {
        kind: 'score',
        scope: '',
        over: version,
        body: policyOf(kept),
        note: null,
        by: null,
        at: new Date(),
      }),
    )
    return timed(() => rescoreAll({ db, orgId, signal: AbortSignal.timeout(600_000) }))
  }
  const clean = () => db.ownerPool.query('vacuum (analyze) lead')
  // What scoring writes, written again by one statement: every row gets another score, terms of its own, another moment
  const update = () =>
    timed(() =>
      db.ownerPool.query(
        `update lead set score = score + 1, grade = case when score % 2 = 0 then 'A' else 'B' end, score_terms = score_terms || '[]',
           score_version = 1, score_changes_at = now() + interval '1 day' where org_id = $1`,
        [orgId],
      ),
    )
  await rescore(1, 1)
  await clean()
  const limit = await update()
  note(`one UPDATE: ${limit.toFixed(1)} s`)
  await clean()
  const seconds = await rescore(2, 2)
  const ratio = seconds / limit
  return [
    {
      name: 'score rescore',
      value: seconds,
      unit: 's',
      limit,
      ratio,
      goal: '≤ 1.5 × one UPDATE',
      ok: ratio <= 1.5,
    },
    {
      name: 'score rescore rate',
      value: size / seconds,
      unit: 'leads/s',
      limit: null,
      ratio: null,
      goal: '',
      ok: true,
    },
  ]
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await run()
  return (performance.now() - begun) / 1000
}
