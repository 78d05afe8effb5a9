import { defineWords } from '../../app/language.tsx'

/** Why a rep gets a lead of a rule, or does not. */
export const obstacleWords = defineWords({
  free: ['有空', 'Free'],
  got: ['分到了', 'Got it'],
  turn: ['有空，但没轮到', 'Free, but it was not their turn'],
  left: ['已不是在职销售', 'No rep any more'],
  away: ['请假', 'On leave'],
  paused: ['暂停接线索', 'Paused'],
  offShift: ['不在班', 'Off duty'],
  holding: ['持有已满', 'Holds their most'],
  daily: ['今日已满', 'Had their day’s most'],
  weekly: ['本周已满', 'Had their week’s most'],
  ruleDaily: ['这条规则今日已满', 'Had their day’s most by this rule'],
  ruleWeekly: ['这条规则本周已满', 'Had their week’s most by this rule'],
  quota: ['标已满或没有份', 'Quota met, or no share'],
  unfit: ['与线索对不上', 'Does not fit the lead'],
  former: ['以前经手过', 'Had it before'],
  barred: ['这条不再给他', 'Barred from this lead'],
})
