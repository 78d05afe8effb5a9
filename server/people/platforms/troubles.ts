import type { Lang } from '../../../contract/shapes.ts'
import { NoAnswer, troubleSentence } from '../../outward.ts'
import { PlatformTrouble, type TroubleKind } from './protocol.ts'

/** What went wrong, as it is kept: the kind and the platform's word; undefined for what is a fault of ours. */
export function problemOf(error: unknown): string | undefined {
  if (error instanceof PlatformTrouble) return `${error.kind} ${error.message}`
  return error instanceof NoAnswer ? `away ${error.code}` : undefined
}

/** Whether waiting helps: the platform is busy or away. Else somebody has to do something first. */
export const passes = (problem: string): boolean => /^(busy|token|away) /.test(problem)

/** A kept problem in the reader's words, with what to do about it and what the platform said. */
export function sayTrouble(problem: string, lang: Lang): string {
  const [kind = '', ...rest] = problem.split(' ')
  const said = rest.join(' ')
  if (kind === 'away') return troubleSentence(said, lang)
  const sentence = sentences[kind as TroubleKind]?.[lang] ?? sentences.other[lang]
  return lang === 'zh' ? `${sentence}（${said}）` : `${sentence} (${said})`
}

const sentences: Readonly<Record<TroubleKind, Readonly<Record<Lang, string>>>> = {
  token: {
    zh: '平台不认这次的访问凭证，稍后会自动重试',
    en: 'The platform did not take the token; it is tried again by itself',
  },
  busy: {
    zh: '发得太快或平台繁忙，稍后会自动重试',
    en: 'Too much at once, or the platform is busy; it is tried again by itself',
  },
  person: {
    zh: '平台上找不到这个成员，或成员不在应用的可见范围：核对账号，并把成员加入可见范围',
    en: 'The platform does not know this member, or the application is not visible to them: check the account and the application’s scope',
  },
  code: {
    zh: '登录码已用过或已过期：请重新登录',
    en: 'The sign-in code was spent or is too old: sign in again',
  },
  secret: {
    zh: '应用的 ID 或密钥不对：从开放平台后台重新复制',
    en: 'The application’s id or secret is wrong: copy both again from the platform’s console',
  },
  ip: {
    zh: '平台不接受这台服务器的出口 IP：在应用后台把它加入可信 IP',
    en: 'The platform does not accept this server’s address: add it to the application’s trusted IPs',
  },
  scope: {
    zh: '应用没有这项权限：在开放平台后台开通发消息和通讯录权限，再发布一次',
    en: 'The application lacks a permission: grant sending messages and reading contacts in the console, then publish it',
  },
  agent: {
    zh: 'AgentId 或机器人不对：核对编号，并在后台启用机器人能力',
    en: 'The AgentId or the robot is wrong: check its number and switch the robot on in the console',
  },
  other: { zh: '平台没有接受', en: 'The platform did not take it' },
}
