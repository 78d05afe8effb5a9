import {
  type Comment,
  type Finding,
  type HouseFile,
  isCode,
  isTest,
  lineAt,
  nameOf,
  type Node,
  syntax,
} from './house.ts'

/** Files that may be longer than one can hold in the head, and why. */
const long: Record<string, string> = {
  'contract/refusals.ts': 'a table: one line a refusal',
  'server/db/schema.ts': 'generated from the database by npm run db:types',
}
const mostLines = 320

/** No code file is longer than 320 lines. */
export function length(files: readonly HouseFile[]): Finding[] {
  return files
    .filter(({ path }) => (isCode(path) || path.endsWith('.css')) && !(path in long))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > mostLines)
    .map(({ path, lines }) => ({
      rule: 'length',
      path,
      says: `${lines} lines; at most ${mostLines}: part it along what it does`,
    }))
}

/** The environment is read in server/config.ts; commands, tools and tests may look as well. */
const mayReadEnvironment = /^(server\/config\.ts$|(cli|bench|eval|tools|test|e2e)\/|[^/]+$)/

/** Only server/config.ts reads process.env. */
export function environment(files: readonly HouseFile[]): Finding[] {
  return files
    .filter(({ path }) => isCode(path) && !isTest(path) && !mayReadEnvironment.test(path))
    .flatMap((file) =>
      syntax(file)
        .nodes.filter(readsEnvironment)
        .map((node) => ({
          rule: 'environment',
          path: file.path,
          line: lineAt(file, node.start),
          says: 'take it from Config: server/config.ts alone reads the environment',
        })),
    )
}

function readsEnvironment(node: Node): boolean {
  if (node.type === 'MemberExpression') return nameOf(node) === 'env' && nameOf(node['object']) === 'process'
  return node.type === 'ImportSpecifier' && nameOf(node['imported']) === 'env'
}

/** A check is silenced on its own line with the reason after `--`; TypeScript's is not silenced at all. */
export function silence(files: readonly HouseFile[]): Finding[] {
  return files
    .filter(({ path }) => isCode(path))
    .flatMap((file) =>
      syntax(file).comments.flatMap((comment) => {
        const says = silenced(comment)
        return says ? [{ rule: 'silence', path: file.path, line: lineAt(file, comment.start), says }] : []
      }),
    )
}

function silenced({ value }: Comment): string | undefined {
  if (/^\W*@ts-(ignore|nocheck|expect-error)\b/.test(value))
    return 'let the type say it instead of silencing TypeScript'
  const disabled = /^\W*(?:oxlint|eslint)-disable(-next-line|-line)?\b(.*)/.exec(value)
  if (!disabled) return undefined
  if (!disabled[1]) return 'silence one line, not the rest of the file'
  return / -- \S/.test(disabled[2] ?? '') ? undefined : 'say why: // oxlint-disable-next-line RULE -- reason'
}

/** Files that may name such a place, and why. */
const placed: Record<string, string> = {
  'server/db/socketdir.ts':
    'the path of a unix socket has 104 bytes at most, and the system’s own folder may be longer',
}

/** Places of the machine it was written on, and hosts packages came from. */
const machine =
  /(?<![\w.~$}*-])\/(?:work\/(?:main|shared|\.library)|tmp)\b(?=\/|['"`\s)]|$)|https?:\/\/registry\.|npm[m]irror|verd[a]ccio/

/** No file names a path or a package registry of the machine it was written on. */
export function places(files: readonly HouseFile[]): Finding[] {
  return files.flatMap((file) => {
    const found = file.path in placed ? null : machine.exec(file.text)
    if (!found) return []
    const says = `${found[0]} is of one machine: say it relative to the project, or ask the system (os.tmpdir())`
    return [{ rule: 'places', path: file.path, line: lineAt(file, found.index), says }]
  })
}
