import { type Finding, type HouseFile, isCode, lineAt, nameOf, type Node, syntax } from './house.ts'

/** Words that name no part of the trade. A manager is a role here, so only `…Manager` of a thing is refused. */
const emptyFile =
  /(^|\/|[-.])(utils?|helpers?|common|misc|stuff)(?=[-./]|$)|(Utils?|Helpers?|[a-z]Manager)\.|-manager\./
const emptyName =
  /^(handle|process|doThe|perform)([A-Z]|$)|(^u|U)tils?$|(^h|H)elpers?$|^(make|create|new|get)\w*Manager$/
const says =
  'name it after what it does in the trade (claim, recycle, merge …): the words are in ARCHITECTURE.md'

/** No file, function or class is called utils, helper, …Manager, handle… or process…. */
export function words(files: readonly HouseFile[]): Finding[] {
  return files.filter(({ path }) => isCode(path)).flatMap((file) => [...ofFile(file), ...ofFunctions(file)])
}

function ofFile({ path }: HouseFile): Finding[] {
  return emptyFile.test(path) ? [{ rule: 'words', path, says }] : []
}

function ofFunctions(file: HouseFile): Finding[] {
  return syntax(file)
    .nodes.map((node) => ({ node, name: declaredName(node) }))
    .filter(({ node, name }) => name && (emptyName.test(name) || (isClass(node) && /.Manager$/.test(name))))
    .map(({ node, name }) => ({
      rule: 'words',
      path: file.path,
      line: lineAt(file, node.start),
      says: `${name}: ${says}`,
    }))
}

const isClass = (node: Node): boolean => node.type === 'ClassDeclaration'

/** What a function or class is called where it is made; an object's methods may follow somebody else's protocol. */
function declaredName(node: Node): string | undefined {
  if (node.type === 'FunctionDeclaration' || isClass(node)) return nameOf(node['id'])
  if (node.type === 'MethodDefinition') return nameOf(node['key'])
  if (node.type !== 'VariableDeclarator') return undefined
  const made = node['init'] as Node | null
  return made && /^(Arrow)?Function/.test(made.type) ? nameOf(node['id']) : undefined
}
