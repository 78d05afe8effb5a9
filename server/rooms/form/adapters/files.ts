import { embed, fillIn } from './browser.ts'
import { solve } from './solve.ts'

const textOf = (code: (...given: never[]) => unknown): string => code.toString()

/** What pages of forms load besides themselves, by name. */
export const files: Readonly<Record<string, string>> = {
  'form.js': `(${textOf(fillIn)})()`,
  'work.js': `const solve = ${textOf(solve)}\nonmessage = ({ data }) => postMessage(solve(data))`,
}

/** The script that embeds a form under this title. */
export const embedScript = (title: string): string => `(${textOf(embed)})(${JSON.stringify(title)})`
