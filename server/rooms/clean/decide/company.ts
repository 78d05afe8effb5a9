/** A company cell → the name to show. What to compare by is `companyCore`, which the search keys share. */
export const version = 1

const quoted = /^(?:"([^"]+)"|'([^']+)'|“([^“”]+)”|‘([^‘’]+)’|「([^「」]+)」|『([^『』]+)』|《([^《》]+)》)$/
/** Chinese is written without spaces; 青禾 科技 is how a form aligned it. */
const spaceInChinese = /(?<=[\p{Script=Han})]) (?=[\p{Script=Han}(])|(?<=\() | (?=\))/gu

function once(name: string): string {
  const inner = quoted.exec(name)?.slice(1).find(Boolean) ?? name
  return inner.replace(spaceInChinese, '').trim() || name
}

/** Tidied text, without quotes around the whole and without spaces inside Chinese; brackets are half width by then. */
export function readCompany(text: string): string {
  let name = text
  for (let next = once(name); next !== name; next = once(name)) name = next
  return name
}
