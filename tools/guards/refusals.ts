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

const home = 'contract/refusals.ts'

/**
 * Every code a refusal is made with exists; every code that exists is used; its zh and en sentences name the
 * same parameters.
 */
export function refusals(files: readonly HouseFile[]): Finding[] {
  const table = files.find(({ path }) => path === home)
  if (!table) return []
  const declared = declaredCodes(table)
  const code = files.filter(({ path }) => isCode(path) && !isTest(path) && path !== home)
  return [
    ...code.flatMap((file) => unknownCodes(file, declared)),
    ...unusedCodes(table, declared, code),
    ...unevenSentences(table, declared),
  ]
}

/** code → its entry in the table. */
function declaredCodes(table: HouseFile): Map<string, Node> {
  const made = syntax(table).nodes.find(
    (node) => node.type === 'VariableDeclarator' && nameOf(node['id']) === 'refusals',
  )
  const entries = syntaxUnder(made).filter(
    (node) => node.type === 'Property' && isNode(node['value'], 'ObjectExpression'),
  )
  return new Map(entries.map((entry) => [textOf(entry['key']) ?? nameOf(entry['key']) ?? '', entry]))
}

/** The properties of the object an `as const satisfies …` is said of. */
function syntaxUnder(made: Node | undefined): Node[] {
  let object: unknown = made?.['init']
  while (isNode(object) && object.type !== 'ObjectExpression') object = object['expression']
  return isNode(object) ? (object['properties'] as Node[]) : []
}

function unknownCodes(file: HouseFile, declared: Map<string, Node>): Finding[] {
  return syntax(file).nodes.flatMap((node) => {
    if (node.type !== 'CallExpression' || nameOf(node['callee']) !== 'refuse') return []
    const first = (node['arguments'] as Node[])[0]
    const code = isNode(first, 'Literal') ? textOf(first) : undefined
    if (code === undefined || declared.has(code)) return []
    return [
      {
        rule: 'refusals',
        path: file.path,
        line: lineAt(file, node.start),
        says: `${code} is not in ${home}`,
      },
    ]
  })
}

function unusedCodes(table: HouseFile, declared: Map<string, Node>, code: readonly HouseFile[]): Finding[] {
  const said = code.flatMap((file) =>
    syntax(file)
      .nodes.map(textOf)
      .filter((text) => text !== undefined),
  )
  const whole = new Set(said)
  // `import.${what}`: the codes it may become count as used.
  const starts = [...whole]
    .filter((text) => /^[a-z_]+\.(\w+_)?\$/.test(text))
    .map((text) => text.slice(0, text.indexOf('$')))
  return [...declared]
    .filter(([name]) => !whole.has(name) && !starts.some((start) => name.startsWith(start)))
    .map(([name, entry]) => ({
      rule: 'refusals',
      path: home,
      line: lineAt(table, entry.start),
      says: `${name} is never used: take it out`,
    }))
}

function unevenSentences(table: HouseFile, declared: Map<string, Node>): Finding[] {
  return [...declared].flatMap(([name, entry]) => {
    const [zh, en] = ['zh', 'en'].map((lang) => parameters(entry, lang))
    if (zh !== undefined && zh === en) return []
    const says = `${name}: zh names the parameters ${zh || 'none'}, en ${en || 'none'}`
    return [{ rule: 'refusals', path: home, line: lineAt(table, entry.start), says }]
  })
}

/** The parameters a sentence names, sorted; undefined when there is no such sentence. */
function parameters(entry: Node, lang: string): string | undefined {
  const sentences = (entry['value'] as Node)['properties'] as Node[]
  const sentence = textOf(sentences.find((property) => nameOf(property['key']) === lang)?.['value'])
  return sentence && [...new Set(sentence.match(/\{\w+\}/g))].toSorted().join(' ')
}
