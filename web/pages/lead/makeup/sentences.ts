import type { Filling } from '../filling.ts'

/** What a trail tells of make-ups. */
export const makeUpSentences = {
  made_up: [
    ({ value }: Filling) => `无效线索补量：下一条先补给${value}`,
    ({ value }: Filling) => `Made up as invalid: ${value} gets another first`,
  ],
  madeUpByHand: [
    ({ who, value }: Filling) => `${who}同意给${value}补量`,
    ({ who, value }: Filling) => `${who} granted ${value} the make-up`,
  ],
  make_up_refused: [
    ({ value }: Filling) => `${value}本月补量已用完，没有补`,
    ({ value }: Filling) => `Not made up: ${value} has none left this month`,
  ],
  make_up_appealed: [
    ({ who }: Filling) => `${who}就补量提出申诉`,
    ({ who }: Filling) => `${who} appeals for a make-up`,
  ],
  make_up_declined: [
    ({ who }: Filling) => `${who}驳回了补量申诉`,
    ({ who }: Filling) => `${who} declined the appeal for a make-up`,
  ],
  make_up_taken_back: [
    ({ who, value }: Filling) => `${who}收回了${value}的补量`,
    ({ who, value }: Filling) => `${who} took the make-up back from ${value}`,
  ],
  make_up_undone: ['无效标记已撤销，补量作废', 'The mark was undone, and with it the make-up'],
} as const
