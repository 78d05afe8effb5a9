/**
 * The beta distribution, as far as an interval needs it. The incomplete beta function by its continued fraction with Lentz's
 * method (Press et al., Numerical Recipes, 3rd ed., §6.4); the logarithm of the gamma function by Lanczos' series (ibid. §6.1).
 */

const lanczos = [
  57.156_235_665_862_92, -59.597_960_355_475_49, 14.136_097_974_741_746, -0.491_913_816_097_620_2,
  3.399_464_998_481_189e-5, 4.652_362_892_704_858e-5, -9.837_447_530_487_956e-5, 1.580_887_032_249_12e-4,
  -2.102_644_417_241_049e-4, 2.174_396_181_152_126_5e-4, -1.643_181_065_367_639e-4, 8.441_822_398_385_275e-5,
  -2.619_083_840_158_140_8e-5, 3.689_918_265_953_162_5e-6,
]

function logGamma(x: number): number {
  const t = x + 5.242_187_5
  const sum = lanczos.reduce((total, term, i) => total + term / (x + 1 + i), 0.999_999_999_999_997_1)
  return (x + 0.5) * Math.log(t) - t + Math.log((Math.sqrt(2 * Math.PI) * sum) / x)
}

const TINY = 1e-300
const NEAR = 1e-14
const ROUNDS = 10_000

// Converges in about √max(a, b) rounds where x is below the mean, which is how `betaShare` asks.
function fraction(x: number, a: number, b: number): number {
  const kept = (value: number) => (Math.abs(value) < TINY ? TINY : value)
  let c = 1
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1))
  let found = d
  for (let m = 1; m < ROUNDS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / kept(1 + even * d)
    c = kept(1 + even / c)
    found *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / kept(1 + odd * d)
    c = kept(1 + odd / c)
    found *= d * c
    if (Math.abs(d * c - 1) < NEAR) break
  }
  return found
}

/** The probability that a share drawn from Beta(a, b) is at most x. */
export function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

/** The share below which Beta(a, b) lies with probability p: halved in until nothing is left to halve. */
export function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 60 && high - low > 1e-9; i++) {
    const middle = (low + high) / 2
    if (betaShare(middle, a, b) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
