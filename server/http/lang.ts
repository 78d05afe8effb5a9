import type { Lang } from '../../contract/shapes.ts'
import type { Caller } from '../people/caller.ts'

/** The language of an answer: what the door found the caller wants; for a stranger what the request prefers, else Chinese. */
export function langOf(acceptLanguage: string | undefined, caller: Caller | null): Lang {
  return caller?.lang ?? preferred(acceptLanguage) ?? 'zh'
}

/** The first of zh and en by weight in an Accept-Language header, or undefined. */
export function preferred(header: string | undefined): Lang | undefined {
  const wishes = (header ?? '').split(',').map((wish, place) => {
    const [tag = '', ...options] = wish
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    const weight = Number(options.find((option) => option.startsWith('q='))?.slice(2) ?? 1)
    return { lang: tag.split('-')[0], weight: Number.isNaN(weight) ? 0 : weight, place }
  })
  return wishes
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || a.place - b.place)
    .map(({ lang }) => lang)
    .find((lang) => lang === 'zh' || lang === 'en')
}
