interface Work {
  parameters: { nonce: string; salt: string; cost: number; keyLength: number; keyPrefix: string }
}

type Eight = [number, number, number, number, number, number, number, number]

/**
 * Solves a challenge of ALTCHA 2 with SHA-256, in a worker of the visitor's browser: like those in browser.ts, a function
 * that stands alone. Own code and not the library's worker, because that one leans on
 * crypto.subtle, which browsers keep from pages without HTTPS, and waits for a promise at every one of its rounds.
 */
export function solve({ parameters }: Work): { counter: number; derivedKey: string } {
  const { nonce, salt, cost, keyLength, keyPrefix } = parameters
  const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16))
  // The constants of FIPS 180-4: the first bits of the fractions of roots of primes.
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n)
  const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0
  const rounds = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)))
  const first = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime))) as Eight
  const start = Int32Array.from(first)
  const words = new Int32Array(64)
  const hash = new Int32Array(8)
  const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by))
  /** SHA-256 of the one block in `words` into `hash`: nothing longer is ever asked for here. */
  const digest = () => {
    for (let i = 16; i < 64; i++) {
      const early = words[i - 15]!
      const late = words[i - 2]!
      const low = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
      const high = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
      words[i] = words[i - 16]! + low + words[i - 7]! + high
    }
    let [a, b, c, d, e, f, g, h] = first
    for (let i = 0; i < 64; i++) {
      const one =
        (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i]! + words[i]!) | 0
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    hash.set([a, b, c, d, e, f, g, h])
    for (let i = 0; i < 8; i++) hash[i]! += start[i]!
  }
  /** Puts the first `size` bytes of a message into `words`, ended as the standard wants it. */
  const load = (message: { [i: number]: number }, size: number) => {
    words.fill(0, size, 16)
    for (let i = 0; i < size; i++) words[i] = message[i]!
    words[size] = 0x80000000
    words[15] = size * 32
    digest()
  }
  const prefix = bytes(salt + nonce)
  const message = new Int32Array(prefix.length / 4 + 1)
  const read = new DataView(prefix.buffer)
  for (let i = 0; i < prefix.length / 4; i++) message[i] = read.getInt32(i * 4)
  const wanted = keyPrefix.slice(0, 8).padEnd(8, '0')
  const mask = -(2 ** (32 - 4 * Math.min(8, keyPrefix.length))) | 0
  for (let counter = 0; ; counter++) {
    message[message.length - 1] = counter
    load(message, message.length)
    for (let i = 1; i < cost; i++) load(hash, 8)
    // Comparing numbers first: to spell every key would take as long as to find it.
    if ((hash[0]! & mask) !== (parseInt(wanted, 16) & mask)) continue
    const key = Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
    const derivedKey = key.slice(0, keyLength * 2)
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey }
  }
}
