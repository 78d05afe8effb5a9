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
  textOf,
} from './house.ts'

/** Who writes what: a table's owner is the folder or file whose SQL may change it. */
export interface Owners {
  readonly tables: Readonly<Record<string, string>>
  /** Columns of the lead that others than the lead table's owner write. */
  readonly leadColumns: Readonly<Record<string, string>>
  /** Files that write whole tables as they are (a snapshot restored), and so any of them. */
  readonly everyTable: readonly string[]
}

interface Write {
  readonly table: string
  /** What an `update … set` sets; undefined when the whole row is written or taken out. */
  readonly columns?: readonly string[]
  readonly node: Node
}

/** Each table, and each column of the lead, is written in one place; every table has its owner declared. */
export function writers(owners: Owners) {
  return (files: readonly HouseFile[]): Finding[] => [
    ...files
      .filter(({ path }) => isCode(path) && !isTest(path) && /^(server|cli)\//.test(path))
      .filter(({ path }) => !owners.everyTable.some((place) => path.startsWith(place)))
      .flatMap((file) => strangers(file, owners)),
    ...undeclared(files, owners),
  ]
}

function strangers(file: HouseFile, owners: Owners): Finding[] {
  return syntax(file)
    .nodes.flatMap(writesOf)
    .flatMap((write) => {
      const says = trespass(file.path, write, owners)
      return says ? [{ rule: 'writers', path: file.path, line: lineAt(file, write.node.start), says }] : []
    })
}

function trespass(path: string, { table, columns }: Write, owners: Owners): string | undefined {
  const owner = owners.tables[table]
  if (owner === undefined || isOf(path, owner)) return undefined
  if (table !== 'lead' || !columns) return `${table} is written by ${owner}`
  const others = columns.filter((column) => !isOf(path, owners.leadColumns[column] ?? owner))
  return others.length > 0
    ? `lead's ${others.join(', ')} written outside their owner (tools/owners.ts)`
    : undefined
}

const isOf = (path: string, owner: string): boolean => path.startsWith(owner)

function undeclared(files: readonly HouseFile[], owners: Owners): Finding[] {
  return files
    .filter(({ path }) => /^server\/db\/migrations\/.*\.sql$/.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^create table (\w+) \(/gm)]
        .filter(([, table]) => table && !(table in owners.tables))
        .map(([, table]) => ({ rule: 'writers', path, says: `${table} has no owner in tools/owners.ts` })),
    )
}

const statement =
  /\b(?:insert\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+"?(\w+)"?|\bupdate\s+(?:only\s+)?"?(\w+)"?(?:\s+as)?(?:\s+\w+)?\s+set\b/gi
/** Functions that write a table they are given the name of, and which argument names it. */
const byName: Record<string, number> = {
  insertRows: 1,
  copyInto: 1,
  insertInto: 0,
  updateTable: 0,
  deleteFrom: 0,
  mergeInto: 0,
}

function writesOf(node: Node): Write[] {
  const text = textOf(node)
  if (text !== undefined)
    return [...text.matchAll(statement)].map((found) => ({
      table: (found[1] ?? found[2] ?? '').toLowerCase(),
      columns: found[2] ? columnsSet(text.slice(found.index + found[0].length)) : undefined,
      node,
    }))
  const place = node.type === 'CallExpression' ? byName[nameOf(node['callee']) ?? ''] : undefined
  const named = place === undefined ? undefined : textOf((node['arguments'] as Node[])[place])
  return isNode(node) && named !== undefined ? [{ table: named, node }] : []
}

/** The columns of `a = …, b = f(x, y) from …`: the names before = outside any bracket. */
function columnsSet(list: string): string[] {
  let depth = 0
  const flat = [...list].filter((sign) => {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    return depth === 0 && sign !== ')'
  })
  const [set = ''] = flat.join('').split(/\b(?:from|where|returning)\b/i)
  return [...set.matchAll(/(?:^|,)\s*(\w+)\s*=/g)].map(([, column]) => column ?? '')
}
