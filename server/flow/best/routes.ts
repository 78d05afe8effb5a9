import { randomInt } from 'node:crypto'
import { dealBest, previewBest } from '../../../contract/best.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { deal, preview } from './deal.ts'

const SEEDS = 2 ** 31

/** Leads nobody works, dealt in one go to whoever is likeliest to win them. */
export function routes({ db }: House): Route[] {
  return [
    route(previewBest, ({ caller, body: wish }) =>
      inTransaction(db, caller.orgId, (tx) =>
        preview(tx, caller, { wish, seed: randomInt(SEEDS), now: new Date() }),
      ),
    ),
    route(dealBest, ({ caller, body: { seed, digest, ...wish } }) =>
      inTransaction(db, caller.orgId, (tx) => deal(tx, caller, { wish, seed, digest, now: new Date() })),
    ),
  ]
}
