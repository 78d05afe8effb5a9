import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser'
import { type Finding, type HouseFile, isCode } from './house.ts'
import { imports } from './imports.ts'

const { forbidden, options } = imports

/**
 * Breaches of who may import whom under `root`. A file on disk that was not cruised is a breach too: a guard
 * that looks at nothing and passes is worse than none.
 */
export async function modules(root: string, files: readonly HouseFile[]): Promise<Finding[]> {
  const ours = files.map(({ path }) => path).filter((path) => isCode(path))
  const folders = [
    ...new Set(ours.filter((path) => path.includes('/')).map((path) => path.split('/')[0] as string)),
  ]
  const { enhancedResolveOptions, ...rest } = options
  const { output } = await cruise(
    folders,
    { ...rest, baseDir: root, validate: true, ruleSet: { forbidden } },
    { ...enhancedResolveOptions, bustTheCache: true },
  )
  const { modules: cruised, summary } = output as ICruiseResult
  const seen = new Set(cruised.map(({ source }) => source))
  return [
    ...summary.violations.map(toFinding),
    ...ours
      .filter((path) => path.includes('/') && !path.startsWith('.') && !seen.has(path))
      .map((path) => ({ rule: 'cruised', path, says: 'dependency-cruiser did not look at this file' })),
  ]
}

function toFinding({ rule, from, to, cycle }: IViolation): Finding {
  const comment = forbidden.find(({ name }) => name === rule.name)?.comment ?? ''
  const where = cycle ? cycle.map(({ name }) => name).join(' → ') : to
  return { rule: rule.name, path: from, says: from === to ? comment : `→ ${where}. ${comment}` }
}
