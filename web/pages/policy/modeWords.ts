import { defineWords } from '../../app/language.tsx'

/** How leads are shared out, as one switch. */
export const modeWords = defineWords({
  mode: ['分配模式', 'Mode'],
  none: ['未设', 'Not set'],
  growth: ['增长', 'Growth'],
  lean: ['收缩', 'Lean'],
  custom: ['自定', 'Custom'],
  noneMeans: [
    '没有设模式：所有规则都有效，领取和手动分配不受限。',
    'No mode is set: every rule holds; claims and moves by hand are open.',
  ],
  growthMeans: [
    '人人都有线索：转介绍归原销售，优质按标，一般均分，主管可以手动调。',
    'Everybody gets leads: referrals to the rep who won the referrer, good leads by quota, the rest evenly; managers may move by hand.',
  ],
  leanMeans: [
    '好线索给强的人：按成交可能分，全部自动，只保底不均分。',
    'Good leads to strong reps: by the chance to win, all automatic; a floor, not equal shares.',
  ],
  customMeans: ['每一项自己定。', 'Each part set by hand.'],
  dial: ['均分 ↔ 成交', 'Equal shares ↔ wins'],
  even: ['均分', 'Equal'],
  wins: ['成交', 'Wins'],
  floor: ['优质线索保底', 'Floor of good leads'],
  floorHint: ['人均份额的百分比', 'of an equal part'],
  days: ['回看天数', 'Over days'],
  grades: ['算优质的等级', 'Good grades'],
  explore: ['随机试派', 'At random'],
  exploreHint: ['随机给一部分，能力才测得准', 'a share, so that abilities stay measured'],
  catchUp: ['缺勤后补齐', 'Absences are made up for'],
  claims: ['公海领取', 'Claims'],
  moves: ['手动分配', 'Moves by hand'],
  open: ['开放', 'Open'],
  limited: ['受限', 'Limited'],
  barred: ['禁止', 'Barred'],
  makeUps: ['补量', 'Make-ups'],
  makeUpsMost: [
    (n: number) => `无效线索补量：每人每月最多 ${n} 条`,
    (n: number) => `Invalid leads made up for: ${n} a rep and month at most`,
  ],
  makeUpsAll: ['无效线索补量：不限', 'Invalid leads made up for: all'],
  makeUpsNone: ['无效线索补量：不补', 'Invalid leads made up for: none'],
  makeUpsLimit: ['每人每月最多补几条', 'At most a rep and month'],
  aRepAndMonth: ['条 / 人·月', 'a rep and month'],
  unlimited: ['不限', 'No limit'],
  limitedTo: ['最多', 'At most'],
  makeUpsMeans: [
    (usual: number) =>
      `按规则分到、又被标为无效的线索，下一条先补给他；用完了可以申诉。没改过就是 ${usual} 条，0 是不补。`,
    (usual: number) =>
      `Who was dealt a lead that proves invalid gets another first; beyond this they may appeal. ${usual} unless changed; 0: none.`,
  ],
  says: [
    (parts: {
      kind: string
      dial: number
      floor: number
      days: number
      grades: string
      explore: number
      claims: string
      moves: string
    }) =>
      `模式：${parts.kind} · 偏成交 ${parts.dial}% · ${parts.grades || '优质'}保底 ${parts.floor}%（${parts.days} 天） · 随机 ${parts.explore}% · 领取${parts.claims}，手动${parts.moves}`,
    (parts: {
      kind: string
      dial: number
      floor: number
      days: number
      grades: string
      explore: number
      claims: string
      moves: string
    }) =>
      `Mode: ${parts.kind} · ${parts.dial}% towards wins · floor ${parts.floor}% of ${parts.grades || 'good leads'} over ${parts.days} days · ${parts.explore}% at random · claims ${parts.claims}, moves ${parts.moves}`,
  ],
  madeUp: ['，缺勤补齐', '; absences made up for'],
})
