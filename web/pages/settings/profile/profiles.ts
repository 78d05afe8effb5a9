import type { Disqualifier, Profile, ProfileCriterion, ProfilePolicy } from '../../../../contract/profile.ts'
import { profilePolicy } from '../../../../contract/profile.ts'
import { check } from '../../../../rules/check.ts'
import type { Condition } from '../../../../rules/condition.ts'
import { addressOf } from '../../../../rules/fields.ts'
import type { Fields, FieldType } from '../../../../rules/fields.ts'
import type { Lang } from '../../../app/language.tsx'
import { newLineId } from '../../policy/useLines.ts'

/** Whether a line is written to its end. */
export function soundDisqualifier({ label, when }: Disqualifier, fields: Fields): boolean {
  return label.trim() !== '' && check(when, fields).length === 0
}

export function soundCriterion({ when }: ProfileCriterion, fields: Fields): boolean {
  return check(when, fields).length === 0
}

export function soundProfile(profile: Profile, fields: Fields): boolean {
  const { when, disqualifiers, criteria } = profile
  return (
    (!when || check(when, fields).length === 0) &&
    disqualifiers.every((one) => soundDisqualifier(one, fields)) &&
    criteria.every((one) => soundCriterion(one, fields))
  )
}

/** Whether the server would take the profiles. */
export function soundPolicy(policy: ProfilePolicy, fields: Fields): boolean {
  return profilePolicy.safeParse(policy).success && policy.profiles.every((one) => soundProfile(one, fields))
}

/** The profiles without what is not written to its end. */
export function finished(policy: ProfilePolicy, fields: Fields): ProfilePolicy {
  return {
    profiles: policy.profiles
      .filter(({ when }) => !when || check(when, fields).length === 0)
      .map((one) => ({
        ...one,
        disqualifiers: one.disqualifiers.filter((line) => soundDisqualifier(line, fields)),
        criteria: one.criteria.filter((line) => soundCriterion(line, fields)),
      })),
  }
}

export const presets = ['k12', 'b2b', 'none'] as const
export type Preset = (typeof presets)[number]

export function freshProfile(name: string): Profile {
  return { id: newLineId(), name, disqualifiers: [], criteria: [], fitsFrom: 60, keepShare: 2 }
}

/** Where a school's profile finds how old the child is: a day, or a number of years. */
const birthdays = /birth|生日|出生/i
const ages = /age|年龄/i
const sizes = /size|scale|staff|employees|人数|规模/i

const said = {
  k12: ['少儿教育', 'Children’s school'],
  b2b: ['企业服务', 'Business software'],
  young: ['年龄不符：不满 4 岁', 'Wrong age: under four'],
  old: ['年龄不符：超过 12 岁', 'Wrong age: over twelve'],
  cities: ['一二线城市', 'A large city'],
  need: ['说了需求', 'Said what they need'],
  competitor: ['竞争对手', 'A competitor'],
  abroad: ['不在服务地区', 'Outside where we serve'],
  size: ['规模合适', 'The right size'],
  title: ['能拍板的人', 'Somebody who decides'],
  named: ['有公司名', 'Named their company'],
} as const

/** A profile to begin with, made of the fields the organisation has; one it lacks is asked for by the name it would have. */
export function presetProfile(
  preset: Preset,
  fields: Fields,
  { lang, name }: { lang: Lang; name: string },
): Profile {
  const say = (key: keyof typeof said) => said[key][lang === 'zh' ? 0 : 1]
  const out = (label: string, when: Condition): Disqualifier => ({ id: newLineId(), label, when })
  const has = (label: string, weight: number, when: Condition): ProfileCriterion => ({
    id: newLineId(),
    label,
    weight,
    when,
  })
  if (preset === 'k12') {
    const { young, old } = tooYoungOrOld(fields)
    return {
      ...freshProfile(say('k12')),
      disqualifiers: [out(say('young'), young), out(say('old'), old)],
      criteria: [
        has(say('cities'), 3, { field: 'region', op: 'in', value: [...largeCities] }),
        has(say('need'), 1, { not: { field: 'need', op: 'is_empty' } }),
      ],
    }
  }
  if (preset === 'b2b') {
    const size = own(fields, sizes, ['number', 'choice'])
    const options = size?.options?.slice(1).map(({ value }) => value) ?? []
    const large: Condition | undefined =
      size?.type === 'number'
        ? { field: addressOf(size), op: 'at_least', value: 50 }
        : size && options.length > 0
          ? { field: addressOf(size), op: 'one_of', value: options }
          : undefined
    return {
      ...freshProfile(say('b2b')),
      disqualifiers: [
        out(say('competitor'), {
          field: 'company',
          op: 'contains',
          value: lang === 'zh' ? '竞品公司' : 'Competitor',
        }),
        out(say('abroad'), { field: 'region', op: 'in', value: ['71', '81', '82'] }),
      ],
      criteria: [
        ...(large ? [has(say('size'), 3, large)] : []),
        has(say('title'), 2, {
          any: (lang === 'zh' ? ['总', '经理', '主任'] : ['chief', 'head', 'director']).map((value) => ({
            field: 'title',
            op: 'contains' as const,
            value,
          })),
        }),
        has(say('named'), 1, { not: { field: 'company', op: 'is_empty' } }),
      ],
    }
  }
  return freshProfile(name)
}

/** 一线和新一线 with whole municipalities by province. */
const largeCities = [
  '11',
  '12',
  '31',
  '50',
  '4401',
  '4403',
  '3301',
  '3201',
  '3205',
  '4201',
  '5101',
  '6101',
  '4301',
  '3302',
  '3702',
] as const

function tooYoungOrOld(fields: Fields): { young: Condition; old: Condition } {
  const birthday = own(fields, birthdays, ['date'])
  const age = own(fields, ages, ['number'])
  if (!birthday && age) {
    const field = addressOf(age)
    return { young: { field, op: 'below', value: 4 }, old: { field, op: 'above', value: 12 } }
  }
  const field = birthday ? addressOf(birthday) : 'custom.birthday'
  return { young: { field, op: 'years_under', value: 4 }, old: { field, op: 'years_from', value: 13 } }
}

function own(fields: Fields, called: RegExp, types: readonly FieldType[]) {
  return [...fields.values()].find(
    ({ origin, type, key, label }) =>
      origin === 'custom' && types.includes(type) && called.test(`${key} ${label.zh} ${label.en}`),
  )
}
