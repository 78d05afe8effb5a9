import { describe, expect, test } from 'vitest'
import { holderKinds } from '../../contract/lead.ts'
import { can, type Situation } from './can.ts'

const mine: Situation = {
  roles: ['rep'],
  sight: 'full',
  holderKind: 'rep',
  holderName: '李雷',
  theirs: true,
  stage: 'contacted',
  closedAs: null,
  merged: false,
  pool: null,
}
const pooled: Situation = {
  ...mine,
  sight: 'masked',
  holderKind: 'pool',
  holderName: '公海',
  theirs: false,
  stage: 'new',
  pool: { member: true, limit: null },
}
const lost: Situation = {
  ...mine,
  holderKind: 'closed',
  holderName: null,
  theirs: false,
  stage: 'lost',
  closedAs: 'lost',
}

/** What may be done, and the codes of why the rest may not. */
function told(seen: Situation) {
  return Object.fromEntries(
    Object.entries(can(seen, 'zh')).map(([verb, answer]) => [verb, answer === true || answer.code]),
  )
}

const work = { edit: true, log: true, stage: true, tag: true, share: true, merge: true }
const not = (code: string) => ({ edit: code, log: code, stage: code, tag: code, share: code, merge: code })

const table: [string, Situation, Record<string, boolean | string>][] = [
  ['a rep’s own', mine, { ...work, assign: 'auth.forbidden', release: true }],
  [
    'a colleague’s that is shared',
    { ...mine, theirs: false },
    { ...work, assign: 'auth.forbidden', release: 'lead.not_yours', merge: 'lead.not_yours' },
  ],
  [
    'a team member’s, to the manager',
    { ...mine, roles: ['manager'] },
    { ...work, assign: true, release: true },
  ],
  ['any rep’s, to the admin', { ...mine, roles: ['admin'] }, { ...work, assign: true, release: true }],
  ['a pool’s, to its member', pooled, { ...not('lead.not_yours'), assign: 'auth.forbidden', claim: true }],
  [
    'a pool’s, to a member whose day is used up',
    {
      ...pooled,
      pool: { member: true, limit: { code: 'pool.daily_limit', params: { used: 20, limit: 20 } } },
    },
    { ...not('lead.not_yours'), assign: 'auth.forbidden', claim: 'pool.daily_limit' },
  ],
  [
    'a pool’s, to the admin, who fishes nowhere',
    { ...pooled, roles: ['admin'], sight: 'full', pool: { member: false, limit: null } },
    { ...work, assign: true, claim: 'pool.not_member' },
  ],
  [
    'in quarantine, to the manager',
    { ...mine, roles: ['manager'], holderKind: 'quarantine', theirs: false },
    { ...work, assign: true, letGo: true },
  ],
  [
    'waiting, to the manager',
    { ...mine, roles: ['manager'], holderKind: 'waiting', theirs: false },
    { ...work, assign: true },
  ],
  ['lost, to who held it', lost, { ...work, log: 'lead.closed', assign: 'auth.forbidden' }],
  [
    'converted',
    { ...lost, stage: 'converted', closedAs: 'converted' },
    { ...work, log: 'lead.closed', stage: 'lead.closed', assign: 'auth.forbidden' },
  ],
  [
    'merged into another, to who held it',
    { ...lost, stage: 'new', closedAs: 'merged', merged: true },
    { ...not('lead.merged'), assign: 'auth.forbidden' },
  ],
  [
    'erased, to who held it',
    { ...lost, stage: 'new', closedAs: 'erased' },
    { ...not('lead.erased'), assign: 'auth.forbidden' },
  ],
  [
    'anything, to the marketer',
    { ...mine, roles: ['marketer'], sight: 'none', theirs: false },
    { ...not('auth.forbidden'), assign: 'auth.forbidden', release: 'auth.forbidden' },
  ],
  [
    'anything, to a program',
    { ...mine, roles: [], theirs: true },
    { ...not('auth.forbidden'), assign: 'auth.forbidden', release: 'auth.forbidden' },
  ],
]

describe('what may be done with a lead', () => {
  test.each(table)('%s', (_, seen, expected) => expect(told(seen)).toEqual(expected))

  test('is answered for every kind of holder', () => {
    for (const holderKind of holderKinds) expect(told({ ...mine, holderKind })).toMatchObject({ edit: true })
  })

  test('says why not, with the holder’s name, in the reader’s language', () => {
    expect(can(pooled, 'zh').edit).toMatchObject({ message: '这条线索由 公海 负责；请联系对方或主管' })
    expect(can(lost, 'en').log).toMatchObject({ message: 'This lead is closed (Lost); reopen it to go on' })
    expect(can({ ...pooled, holderKind: 'quarantine', holderName: null }, 'en').letGo).toMatchObject({
      message: 'This lead is held by Quarantine; ask them or a manager',
    })
    expect(can(mine, 'zh').assign).toMatchObject({
      message: '这项操作需要以下身份之一：主管、管理员；请联系管理员',
    })
  })
})
