import { pino } from 'pino'
import { readConfig } from '../server/config.ts'
import type { Db } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import { assignGate } from '../server/flow/assign-gate.ts'
import { openCapture } from '../server/flow/capture.ts'
import { previewGate } from '../server/flow/preview/gate.ts'
import type { House } from '../server/house.ts'
import type { Live } from '../server/jobs/live.ts'
import type { KeyCaller, UserCaller } from '../server/people/caller.ts'

const deaf: Live = {
  join: () => undefined,
  count: () => 0,
  endPages: () => undefined,
  close: () => undefined,
}

/** A house around a test's database: quiet, with default settings, no worker and nobody listening. */
export function testHouse(db: Db, parts: Partial<House> = {}): House {
  const config = { ...readConfig({}), secret: 'a secret that only tests are signed with' }
  const stopping = new AbortController().signal
  const capture = openCapture(db, { failed: () => undefined, decided: () => undefined })
  const publishGates = { score: previewGate, assign: assignGate }
  return {
    db,
    config,
    log: pino({ level: 'silent' }),
    live: deaf,
    stopping,
    capture,
    publishGates,
    ...parts,
  }
}

/** A member who is signed in, as the door would say. */
export function member(
  orgId: string,
  roles: UserCaller['roles'],
  parts: Partial<UserCaller> = {},
): UserCaller {
  const common = { kind: 'user', userId: uuidv7(), name: '李雷', lang: 'zh', zone: 'Asia/Shanghai' } as const
  return { ...common, orgId, roles, ...parts }
}

/** A program with an API key. */
export function program(orgId: string, scopes: KeyCaller['scopes']): KeyCaller {
  return { kind: 'key', keyId: uuidv7(), orgId, scopes, lang: 'zh', zone: 'Asia/Shanghai' }
}
