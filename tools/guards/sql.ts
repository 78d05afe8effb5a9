import {
  type Finding,
  type HouseFile,
  isCode,
  isNode,
  isTest,
  lineAt,
  nameOf,
  type Node,
  syntax,
} from './house.ts'

/** Where a statement is made of pieces on purpose, and why that is safe. */
const pieced: Record<string, string> = {
  'server/db/': 'role, database and table names, which PostgreSQL takes no parameter for; all of them ours',
  'server/jobs/listen.ts': 'LISTEN takes no parameter; the channels are ours',
  'rules/where.ts': 'a comparison sign, from a type that lists them',
}

/** SQL is written whole in a template whose ${…} are parameters: never concatenated, never from a variable. */
export function sql(files: readonly HouseFile[]): Finding[] {
  return files
    .filter(({ path }) => isCode(path) && !isTest(path) && /^(server|rules|cli)\//.test(path))
    .filter(({ path }) => !Object.keys(pieced).some((place) => path.startsWith(place)))
    .flatMap((file) =>
      syntax(file)
        .nodes.filter(isPieced)
        .map((node) => ({
          rule: 'sql',
          path: file.path,
          line: lineAt(file, node.start),
          says: 'write the statement whole in sql`…`, with values as its parameters and names by sql.ref or sql.table',
        })),
    )
}

/** sql.raw of anything but a plain text, or query(…) of a text put together. */
function isPieced(node: Node): boolean {
  if (node.type !== 'CallExpression' || !isNode(node['callee'], 'MemberExpression')) return false
  const first = (node['arguments'] as Node[])[0]
  if (!first) return false
  const called = nameOf(node['callee'])
  if (called === 'raw' && nameOf(node['callee']['object']) === 'sql') return !isWhole(first)
  return called === 'query' && /^(Binary|Template)/.test(first.type) && !isWhole(first)
}

/** Nothing in it is decided while running: a text, or a template of CONSTANTS. */
function isWhole(node: Node): boolean {
  if (node.type !== 'TemplateLiteral') return node.type === 'Literal'
  return (node['expressions'] as Node[]).every((piece) => /^[A-Z_]+$/.test(nameOf(piece) ?? ''))
}
