/**
 * The logic line of a match rule: terms by their names, joined by "and", "or", "not" and brackets, in English or Chinese
 * words: `(A and B) or C`, `（A 且 B）或 C`. "and" binds closer than "or".
 */
export type Logic =
  | { readonly and: readonly Logic[] }
  | { readonly or: readonly Logic[] }
  | { readonly not: Logic }
  | { readonly term: string }

/** What is wrong with a line: `at` counts characters from 0. */
export interface LogicFault {
  readonly code: 'match.logic_empty' | 'match.logic_unreadable' | 'match.logic_open' | 'match.logic_large'
  readonly at: number
  /** What stands there; '' at the end. */
  readonly found: string
}

/** What a line may grow to: a person reads it, and a hostile one must not stall a capture. */
export const logicCaps = { length: 1000, terms: 50, depth: 10 } as const

/** What terms may be called: a letter, then letters, digits and _. */
export const termName = /^\p{L}[\p{L}\p{N}_]{0,19}$/u

const words: Readonly<Record<string, 'and' | 'or' | 'not' | '(' | ')'>> = {
  and: 'and',
  '&&': 'and',
  '&': 'and',
  且: 'and',
  并且: 'and',
  和: 'and',
  or: 'or',
  '||': 'or',
  '|': 'or',
  或: 'or',
  或者: 'or',
  not: 'not',
  '!': 'not',
  非: 'not',
  '(': '(',
  ')': ')',
}

/** True for what a term cannot be called, since the line reads it otherwise. */
export function isReserved(name: string): boolean {
  return words[name.toLowerCase()] !== undefined
}

interface Token {
  readonly kind: 'and' | 'or' | 'not' | '(' | ')' | 'term' | 'end' | 'strange'
  readonly text: string
  readonly at: number
}

const token = /\s*(\p{L}[\p{L}\p{N}_]*|&&?|\|\|?|[!()]|\S)/uy

function tokensOf(line: string): Token[] {
  const tokens: Token[] = []
  token.lastIndex = 0
  for (let found = token.exec(line); found; found = token.exec(line)) {
    const text = found[1] ?? ''
    const word = words[text.toLowerCase()]
    const kind = word ?? (termName.test(text) ? 'term' : 'strange')
    tokens.push({ kind, text, at: token.lastIndex - text.length })
  }
  return [...tokens, { kind: 'end', text: '', at: line.length }]
}

class Fault extends Error {
  readonly fault: LogicFault
  constructor(code: LogicFault['code'], { at, text }: Token) {
    super(code)
    this.fault = { code, at, found: text }
  }
}

/** Reads a logic line; returns what is wrong with it where it cannot be read. Never throws, whatever the text. */
export function readLogic(line: string): { logic: Logic } | { fault: LogicFault } {
  const end = { kind: 'end', text: '', at: line.length } as const
  if (line.length > logicCaps.length)
    return { fault: { code: 'match.logic_large', at: logicCaps.length, found: '' } }
  // Full-width brackets come from Chinese keyboards; each is one character, so places stay true.
  const tokens = tokensOf(line.replaceAll('（', '(').replaceAll('）', ')'))
  if (tokens.length === 1) return { fault: { code: 'match.logic_empty', at: 0, found: '' } }
  if (tokens.filter(({ kind }) => kind === 'term').length > logicCaps.terms)
    return { fault: { code: 'match.logic_large', at: end.at, found: '' } }
  try {
    return { logic: new Reader(tokens).whole() }
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault }
    throw error
  }
}

/** Recursive descent, one method for each level of binding. */
class Reader {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  whole(): Logic {
    const logic = this.#or()
    if (this.#next.kind !== 'end') throw new Fault('match.logic_unreadable', this.#next)
    return logic
  }

  get #next(): Token {
    return this.#tokens[this.#at]!
  }

  #take(kind: Token['kind']): boolean {
    if (this.#next.kind !== kind) return false
    this.#at += 1
    return true
  }

  #or(): Logic {
    const parts = [this.#and()]
    while (this.#take('or')) parts.push(this.#and())
    return parts.length === 1 ? parts[0]! : { or: parts }
  }

  #and(): Logic {
    const parts = [this.#not()]
    while (this.#take('and')) parts.push(this.#not())
    return parts.length === 1 ? parts[0]! : { and: parts }
  }

  #not(): Logic {
    const here = this.#next
    if (this.#take('not')) return { not: this.#deeper(here, () => this.#not()) }
    if (this.#take('term')) return { term: here.text }
    if (!this.#take('(')) throw new Fault('match.logic_unreadable', here)
    const inner = this.#deeper(here, () => this.#or())
    if (!this.#take(')')) throw new Fault('match.logic_open', this.#next)
    return inner
  }

  #deeper(here: Token, read: () => Logic): Logic {
    this.#depth += 1
    if (this.#depth > logicCaps.depth) throw new Fault('match.logic_large', here)
    const logic = read()
    this.#depth -= 1
    return logic
  }
}

/** The terms a line names, each once, in the order they are read. */
export function termsOf(logic: Logic): string[] {
  if ('term' in logic) return [logic.term]
  const parts = 'not' in logic ? [logic.not] : 'and' in logic ? logic.and : logic.or
  return [...new Set(parts.flatMap(termsOf))]
}

/** Whether the line holds, where `holds` says it of each term. */
export function evaluate(logic: Logic, holds: (term: string) => boolean): boolean {
  if ('term' in logic) return holds(logic.term)
  if ('not' in logic) return !evaluate(logic.not, holds)
  return 'and' in logic
    ? logic.and.every((part) => evaluate(part, holds))
    : logic.or.some((part) => evaluate(part, holds))
}

/** Whom a line is true of: whoever agrees in every term of one of these sets. */
interface Way {
  readonly sets: readonly (readonly string[])[]
  readonly cost: number
}

/**
 * The terms whose candidates are certain to hold every pair the line is true of, at the least cost; undefined where no
 * choice of them is. `cost` is undefined for a term no index serves. Of "and" one part is enough, of "or" each is needed,
 * and what is "not" so can be found by nothing. Of "and" two terms are asked for together where `joins` says of both that
 * an index can.
 */
export function searchBy(
  logic: Logic,
  cost: (term: string) => number | undefined,
  joins: (term: string) => boolean = () => false,
): Way | undefined {
  if ('not' in logic) return undefined
  if ('term' in logic) {
    const price = cost(logic.term)
    return price === undefined ? undefined : { sets: [[logic.term]], cost: price }
  }
  if ('and' in logic) {
    const ways = logic.and.flatMap((part) => searchBy(part, cost, joins) ?? [])
    const [best, ...others] = ways.toSorted((a, b) => a.cost - b.cost)
    const one = best && onlyTerm(best)
    if (!best || one === undefined || !joins(one)) return best
    const other = others.map(onlyTerm).find((term) => term !== undefined && term !== one && joins(term))
    return other === undefined ? best : { sets: [[one, other]], cost: best.cost }
  }
  const ways = logic.or.map((part) => searchBy(part, cost, joins))
  if (ways.some((way) => way === undefined)) return undefined
  const all = ways as Way[]
  return { sets: all.flatMap(({ sets }) => sets), cost: all.reduce((sum, way) => sum + way.cost, 0) }
}

function onlyTerm({ sets }: Way): string | undefined {
  const [set] = sets
  return sets.length === 1 && set?.length === 1 ? set[0] : undefined
}
