import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import type { z } from 'zod'
import type { BodyOf, ReplyOf } from '../contract/endpoint.ts'
import type { checkImport, importRow, readImport } from '../contract/import.ts'
import { type Db, inTransaction } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import { beginOrg } from '../server/flow/begin.ts'
import * as importFlow from '../server/flow/import/routes.ts'
import { tasks } from '../server/flow/import/tasks.ts'
import { buildApp } from '../server/http/app.ts'
import type { UserCaller } from '../server/people/caller.ts'
import * as imports from '../server/rooms/import/routes.ts'
import { member, testHouse } from './house.ts'

export type Job = ReplyOf<typeof readImport>
export type Row = z.output<typeof importRow>

/** The import room on a test's database: files go in, jobs are run when asked. */
export async function importDesk(db: Db) {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-desk-'))
  const plain = testHouse(db)
  const house = { ...plain, config: { ...plain.config, dataDir } }
  let caller: UserCaller | null = null
  const routes = [...imports.routes(house), ...importFlow.routes(house)]
  const app = await buildApp(house, { door: async () => caller, routes })
  afterAll(() => app.close().then(() => rmSync(dataDir, { recursive: true, force: true })))
  const jobs = new Map(tasks(house).map(({ name, run }) => [name, run]))

  /** Whoever imports from now on: an admin of the organisation unless another is named. */
  function sit(orgId: string, who: UserCaller = member(orgId, ['admin'])): UserCaller {
    caller = who
    return who
  }
  async function ask<Reply>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) {
    const answer = await app.inject({ method, url: `/api/v1/imports${path}`, ...(body && { payload: body }) })
    return { status: answer.statusCode, body: answer.json<Reply>() }
  }
  async function ok<Reply>(...asked: Parameters<typeof ask>): Promise<Reply> {
    const { status, body } = await ask<Reply>(...asked)
    expect([status, body]).toEqual([200, body])
    return body
  }
  /** Runs a step's job here and now, as the worker would. */
  const work = (name: string, importId: string, signal = new AbortController().signal) =>
    jobs.get(name)!({ orgId: caller!.orgId, importId }, { jobId: '1', attempt: 1, maxAttempts: 25, signal })
  async function send(file: string | Buffer, query = '') {
    const answer = await app.inject({ method: 'POST', url: `/api/v1/imports${query}`, ...multipart(file) })
    return { status: answer.statusCode, body: answer.json<Job>() }
  }
  async function upload(file: string | Buffer, query = ''): Promise<Job> {
    const { status, body } = await send(file, query)
    expect([status, body]).toEqual([200, body])
    return body
  }
  const read = (importId: string) => ok<Job>('GET', `/${importId}`)
  async function check(importId: string, body: BodyOf<typeof checkImport> = {}): Promise<Job> {
    await ok('POST', `/${importId}/check`, body)
    await work('import.check', importId)
    return read(importId)
  }
  async function run(importId: string): Promise<Job> {
    await ok('POST', `/${importId}/run`)
    await work('import.run', importId)
    return read(importId)
  }
  async function undo(importId: string): Promise<Job> {
    await ok('POST', `/${importId}/undo`)
    await work('import.undo', importId)
    return read(importId)
  }
  const rows = async (importId: string, query = '') =>
    (await ok<{ items: Row[] }>('GET', `/${importId}/rows?limit=200${query}`)).items
  async function report(importId: string): Promise<string[]> {
    const answer = await app.inject({ method: 'GET', url: `/api/v1/imports/${importId}/report.csv` })
    return answer.body.replace('\uFEFF', '').trimEnd().split('\r\n')
  }
  /** The whole way of a file: in, checked, run. */
  async function bring(file: string | Buffer, query = ''): Promise<Job> {
    const { importId } = await upload(file, query)
    await check(importId)
    return run(importId)
  }
  return { house, app, sit, ask, ok, work, send, upload, check, run, undo, rows, report, read, bring }
}

/** A file as a browser's form sends it. */
function multipart(file: string | Buffer) {
  const boundary = `----${uuidv7()}`
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="线索.csv"\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(head),
    Buffer.from(file),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

/** An organisation as it begins, in a test's database. */
export async function begunOrg(db: Db, org: () => Promise<string>) {
  const orgId = await org()
  return { orgId, ...(await inTransaction(db, orgId, beginOrg)) }
}
