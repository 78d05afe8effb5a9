import type { ComplianceRule } from '../../../../contract/policy.ts'

type Common = Omit<ComplianceRule, 'id'>

const on = { active: true }

/** Where an admin starts from: the rules most organisations need. Tags say what no field says. */
export const common = {
  bought: { ...on, name: '', channels: ['list'], needs: { kind: 'licence' } },
  marketing: { ...on, name: '', needs: { kind: 'consent', purpose: 'marketing', channel: 'any' } },
  reward: {
    ...on,
    name: '',
    when: { field: 'tags', op: 'has_any', value: ['推荐奖励', 'referral reward'] },
    needs: { kind: 'approval', flag: 'reward', by: ['manager', 'admin'] },
  },
  conflict: {
    ...on,
    name: '',
    when: { field: 'tags', op: 'has_any', value: ['利益冲突', 'conflict of interest'] },
    needs: { kind: 'approval', flag: 'conflict', by: ['admin'] },
  },
} as const satisfies Readonly<Record<string, unknown>>

/** One of them as a rule of its own. */
export function commonRule(key: keyof typeof common, id: string): ComplianceRule {
  return { ...(structuredClone(common[key]) as unknown as Common), id }
}
