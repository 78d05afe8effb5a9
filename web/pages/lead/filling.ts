/** What a trail's sentences are filled with; a missing name is a dash. */
export interface Filling {
  who: string
  to: string
  source: string
  door: string
  rule: string
  reason: string
  fields: string
  from: string
  value: string
  /** How many others. */
  count: string
}
