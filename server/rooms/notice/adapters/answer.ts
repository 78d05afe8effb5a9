import type { Answer } from '../../../outward.ts'

const SHOWN = 200 // characters

/** Reads a vendor's `{code, message}` under its own names; null when the code is 0, else what it says, cut short. */
export function complaintIn(
  { status, text }: Answer,
  names: { code: string; message: string },
): string | null {
  const said = read(text)
  const code = said?.[names.code]
  if (status === 200 && code === 0) return null
  if (typeof code !== 'number') return `HTTP ${status}`
  const message = said?.[names.message]
  return `${names.code} ${code}: ${typeof message === 'string' ? message : ''}`.slice(0, SHOWN)
}

function read(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
