import { createCipheriv, createDecipheriv, createSecretKey, randomFillSync } from 'node:crypto'

// AES-256-GCM, NIST SP 800-38D: 96-bit random nonce, 128-bit tag. One key seals few messages (the arrivals
// and changes of one person), so random nonces cannot repeat in practice.
const NONCE = 12
const TAG = 16

// Asked for a few bytes at a time the system's randomness costs ten times as much.
const pool = Buffer.alloc(8192)
let used = pool.length

function random(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return Buffer.from(pool.subarray(used, (used += bytes)))
}

/** A new key for a person: 32 random bytes, kept in person_key and nowhere else. */
export function newSealingKey(): Buffer {
  return random(32)
}

/** Seals a JSON value with a person's key: nonce, ciphertext, tag. */
export function seal(key: Buffer, value: unknown): Buffer {
  const nonce = random(NONCE)
  // Given as bytes the key would be unwrapped three times over: 14 µs instead of 4.
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce)
  const sealed = cipher.update(JSON.stringify(value), 'utf8')
  return Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()])
}

/** Opens what `seal` made. Throws when it was tampered with; give null as key for an erased person: null comes back. */
export function unseal(key: Buffer | null, sealed: Buffer | null): unknown {
  if (!key || !sealed) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  const text = decipher.update(sealed.subarray(NONCE, sealed.length - TAG), undefined, 'utf8')
  return JSON.parse(text + decipher.final('utf8'))
}
