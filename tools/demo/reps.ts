/** When the nth rep joined, 'YYYY-MM-DD': from a few weeks to seven years before `at`, as in every office. */
export function joined(nth: number, at: Date): string {
  const months = [2, 30, 8, 55, 14, 1, 84, 20][nth % 8] as number
  return new Date(at.getTime() - months * 30 * 86_400_000).toISOString().slice(0, 10)
}

/** How well the nth rep sells, in points of score: those who are here longer sell somewhat better. */
export function skillOf(nth: number): number {
  return ([-70, 20, -20, 90, 0, -90, 60, -10][nth % 8] as number) + ((nth * 37) % 50) - 25
}
