import type { CustomerStage } from '../../../../contract/customer.ts'

/** A stage being written. `fresh`: not saved yet, so that its key may still be chosen. */
export interface Line extends CustomerStage {
  id: string
  fresh: boolean
}

export const keyShape = /^[a-z][a-z0-9_]{0,39}$/

/** Whether every stage has both names and a key of its own. */
export function isSound(lines: readonly Pick<Line, 'key' | 'label'>[]): boolean {
  const keys = lines.map(({ key }) => key)
  const named = lines.every(({ label }) => label.zh.trim() !== '' && label.en.trim() !== '')
  return lines.length > 0 && named && keys.every((key, at) => keyShape.test(key) && keys.indexOf(key) === at)
}
