import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Files by path. */
export type Tree = Readonly<Record<string, string>>

/** Writes the files into a folder of their own under the system's temporary one; returns where. */
export function plant(tree: Tree): string {
  const root = mkdtempSync(join(tmpdir(), 'sluice-house-'))
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** A small house that keeps every rule, some of them closely. */
export const clean: Tree = {
  'package.json': JSON.stringify({
    name: 'planted',
    type: 'module',
    dependencies: {},
    devDependencies: { 'only-dev': '1.0.0' },
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      strict: true,
      module: 'preserve',
      allowImportingTsExtensions: true,
      noEmit: true,
      types: [],
      jsx: 'preserve',
    },
  }),
  'node_modules/only-dev/package.json':
    '{"name":"only-dev","version":"1.0.0","main":"main.js","types":"main.d.ts"}',
  'node_modules/only-dev/main.js': 'export const dev = 1',
  'node_modules/only-dev/main.d.ts': 'export declare const dev: number',
  'types.d.ts': `
    declare const process: { env: Record<string, string | undefined> }
    declare namespace JSX { interface Element { key: string } interface IntrinsicElements { kbd: object } }`,
  'contract/refusals.ts': `
    export const refusals = {
      'pool.full': { status: 409, zh: '已满 {limit}', en: 'Full at {limit}' },
      'import.empty': { status: 422, zh: '空文件', en: 'Nothing in it' },
      not_found: { status: 404, zh: '没有', en: 'Not found' },
    } as const
    export const refuse = (code: keyof typeof refusals) => new Error(code)`,
  'rules/sign.ts': `export const signs = ['<', '>'] as const`,
  'server/db/sql.ts': `export const sql = (words: TemplateStringsArray, ..._parameters: unknown[]) => words.join('?')`,
  'server/db/migrations/0001_house.sql': 'create table pool (\n);\ncreate table lead (\n);\n',
  'server/lead/hold.ts': `
    import { sql } from '../db/sql.ts'
    // An update of nothing: process.env and handleLead are only words here.
    export const takeLead = (id: string) => sql\`update lead set holder_id = \${id} where lead_id = \${id}\``,
  'server/rooms/pool/decide.ts': `
    import { signs } from '../../../rules/sign.ts'
    import type { Pool } from './store.ts'
    export const isManager = (pool: Pool) => pool.role === 'manager' && signs.length > 1`,
  'server/rooms/pool/store.ts': `
    import { sql } from '../../db/sql.ts'
    export interface Pool { role: string }
    export const addPool = (id: string) => sql\`insert into pool (pool_id) values (\${id})
      on conflict (pool_id) do update set pool_id = excluded.pool_id\``,
  'server/rooms/pool/service.ts': `
    import { refuse } from '../../../contract/refusals.ts'
    import { isManager } from './decide.ts'
    import { addPool } from './store.ts'
    export function claim(role: string, what: 'empty') {
      if (!isManager({ role })) throw refuse('pool.full')
      if (role === what) throw refuse(\`import.\${what}\`)
      if (role === '') throw refuse('not_found')
      return addPool(role)
    }`,
  'server/main.ts': `
    import { claim } from './rooms/pool/service.ts'
    import { takeLead } from './lead/hold.ts'
    export const start = () => [claim('manager', 'empty'), takeLead('1')]`,
  'cli/main.ts': `
    import { start } from '../server/main.ts'
    console.log(start(), process.env['HOME'])`,
  'web/ui/Kbd.tsx': `export const Kbd = () => <kbd>g</kbd>`,
  'web/main.tsx': `
    import { Kbd } from './ui/Kbd.tsx'
    document.title = Kbd().key`,
}
