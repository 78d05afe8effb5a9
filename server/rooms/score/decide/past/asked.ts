import type { ScorePolicy } from '../../../../../contract/scorecard.ts'
import { leavesOf } from '../../../../../rules/condition.ts'
import type { Fields } from '../../../../../rules/fields.ts'
import type { Was } from './life.ts'

/**
 * The fields, as conditions call them, that decided a past score although nothing tells what they were then: those that the
 * card it is by asks for, and the cards before it that might have fitted instead. All of them where no card fitted.
 */
export function unknownOf(
  { cards }: ScorePolicy,
  card: string | null,
  { was, fields }: { was: Was; fields: Fields },
): string[] {
  const place = cards.findIndex(({ id }) => id === card)
  const [before, by] = place < 0 ? [cards, undefined] : [cards.slice(0, place), cards[place]]
  const criteria = by?.groups.flatMap((group) => group.criteria) ?? []
  const asked = [
    ...[...before, ...(by ? [by] : [])].flatMap(({ when }) => (when ? leavesOf(when) : [])),
    ...criteria.flatMap((each) => (each.kind === 'fact' ? leavesOf(each.when) : [])),
  ].map(({ field }) => field)
  const silent = criteria.some(({ kind }) => kind === 'silence') ? ['lastFollowupAt'] : []
  return [...new Set([...asked, ...silent])].filter((key) => isUntold(key, was, fields))
}

function isUntold(key: string, { untold }: Was, fields: Fields): boolean {
  const field = fields.get(key)
  if (!field) return false
  return untold.has(field.origin === 'custom' ? 'attrs' : (field.property ?? field.key))
}
