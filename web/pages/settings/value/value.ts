import type { PriorityRules, ValuePolicy } from '../../../../contract/value.ts'
import { minuteOf } from '../../../../contract/value.ts'
import { check } from '../../../../rules/check.ts'
import type { Fields } from '../../../../rules/fields.ts'

/** What is begun with when priority is switched on. */
export const freshPriority: PriorityRules = {
  from: 1_000_000,
  minutes: 60,
  remindMinutes: 15,
  escalateMinutes: 60,
  againMinutes: 240,
}

/** What is still wrong with the rules of priority. */
export function priorityFaults(
  rules: PriorityRules,
  fields: Fields,
): ('remind' | 'hours' | 'needOne' | 'when')[] {
  const { from, when, minutes, remindMinutes, hours } = rules
  return [
    ...(remindMinutes < minutes ? [] : ['remind' as const]),
    ...(hours && minuteOf(hours.until) - minuteOf(hours.from) < 60 ? ['hours' as const] : []),
    ...(hours && hours.days.length === 0 ? ['hours' as const] : []),
    ...(from === null && when === undefined ? ['needOne' as const] : []),
    ...(when && check(when, fields).length > 0 ? ['when' as const] : []),
  ]
}

/** Whether the server would take it. */
export function soundValues({ worth, cost, chance, priority }: ValuePolicy, fields: Fields): boolean {
  const whole = [...worth.lines, ...cost.lines].every(({ when }) => check(when, fields).length === 0)
  const graded = chance.grades.every(({ grade }) => grade !== '')
  return whole && graded && (priority === null || priorityFaults(priority, fields).length === 0)
}
