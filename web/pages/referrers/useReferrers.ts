import { readLead } from '../../../contract/lead.ts'
import { listMembers, listTeams } from '../../../contract/people.ts'
import { listRewards } from '../../../contract/referral-reward.ts'
import {
  listReferrers,
  readLeadReferral,
  readReferrer,
  type LeadReferral,
  type ReferralFlag,
} from '../../../contract/referral.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { referrerWords } from './words.ts'

export type ReferrerLine = Reply<typeof listReferrers>['items'][number]
export type ReferrerCard = Reply<typeof readReferrer>
export type RewardLine = Reply<typeof listRewards>['items'][number]

/** What a change of a referrer or of what they referred makes stale. */
export const readsOfReferrals = [
  listReferrers,
  readReferrer,
  listRewards,
  readLeadReferral,
  readLead,
] as const

/** Members and teams a referrer's leads may go to. */
export function useStaff() {
  const members = useEndpoint(listMembers, {}, { staleTime: 60_000 }).data?.items ?? []
  const teams = useEndpoint(listTeams, {}, { staleTime: 60_000 }).data?.items ?? []
  return {
    members: members.map(({ userId, name }) => ({ value: userId, label: name })),
    teams: teams.map(({ teamId, name }) => ({ value: teamId, label: name })),
  }
}

/** Why something should be looked at, as one sentence. */
export function useFlagSentence(): (flags: readonly ReferralFlag[]) => string {
  const w = useWords(referrerWords)
  return (flags) => flags.map((flag) => w[flag]).join(w.stop)
}

/** How a referrer was named. */
export function useHow(): (how: LeadReferral['how']) => string {
  const w = useWords(referrerWords)
  const hows = { hand: w.hand, code: w.byCode, phone: w.byPhone, email: w.byEmail, name: w.byNameHow }
  return (how) => hows[how]
}

/** How a reward stands, in a word. */
export function useRewardWord(): (state: string) => string {
  const w = useWords(referrerWords)
  const words: Readonly<Record<string, string>> = {
    held: w.held,
    due: w.rewardDue,
    approved: w.approved,
    paid: w.paid,
    refused: w.rewardRefused,
  }
  return (state) => words[state] ?? ''
}
