import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { task, type Task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import { outdated } from '../../lead/quarantine.ts'
import { lockLeads } from '../../lead/store.ts'
import { version } from '../../rooms/clean/decide/suggest.ts'
import { activeFixes } from '../../rooms/clean/store.ts'
import { judgeHeld } from '../quarantine.ts'
import { readSetup } from '../setup.ts'
import { fixPage, goOn, skipOne } from './alike.ts'
import { reckon, refuseDue, warnSoon } from './deadline.ts'
import { noteHeld } from './keep.ts'
import { releasePage } from './release.ts'
import { undoPage } from './undo.ts'

interface Named {
  readonly fixId: string
}

/**
 * `quarantine.reckon` follows the publishing of another gate, `quarantine.release` a source that goes on;
 * `quarantine.fix` is a fix of many, or its undoing, page by page.
 */
export function tasks({ db, log, stopping }: House): Task[] {
  return [
    task('quarantine.reckon', async ({ orgId }) => {
      let after: string | null = null
      do {
        stopping.throwIfAborted()
        const from: string | null = after
        after = await inTransaction(db, orgId, (tx) => reckon(tx, { after: from, now: new Date() }))
      } while (after)
    }),
    task<Named>('quarantine.fix', async ({ orgId, fixId }, { signal }) => {
      const within = <T>(run: (tx: Tx) => Promise<T>) => inTransaction(db, orgId, run)
      const page = async () => {
        try {
          return await within((tx) => fixPage(tx, fixId))
        } catch (err) {
          log.error({ err, fixId }, 'a page of a fix failed; its leads are tried one by one')
          return within((tx) => fixPage(tx, fixId, 1)).catch(async () => {
            await within((tx) => skipOne(tx, fixId))
            return true
          })
        }
      }
      while (await page()) signal.throwIfAborted()
      while (await within((tx) => undoPage(tx, fixId))) signal.throwIfAborted()
    }),
    task<{ readonly sourceId: string }>('quarantine.release', async ({ orgId, sourceId }, { signal }) => {
      let after: string | null = null
      do {
        signal.throwIfAborted()
        const from: string | null = after
        after = await inTransaction(db, orgId, (tx) => releasePage(tx, { sourceId, after: from }))
      } while (after)
    }),
  ]
}

/** Leads whose patterns are told anew in one turn. */
const AT_ONCE = 1000

/** Suggestions have changed since these were told of: they are told again. */
async function tellAnew(tx: Tx): Promise<void> {
  const ids = await outdated(tx, version, AT_ONCE)
  if (ids.length === 0) return
  const setup = await readSetup(tx, new Date())
  const leads = (await lockLeads(tx, ids)).filter(({ holderKind }) => holderKind === 'quarantine')
  await noteHeld(tx, await judgeHeld(tx, leads, { setup }), setup)
}

/** Takes up fixes that nobody is at: their job was lost with a restored database, or tried too often. */
async function resume(tx: Tx): Promise<void> {
  for (const { fixId } of await activeFixes(tx)) await goOn(tx, fixId)
}

/** Waits are an indexed column swept in sets. */
export const ticks: readonly Tick[] = [
  {
    name: 'quarantine.refuse',
    everySeconds: 60,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => refuseDue(tx, now)),
  },
  {
    name: 'quarantine.warn',
    everySeconds: 300,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => warnSoon(tx, now)),
  },
  { name: 'quarantine.tell', everySeconds: 15, run: ({ db }, orgId) => inTransaction(db, orgId, tellAnew) },
  { name: 'quarantine.resume', everySeconds: 300, run: ({ db }, orgId) => inTransaction(db, orgId, resume) },
]
