import { Converter } from 'opencc-js/cn2t'
import { dice } from '../bench/people.ts'
import { companyCore } from '../server/lead/company.ts'

export interface Variant {
  readonly kind: string
  readonly name: string
}

const traditional = Converter({ from: 'cn', to: 't' })

/** A company's name as others write it: one of each kind that its name allows. The same for the same seed. */
export function companyVariants(name: string, seed: number): Variant[] {
  const roll = dice(seed)
  const core = companyCore(name)
  const prefix = name.slice(0, Math.max(0, name.indexOf(core)))
  const place = prefix.replace(/[省市区县]$/, '')
  const found = [
    { kind: 'brackets', name: name.replaceAll('(', '（').replaceAll(')', '）') },
    { kind: 'script', name: traditional(name) },
    { kind: 'suffix', name: name.replace(/(?:股份)?有限(?:责任)?公司$/, '公司') },
    { kind: 'region', name: place ? core + name.slice(prefix.length + core.length) : name },
    { kind: 'abbreviation', name: place + core },
    { kind: 'typo', name: typo(name, core, roll) },
  ]
  return found.filter((variant) => variant.name !== name && variant.name.length > 1)
}

/** Two neighbours of the core change places. */
function typo(name: string, core: string, roll: () => number): string {
  if (core.length < 4) return name
  const at = name.indexOf(core) + Math.floor(roll() * (core.length - 1))
  return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2)
}
