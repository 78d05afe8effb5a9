import { hkdfSync } from 'node:crypto'
import { type Config, secretOf } from '../config.ts'
import { seal, unseal } from './seal.ts'

/** What a secret is for. Each has a key of its own, so none opens as another. */
type Purpose = 'provider keys' | 'platform secrets' | 'robot' | 'webhook' | 'hook'
export type SecretConfig = Pick<Config, 'secret' | 'dataDir'>

interface Owner {
  readonly orgId: string
  readonly purpose: Purpose
}

// By a key that follows from the server's secret: a copy of the database alone opens nothing.
function sealingKey(config: SecretConfig, { orgId, purpose }: Owner): Buffer {
  return Buffer.from(hkdfSync('sha256', secretOf(config), orgId, `sluice ${purpose}`, 32))
}

/** Seals what an organisation shares with another system, for the database. */
export function sealSecret(config: SecretConfig, owner: Owner, secret: unknown): Buffer {
  return seal(sealingKey(config, owner), secret)
}

/** Opens it again; null where there is none, or the server's own secret is another than when it was sealed. */
export function openSecret<T>(config: SecretConfig, owner: Owner, sealed: Buffer | null): T | null {
  try {
    return sealed && (unseal(sealingKey(config, owner), sealed) as T)
  } catch {
    return null
  }
}
