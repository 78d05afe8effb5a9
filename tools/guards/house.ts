import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

/** A file as the guards see it. `path` is relative to the root, with forward slashes. */
export interface HouseFile {
  readonly path: string
  readonly text: string
}

/** One breach of a house rule, with what would mend it. */
export interface Finding {
  readonly rule: string
  readonly path: string
  readonly line?: number
  readonly says: string
}

/** A guard reads the files it is given and nothing else, so that a test can plant a breach anywhere. */
export type Guard = (files: readonly HouseFile[]) => Finding[]

/** Made by installing, building or running: never ours to check. */
const notOurs = new Set(['node_modules', '.git', 'dist', 'data', '.cache', 'test-results'])
const texts =
  /\.(ts|tsx|mjs|cjs|js|json|md|sql|css|html|svg|ya?ml|toml|service|sh)$|(^|\/)(Dockerfile|run|\.npmrc|\.gitignore)$/

/** Every text file of the house under `root`, in order of path. */
export function readHouse(root: string): HouseFile[] {
  return pathsUnder(root, '')
    .filter((path) => texts.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function pathsUnder(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory())
      return notOurs.has(path) || entry.name === 'node_modules' ? [] : pathsUnder(root, path)
    return entry.isFile() ? [path] : []
  })
}

/** Code, by the extensions TypeScript and the browser's build read; declarations are not. */
export const isCode = (path: string): boolean => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts')

/** Tests and what only they use. */
export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || /^(test|e2e)\//.test(path)

/** A node of the syntax tree, ESTree's with TypeScript's; its other properties depend on `type`. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly [property: string]: unknown
}

export interface Comment {
  readonly value: string
  readonly start: number
}

const parsed = new WeakMap<HouseFile, { nodes: Node[]; comments: Comment[] }>()

/** Code files that cannot be read as TypeScript, and so by no guard. */
export function unreadable(files: readonly HouseFile[]): Finding[] {
  return files
    .filter(({ path }) => isCode(path))
    .flatMap(({ path, text }) => {
      const [error] = parseSync(path, text).errors
      return error ? [{ rule: 'unreadable', path, says: error.message }] : []
    })
}

/** Every node and comment of a code file that is readable, parents before children. */
export function syntax(file: HouseFile): { nodes: Node[]; comments: Comment[] } {
  const known = parsed.get(file)
  if (known) return known
  const { program, comments } = parseSync(file.path, file.text)
  const nodes: Node[] = []
  gather(program, nodes)
  const found = { nodes, comments }
  parsed.set(file, found)
  return found
}

function gather(value: unknown, nodes: Node[]): void {
  if (Array.isArray(value)) for (const item of value) gather(item, nodes)
  else if (isNode(value)) {
    nodes.push(value)
    for (const child of Object.values(value)) gather(child, nodes)
  }
}

/** Whether this is a node, of that type if one is named. */
export function isNode(value: unknown, type?: string): value is Node {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false
  return typeof value.type === 'string' && (type === undefined || value.type === type)
}

/** The name of an identifier, or of the last step of `a.b`; undefined for anything else. */
export function nameOf(node: unknown): string | undefined {
  if (isNode(node, 'Identifier')) return node['name'] as string
  if (isNode(node, 'MemberExpression') && node['computed'] !== true) return nameOf(node['property'])
  return undefined
}

/** The text of a string or template, `$` standing for each `${…}`; undefined for anything else. */
export function textOf(node: unknown): string | undefined {
  if (isNode(node, 'Literal')) return typeof node['value'] === 'string' ? node['value'] : undefined
  if (!isNode(node, 'TemplateLiteral')) return undefined
  const quasis = node['quasis'] as { value: { raw: string } }[]
  return quasis.map((quasi) => quasi.value.raw).join('$')
}

/** The line, from 1, that `offset` stands on. */
export function lineAt(file: HouseFile, offset: number): number {
  return file.text.slice(0, offset).split('\n').length
}
