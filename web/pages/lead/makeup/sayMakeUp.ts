import type { z } from 'zod'
import type { toldMakeUp } from '../../../../contract/makeup.ts'
import type { Lang } from '../../../app/language.tsx'
import { wordsIn } from '../../../app/language.tsx'
import { makeUpWords } from './words.ts'

type MakeUp = NonNullable<z.input<typeof toldMakeUp>>

/** Where somebody stands this month: 本月补量 3/10，另经主管同意 1 条. */
export function sayUsed({ made, granted, limit }: MakeUp['used'], lang: Lang): string {
  const w = wordsIn(makeUpWords, lang)
  const used = limit === null ? w.usedFree(made) : w.used(made, limit)
  return granted > 0 ? used + w.dot + w.besides(granted) : used
}

/** Whether a lead that was marked invalid is made up for, and why or why not, to whom it was dealt or to somebody else. */
export function sayMakeUp(makeUp: MakeUp, { lang, me }: { lang: Lang; me: string }): string {
  const { state, rep, used, answeredBy, may } = makeUp
  const w = wordsIn(makeUpWords, lang)
  const name = rep.id === me ? null : rep.name
  const by = answeredBy?.name ?? ''
  const said = {
    made_up: () => (answeredBy ? w.granted(by, name) : w.made_up(name)),
    refused: () => sayRefused(used, lang),
    appealed: () => w.appealed(name),
    declined: () => w.declined(by),
    taken_back: () => w.taken_back(by),
    undone: () => '',
    no_turn: () => w.no_turn,
  }[state]()
  const counted = state === 'made_up' || (state === 'appealed' && used.limit !== 0)
  return [said, counted ? sayUsed(used, lang) : '', may.appeal ? w.mayAppeal : ''].filter(Boolean).join(w.dot)
}

function sayRefused({ made, limit }: MakeUp['used'], lang: Lang): string {
  const w = wordsIn(makeUpWords, lang)
  if (limit === 0) return w.barred
  return limit !== null && made >= limit ? w.spent(made, limit) : w.refused
}
