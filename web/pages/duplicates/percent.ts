/**
 * A probability as one reads it: 87%, near one with a decimal so that what is not sure does not read as sure: 99.4%,
 * >99.9%.
 */
export function percentOf(probability: number): string {
  if (probability >= 0.9995) return '>99.9%'
  if (probability >= 0.99) return `${(Math.floor(probability * 1000) / 10).toFixed(1)}%`
  return `${Math.round(probability * 100)}%`
}

/** Bits with their sign, which says as much as the bar's side does: +8.2, −3.1. */
export function signed(bits: number): string {
  const text = Math.abs(bits).toFixed(1)
  return text === '0.0' ? text : `${bits > 0 ? '+' : '−'}${text}`
}
