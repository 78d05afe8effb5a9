import loadHighs from 'highs'
import { type Batch, LEAST_DIAL, sharesOf, unitOf } from '../server/rooms/assign/decide/best/batch.ts'

const highs = await loadHighs()

/** What an independent solver finds of a batch: leads dealt, and `meritOf` at its greatest where so many are. */
export interface Best {
  readonly dealt: number
  readonly merit: number
}

/** The best dealing of a batch by a general linear solver (HiGHS), with floors as they are given. */
export function solve(batch: Batch): Best {
  const { leads, reps } = batch
  const dial = Math.max(batch.dial, LEAST_DIAL)
  const unit = unitOf(leads)
  const shares = sharesOf(batch)
  const goal: string[] = []
  const rowOf = (terms: readonly string[], rest: string) =>
    ` ${terms.length > 0 ? terms.join(' + ') : '0 none'} ${rest}`
  const rows: string[] = []
  const fits = leads.map(({ chances }) => chances.flatMap((chance, j) => (chance === null ? [] : [j])))
  const ONE = 10_000
  for (const [i, lead] of leads.entries()) {
    for (const j of fits[i]!)
      goal.push(term((dial * lead.chances[j]! * lead.value) / unit + ONE, `x${i}_${j}`))
    rows.push(
      rowOf(
        fits[i]!.map((j) => `x${i}_${j}`),
        '<= 1',
      ),
    )
  }
  for (const [j, { capacity, floor }] of reps.entries()) {
    const mine = leads.flatMap((_, i) => (fits[i]!.includes(j) ? [`x${i}_${j}`] : []))
    const steps = Array.from({ length: Math.min(capacity, leads.length) }, (_, n) => `y${j}_${n}`)
    for (const [n, step] of steps.entries()) goal.push(term(-(1 - dial) * (n + 0.5 - shares[j]!), step))
    rows.push(
      ` ${[...mine, ...steps.map((step) => `- ${step}`), '0 none'].join(' + ').replaceAll('+ -', '-')} = 0`,
    )
    if (floor > 0)
      rows.push(
        rowOf(
          mine.filter((x) => leads[Number(x.slice(1).split('_')[0])]!.good),
          `>= ${floor}`,
        ),
      )
    for (const step of steps) rows.push(` ${step} <= 1`)
  }
  const text = `Maximize\n obj: ${goal.join('\n ')}\nSubject To\n${rows.join('\n')}\nEnd`
  const found = highs.solve(text, { output_flag: false })
  if (found.Status !== 'Optimal') throw new Error(`no optimum: ${found.Status}`)
  const value = (name: string) => found.Columns[name]?.Primal ?? 0
  let dealt = 0
  for (const [i, which] of fits.entries()) for (const j of which) dealt += value(`x${i}_${j}`)
  const spared = shares.reduce((sum, share) => sum + share ** 2, 0)
  return {
    dealt: Math.round(dealt),
    merit: found.ObjectiveValue - ONE * Math.round(dealt) - ((1 - dial) * spared) / 2,
  }
}

const term = (factor: number, name: string) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`

/** The greatest sum of floors that can be kept together, by the same solver. */
export function solveFloors({ leads, reps }: Batch): number {
  const rows = leads.map((lead, i) => {
    const terms = lead.good
      ? lead.chances.flatMap((chance, j) => (chance === null ? [] : [`x${i}_${j}`]))
      : []
    return ` ${[...terms, '0 none'].join(' + ')} <= 1`
  })
  const kept = reps.map(({ floor, capacity }, j) => {
    const mine = leads.flatMap((lead, i) => (lead.good && lead.chances[j] !== null ? [`x${i}_${j}`] : []))
    rows.push(` ${[...mine, '0 none'].join(' + ')} - f${j} >= 0`, ` f${j} <= ${Math.min(floor, capacity)}`)
    return `f${j}`
  })
  const text = `Maximize\n obj: ${kept.join(' + ')}\nSubject To\n${rows.join('\n')}\nEnd`
  const found = highs.solve(text, { output_flag: false })
  if (found.Status !== 'Optimal') throw new Error(`no optimum: ${found.Status}`)
  return Math.round(found.ObjectiveValue)
}
