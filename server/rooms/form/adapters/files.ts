import { embed, fillIn } from './browser.ts'
import { solve } from './solve.ts'

/** What pages of forms load besides themselves, by name. */
export const files: Readonly<Record<string, string>> = {
  'form.js': `(${fillIn})()`,
  'work.js': `const solve = ${solve}\nonmessage = ({ data }) => postMessage(solve(data))`,
}

/** The script that embeds a form under this title. */
export const embedScript = (title: string): string => `(${embed})(${JSON.stringify(title)})`
