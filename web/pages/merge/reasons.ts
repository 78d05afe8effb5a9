import type { MergePreview } from '../../../contract/merge.ts'
import type { Words } from '../../app/language.tsx'
import type { mergeWords } from './words.ts'

type Say = Words<typeof mergeWords>
type Field = MergePreview['fields'][number]

/** Why a value survives, in a few words. */
export function becauseOf(because: Field['because'], w: Say): string {
  return because === 'survivor' ? w.survivorOwn : w[because]
}

/** Why a lead goes on. */
export function survivorBecause(because: MergePreview['survivorBecause'], w: Say): string {
  const why = { picked: w.byHand, converted: w.bySale, open: w.byOpen, held: w.byHeld, older: w.byAge }
  return w.whySurvivor(why[because])
}

/** Whether there is anything to choose: more than one value, none of which is put together with the others. */
export function isChoice({ because }: Pick<Field, 'because'>): boolean {
  return because !== 'only' && because !== 'same' && because !== 'united' && because !== 'none'
}

/** A, B, C …: what a lead is called beside the others. */
export function letterOf(at: number): string {
  return String.fromCharCode(65 + at)
}
