import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { checkImport, ImportKind, MappedColumn } from '../../../contract/import.ts'
import { gatePresets } from '../../../contract/policy.ts'
import { refuse } from '../../../contract/refusals.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { tell } from '../../jobs/tell.ts'
import { keepField, keepSource, listFields, listSources } from '../../lead/settings.ts'
import { sourceIds } from '../../lead/sources.ts'
import { type Caller, isLocal } from '../../people/caller.ts'
import { currentPolicy, publish } from '../../policy/store.ts'
import { openSheet } from './adapters/sheet.ts'
import type { SheetOptions } from './adapters/source.ts'
import { saveUpload } from './adapters/upload.ts'
import { chooseMapping, rememberable } from './decide/choice.ts'
import { proposeMapping } from './decide/mapping.ts'
import { plainName } from './decide/synonyms.ts'
import * as store from './store.ts'

/** The source that files belong to when nobody says another. */
const OWN_SOURCE = 'import'
/** Imports of one organisation in state running at a time. */
const RUNNING = 3

/** Where an uploaded file lies until its import is done. */
export function fileOf({ config }: Pick<House, 'config'>, importId: string): string {
  return join(config.dataDir, 'imports', importId)
}

/** Who an import belongs to: the member or the key that uploaded it. */
export function makerOf(caller: Caller): string {
  return caller.kind === 'user' ? caller.userId : caller.keyId
}

/** Admins, and whoever sits at the machine, see every import; others those they made, for rows are personal data. */
export function seesAll(caller: Caller): boolean {
  return caller.kind === 'user' ? caller.roles.includes('admin') : isLocal(caller)
}

/** One import that the caller may see. Refuses `not_found`. */
export async function view(tx: Tx, caller: Caller, importId: string): Promise<store.ImportView> {
  const [held] = await store.viewImports(tx, {
    importId,
    createdBy: seesAll(caller) ? null : makerOf(caller),
  })
  if (!held) throw refuse('not_found')
  return held
}

/** An import the caller may change, locked, if it stands where it should. Refuses `not_found`, `import.state`. */
export async function reach(
  tx: Tx,
  caller: Caller,
  { importId, states }: { importId: string; states: readonly store.Import['state'][] },
): Promise<store.Import> {
  const held = await store.lockImport(tx, importId)
  if (!held || !(seesAll(caller) || held.createdBy === makerOf(caller))) throw refuse('not_found')
  if (!states.includes(held.state)) throw refuse('import.state', { state: held.state })
  return held
}

interface Uploading {
  readonly request: FastifyRequest
  /** A source's id, key or name. */
  readonly source: string | undefined
  /** The gate the source begins with. */
  readonly preset: Preset | undefined
  readonly kind: ImportKind
}

type Preset = keyof typeof gatePresets

/**
 * Takes a file in: saved, read as far as its header, and a mapping proposed from what was chosen for such a header
 * before, the organisation's fields, names and values. Returns its id. Refuses what `saveUpload` and `openSheet` do.
 */
