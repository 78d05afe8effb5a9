import { posix } from 'node:path'
import { refuse } from '../../../../contract/refusals.ts'
import { type NumberStyle, styleOf } from '../decide/cell.ts'
import { attributeOf, readWholeXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** A workbook's visible sheets and the parts they need. */
export interface Workbook {
  sheets: { name: string; part: string }[]
  strings: string | undefined
  styles: string | undefined
  epoch1904: boolean
}

interface Relation {
  id: string
  /** The last word of its type: strict and transitional files differ in the rest. */
  type: string
  target: string
}

/** Reads the workbook wherever its package says it lies. Refuses import.damaged, import.unsupported_format. */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  const roots = await readRelations(zip, '')
  const root = roots.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const part = zip.find(root)
  if (!part) throw refuse('import.damaged', { part: 'workbook' })
  const relations = await readRelations(zip, part)
  const sheets: Workbook['sheets'] = []
  let epoch1904 = false
  let isWorkbook = false
  await readWholeXml(zip, part, {
    open: (name, attributes) => {
      if (name === 'workbook') isWorkbook = true
      if (name === 'workbookPr') epoch1904 ||= isTrue(attributeOf(attributes, 'date1904'))
      if (name !== 'sheet') return
      const relation = relations.find(({ id }) => id === attributeOf(attributes, 'id'))
      const sheetPart = relation?.type === 'worksheet' ? zip.find(relation.target) : undefined
      const visible = (attributeOf(attributes, 'state') ?? 'visible') === 'visible'
      if (visible && sheetPart) sheets.push({ name: attributeOf(attributes, 'name') ?? '', part: sheetPart })
    },
  })
  if (!isWorkbook) throw refuse('import.unsupported_format', { format: 'Office' })
  const other = (type: string) => {
    const target = relations.find((relation) => relation.type === type)?.target
    return target && zip.find(target)
  }
  return { sheets, strings: other('sharedStrings'), styles: other('styles'), epoch1904 }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

/** The parts a part refers to, with their paths from the package's root. */
async function readRelations(zip: Zip, part: string): Promise<Relation[]> {
  const folder = part === '' ? '' : posix.dirname(part)
  const name = zip.find(posix.join(folder, '_rels', `${posix.basename(part)}.rels`))
  const relations: Relation[] = []
  if (!name) return relations
  await readWholeXml(zip, name, {
    open: (element, { Id = '', Type = '', Target = '' }) => {
      if (element !== 'Relationship') return
      const path = Target.replaceAll('\\', '/')
      const target = path.startsWith('/') ? path.slice(1) : posix.join(folder, path)
      relations.push({ id: Id, type: Type.split('/').at(-1)!, target })
    },
  })
  return relations
}

/** How numbers are shown, by a cell's style index. */
export async function readStyles(zip: Zip, part: string | undefined): Promise<NumberStyle[]> {
  const codes = new Map<number, string>()
  const styles: NumberStyle[] = []
  let inCells = false
  if (!part) return styles
  await readWholeXml(zip, part, {
    open: (name, attributes) => {
      const id = Number(attributes.numFmtId ?? 0)
      if (name === 'numFmt') codes.set(id, attributes.formatCode ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) styles.push(styleOf(id, codes.get(id)))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}
