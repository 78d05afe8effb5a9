import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP archive made for a test; a declared size other than the true one makes it lie. */
export function zipOf(
  parts: Readonly<Record<string, string | Buffer>>,
  declared?: Record<string, number>,
): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const raw = Buffer.from(content)
    const packed = deflateRawSync(raw, { level: 6 })
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt32LE(crc32(raw), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(declared?.[name] ?? raw.length, 18)
    shared.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), packed])
    const where = Buffer.alloc(14)
    where.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), shared, where, Buffer.from(name)]))
    bodies.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, list, Buffer.from('PK\x05\x06'), end])
}

const NS = 'http://schemas.openxmlformats.org'
const relations = (body: string) =>
  `<Relationships xmlns="${NS}/package/2006/relationships">${body}</Relationships>`
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${NS}/officeDocument/2006/relationships/${type}" Target="${target}"/>`

export interface BookParts {
  /** Rows as XML. */
  sheetData: string
  sharedStrings?: string
  styles?: string
  /** Sheets before the one with the rows, as `<sheet …/>` attributes and XML rows. */
  before?: readonly { name: string; state?: string; sheetData: string }[]
}

/** A workbook of one sheet, "Sheet1", with as little around it as the format allows. */
export function xlsxOf({ sheetData, sharedStrings = '', styles = '', before = [] }: BookParts): Buffer {
  const sheets = [...before, { name: 'Sheet1', state: undefined, sheetData }]
  const tags = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"${state ? ` state="${state}"` : ''}/>`,
  )
  return zipOf({
    '_rels/.rels': relations(relation('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${NS}/spreadsheetml/2006/main" xmlns:r="r"><sheets>${tags.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      sheets.map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/sheet${i}.xml`)).join('') +
        relation('t1', 'sharedStrings', 'sharedStrings.xml') +
        relation('t2', 'styles', '/xl/styles.xml'),
    ),
    'xl/sharedStrings.xml': `<sst>${sharedStrings}</sst>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    ...Object.fromEntries(
      sheets.map((sheet, i) => [
        `xl/worksheets/sheet${i}.xml`,
        `<worksheet><sheetData>${sheet.sheetData}</sheetData></worksheet>`,
      ]),
    ),
  })
}
