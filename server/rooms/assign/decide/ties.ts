/**
 * Which of two comes first where nothing else decides: by a hash (FNV-1a, 32 bit) of the seed and the id, so that neither
 * seniority nor the alphabet does, and the same seed always gives the same answer.
 */
export function tieBreak(seed: string): (a: string, b: string) => boolean {
  const start = hashed(seed)
  return (a, b) => {
    const [first, second] = [hashed(a, start), hashed(b, start)]
    return first < second || (first === second && a < b)
  }
}

/** A number of 32 bits for a text. */
export function hashed(text: string, start = 0x811c9dc5): number {
  let hash = start
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  // Its last letters have moved the low bits only: mixed once more (MurmurHash3's finaliser).
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
