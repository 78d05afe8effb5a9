import { execFile } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { guardHouse } from '../tools/guards/all.ts'
import { readHouse } from '../tools/guards/house.ts'
import { clean, plant, type Tree } from './planted.ts'

/** Breaches of the rules our own guards keep: rule, where it must be found, and the file that breaks it. */
const breaches: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['rooms', 'server/rooms/pool/limits.ts', `import '../../db/sql.ts'`],
  ['barrels', 'server/lead/index.ts', `import './hold.ts'`],
  ['words', 'server/lead/utils.ts', `import './hold.ts'`],
  ['words', 'server/lead/names.ts', `import './hold.ts'\nexport function handleLead() {}`],
  ['words', 'server/lead/rows.ts', `import './hold.ts'\nexport const processRows = () => 1`],
  ['words', 'server/lead/owners.ts', `import './hold.ts'\nexport class LeadManager {}`],
  ['length', 'server/lead/long.ts', `import './hold.ts'${'\n// more'.repeat(320)}`],
  ['environment', 'server/lead/port.ts', `import './hold.ts'\nexport const port = process.env['PORT']`],
  ['silence', 'server/lead/hush.ts', `import './hold.ts'\n// @ts-ignore\nexport const one: string = 1`],
  [
    'silence',
    'server/lead/lint.ts',
    `import './hold.ts'\n// oxlint-disable-next-line eqeqeq\nexport const a = 1`,
  ],
  ['silence', 'server/lead/whole.ts', `import './hold.ts'\n/* eslint-disable */\nexport const a = 1`],
  ['places', 'docs/install.md', `Put it into ${'/'}work/main/data`],
  ['places', '.npmrc', `registry=https://${'registry'}.example.com/`],
  [
    'refusals',
    'server/lead/refuse.ts',
    `import { refuse } from '../../contract/refusals.ts'\nthrow refuse('lead.gone')`,
  ],
  [
    'sql',
    'server/lead/find.ts',
    `import './hold.ts'\nexport const find = (db: any, t: string) => db.query('select ' + t)`,
  ],
  [
    'sql',
    'server/lead/raw.ts',
    `import { sql } from '../db/sql.ts'\nexport const raw = (t: string) => sql.raw(t)`,
  ],
  [
    'writers',
    'server/rooms/score/store.ts',
    `import { sql } from '../../db/sql.ts'\nexport const a = sql\`delete from pool\``,
  ],
  [
    'writers',
    'server/rooms/tag/store.ts',
    `import { sql } from '../../db/sql.ts'\nexport const a = sql\`update lead as l set tags = f(1, 2), holder_id = 3\``,
  ],
  ['writers', 'server/db/migrations/0002_more.sql', 'create table nobodys (\n);'],
  [
    'decide-is-pure',
    'server/rooms/score/decide.ts',
    `import type { sql } from '../../db/sql.ts'\nexport type A = typeof sql`,
  ],
  ['decide-runs-alone', 'server/rooms/tag/decide/tag.ts', `export { a } from '../store.ts'`],
  [
    'decide-needs-no-node',
    'server/rooms/clean/decide.ts',
    `import { hash } from 'node:crypto'\nexport const a = hash`,
  ],
  [
    'store-is-sql',
    'server/rooms/match/store.ts',
    `import { serve } from '../../http/serve.ts'\nexport const a = serve`,
  ],
  [
    'rooms-are-apart',
    'server/rooms/match/service.ts',
    `import { claim } from '../pool/service.ts'\nexport const a = claim`,
  ],
  [
    'rooms-are-behind-flow',
    'cli/claim.ts',
    `import { addPool } from '../server/rooms/pool/store.ts'\nexport const a = addPool`,
  ],
  [
    'house-below-rooms',
    'server/lead/pool.ts',
    `import { claim } from '../rooms/pool/service.ts'\nexport const a = claim`,
  ],
  [
    'web-is-a-client',
    'web/pages/lead.tsx',
    `import type { serve } from '../../server/http/serve.ts'\nexport type A = typeof serve`,
  ],
  [
    'where-stays-home',
    'web/pages/filter.tsx',
    `import { where } from '../../rules/where.ts'\nexport const a = where`,
  ],
  ['ui-knows-no-lead', 'web/ui/Lead.tsx', `import { a } from '../pages/filter.tsx'\nexport const b = a`],
  [
    'language-and-contract-first',
    'contract/pool.ts',
    `import type { serve } from '../server/http/serve.ts'\nexport type A = typeof serve`,
  ],
  [
    'rules-before-contract',
    'rules/refuse.ts',
    `import { refuse } from '../contract/refusals.ts'\nexport const a = refuse`,
  ],
  ['server-serves', 'server/page.ts', `import { Kbd } from '../web/ui/Kbd.tsx'\nexport const a = Kbd`],
  ['shipped-without-tools', 'server/ask.ts', `import { ask } from '../tools/ask.ts'\nexport const a = ask`],
  ['shipped-without-dev', 'server/dev.ts', `import { dev } from 'only-dev'\nexport const a = dev`],
  [
    'no-cycles',
    'server/lead/egg.ts',
    `import { hen } from './hen.ts'\nexport const egg = (): unknown => hen`,
  ],
  ['no-orphans', 'server/lead/alone.ts', `export const alone = 1`],
  ['no-unresolvable', 'server/lead/lost.ts', `import './nowhere.ts'\nexport const lost = 1`],
]