export async function upload(house: House, caller: Caller, uploading: Uploading): Promise<string> {
  if (uploading.kind === 'customers') refuseMarketers(caller)
  const importId = uuidv7()
  const path = fileOf(house, importId)
  const file = await saveUpload(uploading.request, path)
  try {
    const read = await understand(path, {})
    await inTransaction(house.db, caller.orgId, async (tx) => {
      const sourceId = await chooseSource(tx, uploading.source ?? OWN_SOURCE, isLocal(caller))
      if (uploading.preset) await openGate(tx, caller, { sourceId, preset: uploading.preset })
      const { kind } = uploading
      const { mapping, remembered } = await propose(tx, read, kind)
      const createdBy = makerOf(caller)
      await store.addImport(tx, {
        ...file,
        importId,
        kind,
        sourceId,
        understood: { ...read.understood, remembered },
        mapping,
        createdBy,
      })
      await tell(tx, { topic: 'import', ids: [importId] })
    })
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return importId
}

/** A marketer sees nobody's contacts, and would see every customer's in a file. */
function refuseMarketers(caller: Caller): void {
  if (caller.kind === 'user' && !caller.roles.some((role) => role === 'admin' || role === 'manager'))
    throw refuse('auth.forbidden', { may: 'manager, admin' })
}

interface Read {
  readonly understood: store.Understanding
  readonly sample: readonly (readonly string[])[]
}

async function understand(path: string, options: SheetOptions): Promise<Read> {
  const sheet = await openSheet(path, options)
  sheet.close()
  const { sample, ...understood } = sheet.understood
  return { understood: { ...understood, options }, sample }
}

/** A source by its id, key or name. Whoever sits at the machine may name a new one. */
async function chooseSource(tx: Tx, source: string, mayMake = false): Promise<string> {
  const ids = await sourceIds(tx)
  const found = ids.get(source) ?? [...ids.values()].find((id) => id === source)
  if (found) return found
  if (!mayMake)
    throw refuse('import.source_unknown', { source, known: [...ids.keys()].slice(0, 12).join('、') })
  const made = { sourceId: uuidv7(), key: source, name: source, channel: 'import' }
  await keepSource(tx, made, { by: null, at: new Date() })
  return made.sourceId
}

/**
 * Gives a source that has no gate of its own one by a preset, as an admin would. Refuses `auth.forbidden`, and
 * `import.gate_differs` rather than changing a gate that is in force.
 */
async function openGate(
  tx: Tx,
  caller: Caller,
  { sourceId, preset }: { sourceId: string; preset: Preset },
): Promise<void> {
  if (!seesAll(caller)) throw refuse('auth.forbidden', { may: 'admin' })
  const held = await currentPolicy(tx, 'gate', sourceId)
  if (held?.scope === sourceId) {
    if (held.body.preset === preset) return
    const source = (await listSources(tx, new Date())).find((each) => each.sourceId === sourceId)
    throw refuse('import.gate_differs', { source: source?.name ?? '', preset: held.body.preset })
  }
  const by = caller.kind === 'user' ? caller.userId : null
  const body = { preset, mode: 'quarantine' as const, requirements: [...gatePresets[preset]] }
  await publish(tx, { kind: 'gate', scope: sourceId, over: 0, body, note: null, by, at: new Date() })
}

/** Where the columns go, and whether that is what was chosen for such a header before. */
async function propose(
  tx: Tx,
  { understood, sample }: Read,
  kind: ImportKind,
): Promise<{ mapping: MappedColumn[]; remembered: boolean }> {
  const former = await store.recall(tx, headerHash(understood.columns, kind))
  const mapping = proposeMapping({ columns: understood.columns, sample }, await listFields(tx), {
    remembered: former,
    kind,
  })
  return { mapping, remembered: former !== undefined }
}

/** A header by its names, whatever their order, case and marks; of customers it is another than of leads. */
function headerHash(columns: readonly string[], kind: ImportKind): Buffer {
  const names = columns.map(plainName).toSorted()
  const said = kind === 'leads' ? names : [kind, ...names]
  return createHash('sha256').update(said.join('\n')).digest()
}

/**
 * Settles source and mapping and has every row's fate told by a job. A column to be made becomes a custom field;
 * another encoding, sheet or header means the file is understood, and mapped, anew. Refuses `import.mapping_invalid`.
 */
export async function check(
  house: House,
  caller: Caller,
  asked: z.output<NonNullable<(typeof checkImport)['body']>> & { importId: string },
): Promise<void> {
  const { importId, encoding, sheet, headerRow } = asked
  const given = {
    ...(encoding && { encoding }),
    ...(sheet && { sheet }),
    ...(headerRow !== undefined && { headerRow }),
  }
  const states = ['mapping', 'ready', 'failed'] as const
  const again = Object.keys(given).length > 0
  const held = await inTransaction(house.db, caller.orgId, (tx) => reach(tx, caller, { importId, states }))
  const options = { ...held.understood.options, ...given }
  const read = again ? await understand(fileOf(house, importId), options) : undefined
  await inTransaction(house.db, caller.orgId, async (tx) => {
    await reach(tx, caller, { importId, states })
    const proposed = read ? (await propose(tx, read, held.kind)).mapping : held.mapping
    const mapping = await settle(tx, caller, { proposed, wanted: asked.mapping ?? [], kind: held.kind })
    const understood = read?.understood ?? held.understood
    await store.remember(tx, headerHash(understood.columns, held.kind), rememberable(mapping))
    await store.changeImport(tx, importId, {
      sourceId: asked.sourceId ? await chooseSource(tx, asked.sourceId) : held.sourceId,
      state: 'checking',
      understood,
      mapping,
      ...(asked.consent === undefined ? {} : { consent: asked.consent }),
      rowsTotal: 0,
      forecast: {},
      problem: null,
    })
    await begin(tx, { step: 'import.check', importId })
  })
}

/** Makes the fields that columns ask for, then chooses the mapping among the fields there are. */
async function settle(
  tx: Tx,
  caller: Caller,
  {
    proposed,
    wanted,
    kind,
  }: { proposed: readonly MappedColumn[]; wanted: readonly MappedColumn[]; kind: ImportKind },
): Promise<MappedColumn[]> {
  const fields = await listFields(tx)
  const keys = new Set(fields.map(({ key }) => key))
  const chosen = chooseMapping(proposed, wanted, { kind, custom: keys })
  const by = caller.kind === 'user' ? caller.userId : null
  for (const { create, suggest } of chosen) {
    if (!create || !suggest || keys.has(suggest.key)) continue
    keys.add(suggest.key)
    const field = { ...suggest, fieldId: uuidv7(), fast: false, personal: false, position: keys.size }
    await keepField(tx, field, { by, at: new Date() })
  }
  const made = chosen.map((column) =>
    column.create && column.suggest
      ? { ...column, field: `custom.${column.suggest.key}`, create: false }
      : column,
  )
  return chooseMapping(made, [], { kind, custom: keys })
}

/** Has the rows become leads, by a job. Refuses `import.too_many_running`. */
export async function run(tx: Tx, caller: Caller, importId: string): Promise<void> {
  await reach(tx, caller, { importId, states: ['ready'] })
  const running = (await store.activeImports(tx)).filter(({ state }) => state === 'running')
  if (running.length >= RUNNING) throw refuse('import.too_many_running', { limit: RUNNING })
  await store.changeImport(tx, importId, { state: 'running', startedAt: new Date(), counts: {}, rowsDone: 0 })
  await begin(tx, { step: 'import.run', importId })
}

/** Has what an import brought taken back, by a job. */
export async function undo(tx: Tx, caller: Caller, importId: string): Promise<void> {
  const { understood } = await reach(tx, caller, { importId, states: ['done'] })
  const undoneBy = caller.kind === 'user' ? caller.userId : null
  await store.changeImport(tx, importId, { state: 'undoing', understood: { ...understood, undoneBy } })
  await begin(tx, { step: 'import.undo', importId })
}

/** Throws away an import that has not run. */
export async function drop(house: House, caller: Caller, importId: string): Promise<void> {
  await inTransaction(house.db, caller.orgId, async (tx) => {
    await reach(tx, caller, { importId, states: ['mapping', 'ready', 'failed'] })
    await store.removeImport(tx, importId)
    await tell(tx, { topic: 'import', ids: [importId] })
  })
  await rm(fileOf(house, importId), { force: true })
}

interface Step {
  readonly step: 'import.check' | 'import.run' | 'import.undo'
  readonly importId: string
}

/** Enqueues a step; the steps of one kind run one after the other, so that imports do not starve the other jobs. */
export async function begin(tx: Tx, { step, importId }: Step): Promise<void> {
  await enqueue(tx, step, { importId }, { key: `${step} ${importId}`, queue: step })
  await tell(tx, { topic: 'import', ids: [importId] })
}
