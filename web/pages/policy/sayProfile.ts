import type { Disqualifier, Profile, ProfileCriterion } from '../../../contract/profile.ts'
import { wordsIn } from '../../app/language.tsx'
import { profilePolicyWords } from './profileWords.ts'
import type { Said, Saying } from './saying.ts'

/** 年龄不符：孩子生日至今不满 4 年. */
export function sayDisqualifier({ label, when }: Disqualifier, say: Saying): Said {
  const w = wordsIn(profilePolicyWords, say.lang)
  return [{ text: label, kind: 'value' }, ...(label ? [w.because] : []), say.condition(when)]
}

/** 权重 3 一线城市：地区在 华东. */
export function sayProfileCriterion({ label, when, weight }: ProfileCriterion, say: Saying): Said {
  const w = wordsIn(profilePolicyWords, say.lang)
  return [
    { text: w.weighs(weight), kind: 'value' },
    ' ',
    ...(label ? [`${label}${w.because}`] : []),
    say.condition(when),
  ]
}

/** 少儿英语：所有线索. */
export function sayProfile({ name, when }: Pick<Profile, 'name' | 'when'>, say: Saying): string {
  const w = wordsIn(profilePolicyWords, say.lang)
  return `${name}${w.because}${when ? say.condition(when) : w.everyLead}`
}

/** From how much of the weight a lead fits, and what goes on though it is ruled out. */
export function sayFitting({ fitsFrom, keepShare }: Profile, say: Saying): string {
  return wordsIn(profilePolicyWords, say.lang).fits(fitsFrom, keepShare)
}
