import type { ProfilePolicy } from '../contract/profile.ts'
import { uuidv7 } from '../server/db/id.ts'
import { keepField } from '../server/lead/settings.ts'
import type { TestDb } from './database.ts'
import { newTeam, publishNext, takeTurns } from './team.ts'

/** What a school wants: children of four to twelve, in Shanghai, whose parents said what they need. */
export const schoolProfile = (more: Partial<ProfilePolicy['profiles'][number]> = {}): ProfilePolicy => ({
  profiles: [
    {
      id: 'school',
      name: '少儿英语',
      disqualifiers: [
        {
          id: 'young',
          label: '不满 4 岁',
          when: { field: 'custom.birthday', op: 'years_under', value: 4 },
        },
        {
          id: 'old',
          label: '超过 12 岁',
          when: { field: 'custom.birthday', op: 'years_from', value: 13 },
        },
      ],
      criteria: [
        { id: 'city', label: '上海', when: { field: 'region', op: 'in', value: ['31'] }, weight: 3 },
        { id: 'need', label: '有需求', when: { not: { field: 'need', op: 'is_empty' } }, weight: 1 },
      ],
      fitsFrom: 75,
      keepShare: 0,
      ...more,
    },
  ],
})

/** A team that has the field `birthday`, a profile in force, and whose reps take turns. */
export async function schoolTeam(
  parts: Pick<TestDb, 'db' | 'org'>,
  { reps = 2, profile = schoolProfile() } = {},
) {
  const team = await newTeam(parts, { reps })
  await team.within((tx) =>
    keepField(
      tx,
      {
        fieldId: uuidv7(),
        key: 'birthday',
        type: 'date',
        label: { zh: '孩子生日', en: 'Child’s birthday' },
        options: [],
        fast: false,
        personal: false,
        position: 0,
      },
      { by: team.admin.userId, at: new Date() },
    ),
  )
  await takeTurns(team)
  await publishNext(team, 'profile', profile)
  return team
}

/** The day so many years before a moment, in Shanghai. */
export function yearsBefore(years: number, now = new Date(), days = 0): string {
  const then = new Date(now.getTime() + 8 * 3_600_000 + days * 86_400_000)
  then.setUTCFullYear(then.getUTCFullYear() - years)
  return then.toISOString().slice(0, 10)
}
