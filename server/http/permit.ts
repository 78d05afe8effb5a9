import type { FastifyRequest } from 'fastify'
import type { May, Who } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { Caller } from '../people/caller.ts'

/** Lets the caller pass or refuses: auth.required for a stranger, auth.forbidden for the wrong role or key. */
export function permit(may: May, caller: Caller | null, lang: Lang): void {
  if (may === 'anyone') return
  if (!caller) throw refuse('auth.required')
  if (!isAmong(may, caller)) throw refuse('auth.forbidden', { may: namesOf(may, lang) })
}

function isAmong(may: 'user' | readonly Who[], caller: Caller): boolean {
  if (may === 'user') return caller.kind === 'user'
  return caller.kind === 'user'
    ? caller.roles.some((role) => may.includes(role))
    : caller.scopes.some((scope) => may.includes(`key:${scope}`))
}

const names: Record<Who | 'user' | 'anyone', Record<Lang, string>> = {
  anyone: { zh: '任何人', en: 'anyone' },
  user: { zh: '成员', en: 'a member' },
  admin: { zh: '管理员', en: 'admin' },
  manager: { zh: '主管', en: 'manager' },
  rep: { zh: '销售', en: 'rep' },
  marketer: { zh: '市场', en: 'marketer' },
  'key:leads:write': { zh: '可写线索的 API 密钥', en: 'an API key that may write leads' },
  'key:leads:read': { zh: '可读线索的 API 密钥', en: 'an API key that may read leads' },
  'key:import:write': { zh: '可导入的 API 密钥', en: 'an API key that may import' },
}

/** Who may, in words: "admin, manager". */
export function namesOf(may: May, lang: Lang): string {
  const whos = typeof may === 'string' ? [may] : may
  return whos.map((who) => names[who][lang]).join(lang === 'zh' ? '、' : ', ')
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a change that another site makes with a member's cookie (auth.cross_site). Browsers always say where
 * a change comes from; a caller that says nothing is a program, and nobody can make it use a cookie it was not given.
 */
export function permitOrigin(request: FastifyRequest, publicUrl: string): void {
  if (request.caller?.kind !== 'user' || SAFE.has(request.method)) return
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site === 'same-origin' || (origin === undefined && site === undefined)) return
  if (origin === new URL(publicUrl).origin || origin === `${request.protocol}://${request.host}`) return
  throw refuse('auth.cross_site', { origin: origin ?? String(site), here: publicUrl })
}
