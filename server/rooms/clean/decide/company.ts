/** A company cell → the name to show. What to compare by is `companyCore`, which the search keys share. */
export const version = 1

/** Tidied text, without quotes around the whole and without spaces inside Chinese; brackets are half width by then. */
export function readCompany(text: string): string {
  return text
    .replace(/^(["'“‘「『《])(.+)(["'”’」』》])$/u, '$2')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .replace(/\s*\(\s*/g, (found, at: number, whole: string) =>
      /[a-z0-9]/i.test(whole.charAt(at - 1)) ? ' (' : found.trim(),
    )
    .replace(/\s+\)/g, ')')
    .trim()
}
