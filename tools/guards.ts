import { fileURLToPath } from 'node:url'
import { guardHouse } from './guards/all.ts'
import { readHouse } from './guards/house.ts'

/** The house rules over this house: prints each breach as path:line, and fails if there is one. */
const root = fileURLToPath(new URL('..', import.meta.url))
const files = readHouse(root)
const findings = await guardHouse(root, files)
for (const { rule, path, line, says } of findings)
  console.log(`${path}${line ? `:${line}` : ''}  ${rule}: ${says}`)
console.log(`${findings.length} breaches of the house rules in ${files.length} files`)
process.exitCode = findings.length > 0 ? 1 : 0
