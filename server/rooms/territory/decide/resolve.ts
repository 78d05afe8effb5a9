import { formerRegions, regionOfCode } from '../../../../rules/former-regions.ts'
import { macroRegions, regionCodes, regionOwnName, regionShortName } from '../../../../rules/regions.ts'

export interface Resolved {
  readonly found: { readonly text: string; readonly codes: string[] }[]
  /** Names that several regions bear. */
  readonly several: { readonly text: string; readonly codes: string[] }[]
  readonly unknown: string[]
}

/** Reads a list as people paste it: a name, a path (广东深圳南山), a code, a former name or 华东, parted by lines or commas. */
export function resolveRegions(text: string): Resolved {
  const read: Resolved = { found: [], several: [], unknown: [] }
  const wanted = text.split(/[\n\r,，、;；|]+/).flatMap(parted)
  for (const name of new Set(wanted)) {
    const codes = regionsNamed(name)
    if (codes.length === 0) read.unknown.push(name)
    else if (codes.length === 1 || macroOf(name)) read.found.push({ text: name, codes })
    else read.several.push({ text: name, codes })
  }
  return read
}

/** Words between spaces are a path where they make one (江苏省 苏州市), an English name, or else names of their own. */
function parted(line: string): string[] {
  const words = line.trim().split(/\s+/).filter(Boolean)
  const whole = [words.join(' '), words.join('')].find((name) => regionsNamed(name).length > 0)
  return whole === undefined ? words : [whole]
}

const macroOf = (name: string) =>
  macroRegions.find(
    ({ zh, en }) => name === zh || name === `${zh}地区` || name.toLowerCase() === en.toLowerCase(),
  )

/** The regions a name may mean; empty: none. */
export function regionsNamed(name: string): string[] {
  const macro = macroOf(name)
  if (macro) return [...macro.provinces]
  if (/^\d{2,6}$/.test(name)) {
    const code = regionOfCode(name)
    return code ? [code] : []
  }
  return pathsOf(name)
}

function pathsOf(name: string): string[] {
  const whole = lookUp(name)
  if (whole.length > 0) return whole
  const ends = new Set<string>()
  for (let cut = 2; cut <= name.length - 2; cut++) {
    const heads = lookUp(name.slice(0, cut))
    if (heads.length === 0) continue
    for (const end of pathsOf(name.slice(cut)).concat(alike(name.slice(cut))))
      if (heads.some((head) => end.startsWith(head) && end !== head)) ends.add(end)
  }
  return [...ends]
}

interface Names {
  readonly own: Map<string, string[]>
  readonly short: Map<string, string[]>
  readonly former: Map<string, string[]>
}
let names: Names | undefined

/** A whole name beats a name as people say it; of those a province beats the city named after it (吉林), both beat what was. */
function lookUp(name: string): string[] {
  names ??= read()
  const key = name.toLowerCase()
  const own = names.own.get(key)
  if (own) return own
  const short = names.short.get(key) ?? []
  const province = short.find((code) => code.length === 2)
  if (province) return [province]
  return short.length > 0 ? short : (names.former.get(key) ?? [])
}

/** All that are called so, those a province's name hides too: 吉林吉林 is the city. */
function alike(name: string): string[] {
  names ??= read()
  return names.short.get(name.toLowerCase()) ?? []
}

function read(): Names {
  const add = (to: Map<string, string[]>, name: string, code: string) => {
    const held = to.get(name.toLowerCase()) ?? []
    if (!held.includes(code)) to.set(name.toLowerCase(), [...held, code])
  }
  const made: Names = { own: new Map(), short: new Map(), former: new Map() }
  for (const code of regionCodes) {
    add(made.own, regionOwnName(code) ?? code, code)
    add(made.short, regionShortName(code), code)
    add(made.short, regionOwnName(code, 'en') ?? code, code)
  }
  for (const [, name, today] of formerRegions) add(made.former, name, today)
  return made
}
