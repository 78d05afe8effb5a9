/** A person's name as people would write it themselves: no form of address, no spaces inside Chinese, no lone quotes. */
export const version = 1

const han = /\p{Script=Han}/u
const spaceInHan = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu
/** The dot of 阿卜杜拉·买买提 in its many writings. */
const dot = /(?<=\p{Script=Han})\s*[·・•‧∙⋅●.]\s*(?=\p{Script=Han})/gu
/** Only behind a whole name: 王先生 and 张总 are all one knows of somebody and stay. */
const address = /(?<=^\p{Script=Han}{2,4})\s*\(?(?:先生|女士|小姐|同学|太太)\)?$/u
const latinTitle = /^(?:mr|mrs|ms|miss|mx|dr|prof)\.?\s+(?=\S)/i

function once(name: string): string {
  const straight = name.replace(/^["'“”‘’]+|["'“”‘’]+$/g, '').trim()
  if (!han.test(straight)) return straight.replace(latinTitle, '')
  return straight.replace(spaceInHan, '').replace(dot, '·').replace(address, '')
}

/** The name to keep, from tidied text. Letters keep their case: McDonald and van der Berg know better than we. */
export function readName(text: string): string {
  let name = text
  for (let next = once(name); next && next !== name; next = once(name)) name = next
  return name
}
