import { type MatchPolicy, type MatchRule, usualManners } from '../../../../rules/matching.ts'

/** Joined to the lead held; what is over gets a new lead that points at it, and a customer's goes to whoever has them. */
const joined: MatchRule['does'] = {
  rep: 'merge',
  pool: 'merge',
  kept: 'merge',
  closed: 'link',
  converted: 'link',
  customer: 'link',
}

/** What every organisation begins with: people are told by their phone, then by their e-mail. */
export const firstMatchPolicy: MatchPolicy = {
  terms: [
    { name: 'A', kind: 'phone' },
    { name: 'B', kind: 'email' },
  ],
  rules: [
    {
      id: 'phone',
      name: '电话相同',
      logic: 'A',
      strength: 'certain',
      against: 'both',
      does: joined,
      active: true,
    },
    {
      id: 'email',
      name: '邮箱相同',
      logic: 'B',
      strength: 'certain',
      against: 'both',
      does: joined,
      active: true,
    },
  ],
  ...usualManners,
}
