/**
 * The unified social credit code of a Chinese organisation (GB 32100-2015): 18 characters, the last of which checks the
 * others. A look-alike (O for 0, I for 1) is mended only where the check character then agrees; nothing else is guessed.
 */
export const version = 1

export type CreditCodeProblem =
  | 'creditCode.invalid'
  | 'creditCode.length'
  | 'creditCode.check'
  | 'creditCode.scientific'
  | 'creditCode.masked'
  | 'creditCode.registration'
  | 'creditCode.organisation'
  | 'creditCode.identity'
export type CreditCodeReading = { value: string } | { problem: CreditCodeProblem }

/** The 31 characters of the standard, in the order of their values: no I, O, S, V, Z. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** 3 to the power of the place, modulo 31 (GB 32100-2015, table 4). */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const shape = /^[1-9AGNY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

/** The character the other 17 ask for, or undefined where one of them is none of the 31. */
export function checkCharacter(body: string): string | undefined {
  let sum = 0
  for (const [place, weight] of weights.entries()) {
    const value = alphabet.indexOf(body.charAt(place) || '?')
    if (value < 0) return undefined
    sum += value * weight
  }
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

function agrees(code: string): boolean {
  return shape.test(code) && checkCharacter(code.slice(0, 17)) === code.charAt(17)
}

/** What the eye, a hand or a scanner takes for it. Only characters the standard does not have; l may also be a small L. */
const lookAlike: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5', '|': '1', Ø: '0' }
/** At the six places of the region only digits stand: there a letter is a misread digit. */
const digitLike: Readonly<Record<string, string>> = { ...lookAlike, D: '0', Q: '0', L: '1', B: '8', G: '6' }

/** The code with its look-alikes replaced; `l` says what a small l is taken for. */
function mended(text: string, l: 'L' | '1'): string {
  const letters = [...text.replace(/l/g, l).toUpperCase()]
  return letters.map((one, at) => (at > 1 && at < 8 ? digitLike : lookAlike)[one] ?? one).join('')
}

const label =
  /^(?:统一社会信用代码|社会信用代码|信用代码|营业执照号|纳税人识别号|税号|uscc|usci|credit code)(?:\([^()]*\))?\s*:?\s*/i
const between = /[\s\-_.·—–"'`]/g

/** Weights of an identity card's number (GB 11643-1999), and its check characters by remainder. */
const cardWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A person's identity number, which must not be kept as a company's code: place, birthday, check character. */
function isIdentity(text: string): boolean {
  if (!/^[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(text)) return false
  const sum = cardWeights.reduce((total, weight, place) => total + weight * Number(text.charAt(place)), 0)
  return '10X98765432'.charAt(sum % 11) === text.charAt(17)
}

/** 15 digits are a business registration number of before 2015, nine characters an organisation code (GB 11714). */
function otherNumber(text: string): CreditCodeProblem | null {
  if (isIdentity(text)) return 'creditCode.identity'
  if (/^\d{13}$|^\d{15}$/.test(text)) return 'creditCode.registration'
  if (/^[0-9A-Z]{8}[0-9X]$/.test(text)) return 'creditCode.organisation'
  return null
}

function problemOf(text: string): CreditCodeProblem {
  if (/^\d(?:\.\d+)?E\+?\d+$/.test(text)) return 'creditCode.scientific'
  if (/[*×●■□#]{2}|X{4}/.test(text)) return 'creditCode.masked'
  const other = otherNumber(text)
  if (other) return other
  if (!/^[0-9A-Z|Ø]+$/.test(text)) return 'creditCode.invalid'
  if (text.length !== 18) return 'creditCode.length'
  return shape.test(mended(text, 'L')) ? 'creditCode.check' : 'creditCode.invalid'
}

/**
 * Reads one tidied cell: the code in capitals, 18 characters whose check character agrees, or why there is none. Labels,
 * spaces and hyphens fall away; the older numbers of companies and an identity card's are told apart by their own problem.
 */
export function readCreditCode(text: string): CreditCodeReading {
  const bare = text.replace(label, '')
  // 9.1310104E+17 needs its point to be told
  const code = /^\s*\d\.\d+e\+?\d+\s*$/i.test(bare) ? bare.trim() : bare.replace(between, '')
  const upper = code.toUpperCase()
  if (isIdentity(upper)) return { problem: 'creditCode.identity' }
  const found = [upper, mended(code, 'L'), mended(code, '1')].find(agrees)
  return found ? { value: found } : { problem: problemOf(upper) }
}