/** What the planted files lean on; it breaks nothing itself. */
const props: Tree = {
  'server/http/serve.ts': `import '../db/sql.ts'\nexport const serve = 1`,
  'server/lead/hen.ts': `import { egg } from './egg.ts'\nexport const hen = (): unknown => egg`,
  'rules/where.ts': `import './sign.ts'\nexport const where = 1`,
  'tools/ask.ts': 'export const ask = 1',
}

/** Breaches that oxlint sees by our configuration of it. */
const slips: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['typescript(no-explicit-any)', 'any', 'export const a = (b: any) => typeof b'],
  ['eslint(no-console)', 'say', `console.log('1')`],
  ['typescript(no-floating-promises)', 'float', 'const later = async () => 1\nlater()'],
  [
    'typescript(no-misused-promises)',
    'misuse',
    'const later = async () => true\nif (later()) throw new Error()',
  ],
  ['typescript(await-thenable)', 'await', 'export const a = async () => await 1'],
  [
    'typescript(consistent-type-imports)',
    'type',
    `import { Pool } from '../rooms/pool/store.ts'\nexport type A = Pool`,
  ],
  [
    'typescript(switch-exhaustiveness-check)',
    'switch',
    `export function a(b: 'x' | 'y') {\n switch (b) {\n case 'x': return 1 } }`,
  ],
  ['eslint(eqeqeq)', 'equal', 'export const a = (b: number) => b == 1'],
  ['eslint(no-unused-vars)', 'spare', 'const spare = 1'],
  ['eslint(max-params)', 'many', 'export const a = (b: 1, c: 1, d: 1, e: 1, f: 1) => [b, c, d, e, f]'],
  ['import(no-cycle)', 'round', `import './round2.ts'`],
  ['import(no-cycle)', 'round2', `import './round.ts'`],
  ['oxc(no-barrel-file)', 'all', `export * from './hold.ts'`],
]

const project = join(import.meta.dirname, '..')
const roots: string[] = []
const planted = (tree: Tree): string => {
  const root = plant(tree)
  roots.push(root)
  return root
}
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })))

