import { defineWords } from '../app/language.tsx'

export const dutyWords = defineWords({
  on: ['在班', 'On duty'],
  away: ['请假', 'On leave'],
  paused: ['离线', 'Offline'],
  offShift: ['下班', 'Off shift'],
  offUntil: [
    (why: string, at: string) => `${why}，到 ${at}`,
    (why: string, at: string) => `${why} until ${at}`,
  ],
  offlineUntil: [(at: string) => `离线到 ${at}`, (at: string) => `Offline until ${at}`],
  offlineHint: [
    '离线时不再分给你新线索，手上的照常跟进',
    'While offline you are given no new leads; those you have stay yours',
  ],
  comeBack: ['回来', 'Come back'],
  isBack: ['已回来，会照常分到线索', 'Back: leads come to you again'],
  for30: ['离线 30 分钟', 'Offline for 30 minutes'],
  for60: ['离线 60 分钟', 'Offline for 60 minutes'],
  for90: ['离线 90 分钟', 'Offline for 90 minutes'],
  fortomorrow: ['离线到明天上班', 'Offline until tomorrow’s shift'],
})
