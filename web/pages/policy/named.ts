import { wordsIn } from '../../app/language.tsx'
import type { SentencePart } from '../../ui/Sentence.tsx'
import type { Saying } from './saying.ts'
import { policyWords } from './words.ts'

/** A part of a sentence that is a value. */
export const value = (text: string): SentencePart => ({ text, kind: 'value' })

/** What an id stands for, as the part of a sentence. */
export function named(id: string, name: string | undefined, { lang }: Saying): SentencePart {
  const w = wordsIn(policyWords, lang)
  return value(id === '' ? w.unchosen : (name ?? w.gone))
}