describe('the guards of the house', async () => {
  const root = planted({
    ...clean,
    ...props,
    ...Object.fromEntries(breaches.map(([, path, text]) => [path, text])),
  })
  const findings = await guardHouse(root, readHouse(root))

  it.for(breaches)('catch a breach of %s in %s', ([rule, path]) => {
    const caught = findings.filter((finding) => finding.rule === rule && finding.path.endsWith(path))
    expect(caught.length).toBeGreaterThan(0)
  })

  it('say nothing of the rest', () => {
    const innocent = findings.filter(
      ({ rule, path }) => !breaches.some((breach) => breach[0] === rule && breach[1] === path),
    )
    expect(innocent).toEqual([])
  })

  it('are content with a house that keeps the rules', async () => {
    const kept = planted(clean)
    expect(await guardHouse(kept, readHouse(kept))).toEqual([])
  })

  it('notice a code of refusal that nobody uses, and sentences that differ in their parameters', async () => {
    const refusals = clean['contract/refusals.ts']
      ?.replace(`'pool.full'`, `'pool.gone': { status: 410, zh: '没了', en: 'Gone' },\n'pool.full'`)
      .replace('Full at {limit}', 'Full')
    const house = planted({ ...clean, 'contract/refusals.ts': refusals ?? '' })
    const says = (await guardHouse(house, readHouse(house))).map((finding) => finding.says)
    expect(says).toEqual([
      'pool.gone is never used: take it out',
      'pool.full: zh names the parameters {limit}, en none',
    ])
  })

  it('say so when they cannot read a file', async () => {
    const torn = planted({ ...clean, 'server/lead/torn.ts': 'export const a = (' })
    const rules = (await guardHouse(torn, readHouse(torn))).map(({ rule, path }) => [rule, path])
    expect(rules).toEqual([['unreadable', 'server/lead/torn.ts']])
  })

  it('notice a file they have not looked at', async () => {
    const kept = planted(clean)
    const unseen = { path: 'server/lead/unseen.ts', text: '' }
    const rules = (await guardHouse(kept, [...readHouse(kept), unseen])).map(({ rule, path }) => [rule, path])
    expect(rules).toEqual([['cruised', unseen.path]])
  })
})

describe('the configuration of the checks', () => {
  const run = promisify(execFile)
  const bin = (name: string) => join(project, 'node_modules/.bin', name)
  /** What a check writes when it is run over a house in which it finds something. */
  async function complaint(root: string, name: string, parameters: string[]): Promise<string> {
    const failed = await run(bin(name), parameters, { cwd: root }).catch((error: { stdout: string }) => error)
    return failed.stdout
  }

  it('lets oxlint catch every slip, by types too', async () => {
    const slipped = slips.map(([, file, text]) => [`server/lead/${file}.ts`, text])
    // Its patterns of folders are relative to where it lies.
    const config = readFileSync(join(project, '.oxlintrc.json'), 'utf8')
    const root = planted({ ...clean, ...Object.fromEntries(slipped), '.oxlintrc.json': config })
    const options = ['--type-aware', '--format=unix']
    const said = (await complaint(root, 'oxlint', options)).split('\n')
    const caught = slips.filter(([rule, file]) =>
      said.some((line) => line.includes(`lead/${file}.ts:`) && line.includes(rule)),
    )
    expect(caught).toEqual(slips)
    // What keeps the rules passes: the console is what commands write to.
    expect(said.filter((line) => !line.includes('server/lead/') && line.includes('Error/'))).toEqual([])
  })

  it('lets knip catch what nobody uses', async () => {
    const root = planted({
      ...clean,
      'package.json': (clean['package.json'] ?? '').replace(
        '"dependencies":{}',
        '"dependencies":{"unwanted":"1.0.0"}',
      ),
      'server/lead/left.ts': `import './hold.ts'\nexport const left = 1`,
      'server/lead/hold.ts': `${clean['server/lead/hold.ts']}\nexport const spare = 1`,
    })
    const options = ['--config', join(project, 'knip.jsonc'), '--no-progress', '--reporter=compact']
    const said = await complaint(root, 'knip', options)
    expect(said).toMatch(/left\.ts/)
    expect(said).toMatch(/hold\.ts: spare/)
    expect(said).toMatch(/unwanted/)
  })
})
