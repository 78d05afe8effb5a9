import type { Answer } from '../../outward.ts'
import {
  judge,
  kindOfStatus,
  type Line,
  objectOf,
  type Platform,
  PlatformTrouble,
  readSaid,
  type Said,
  textOf,
  type TroubleKind,
} from './protocol.ts'

const names = { code: 'errcode', message: 'errmsg' }
// The old interface, oapi.dingtalk.com: open.dingtalk.com/document/orgapp/server-api-error-codes.
const kinds: Readonly<Record<number, TroubleKind>> = {
  [-1]: 'busy',
  33012: 'person',
  40014: 'token',
  42001: 'token',
  50002: 'scope',
  60011: 'scope',
  60020: 'ip',
  60121: 'person',
  90002: 'busy',
  90018: 'busy',
}

// The new one says words; they begin like these.
const words: readonly (readonly [RegExp, TroubleKind])[] = [
  [/^InvalidAuthentication/i, 'token'],
  [/^invalidClientIdOrSecret|^invalidClientSecret/i, 'secret'],
  [/^invalid(Parameter\.)?(auth)?code|^invalidGrant|authCode/i, 'code'],
  [/Throttling|QpsLimit|QpmLimit|flowControl|system\.?error|ServiceUnavailable/i, 'busy'],
  [/IpNotInWhiteList|ipWhiteList/i, 'ip'],
  [/AccessTokenPermissionDenied|^Forbidden/i, 'scope'],
  [/robot(Code)?|^resource\.not\.found/i, 'agent'],
  [/staffId|userId|user\.not/i, 'person'],
]

const fresh = (base: string | null, path: string): string => `${base ?? 'https://api.dingtalk.com'}${path}`
const old = (base: string | null, path: string, token: string): string =>
  `${base ?? 'https://oapi.dingtalk.com'}${path}?${new URLSearchParams({ access_token: token }).toString()}`

/**
 * DingTalk (钉钉), an application of the company's own with a robot: open.dingtalk.com/document/orgapp/
 * obtain-the-access_token-of-an-internal-app, chatbots-send-one-on-one-chat-messages-in-batches (no key against doubles),
 * query-users-by-phone-number, tutorial-obtaining-user-personal-information (sign-in) and query-a-user-by-the-union-id.
 */
export const dingtalk: Platform = {
  async fetchToken({ app, call }) {
    const body = JSON.stringify({ appKey: app.clientId, appSecret: app.secret })
    const said = judgeWords(await call({ url: fresh(app.base, '/v1.0/oauth2/accessToken'), body }))
    return { token: textOf(said['accessToken']) ?? '', seconds: Number(said['expireIn']) }
  },

  async send(line, accountId, { title, lines, url, button }) {
    const msgParam = {
      title,
      text: [`### ${title}`, ...lines].join('\n\n'),
      singleTitle: button,
      singleURL: url,
    }
    const body = JSON.stringify({
      robotCode: line.app.agent ?? line.app.clientId,
      userIds: [accountId],
      msgKey: 'sampleActionCard',
      msgParam: JSON.stringify(msgParam),
    })
    const said = await line.withToken(async (token) => {
      const headers = { 'x-acs-dingtalk-access-token': token }
      const url = fresh(line.app.base, '/v1.0/robot/oToMessages/batchSend')
      return judgeWords(await line.call({ url, headers, body }))
    })
    if (lists(said['flowControlledStaffIdList']))
      throw new PlatformTrouble('busy', 'flowControlledStaffIdList')
    if (lists(said['invalidStaffIdList'])) throw new PlatformTrouble('person', 'invalidStaffIdList')
  },

  async findByMobile(line, mobile) {
    try {
      const said = await post(line, '/topapi/v2/user/getbymobile', { mobile: mobile.replace(/^\+86/, '') })
      return textOf(objectOf(said['result'])['userid'])
    } catch (error) {
      if (error instanceof PlatformTrouble && error.kind === 'person') return null
      throw error
    }
  },

  authorizeUrl({ clientId, base }, { redirect, state }) {
    const query = {
      redirect_uri: redirect,
      response_type: 'code',
      client_id: clientId,
      scope: 'openid',
      state,
    }
    const search = new URLSearchParams({ ...query, prompt: 'consent' }).toString()
    return `${base ?? 'https://login.dingtalk.com'}/oauth2/auth?${search}`
  },

  async whoIs(line, { code }) {
    const { clientId, secret, base } = line.app
    const body = { clientId, clientSecret: secret, code, grantType: 'authorization_code' }
    const url = fresh(base, '/v1.0/oauth2/userAccessToken')
    const theirs =
      textOf(judgeWords(await line.call({ url, body: JSON.stringify(body) }))['accessToken']) ?? ''
    const headers = { 'x-acs-dingtalk-access-token': theirs }
    const me = judgeWords(
      await line.call({ url: fresh(base, '/v1.0/contact/users/me'), method: 'GET', headers, body: '' }),
    )
    // The application knows only its own company's people: of anybody else it says 60121.
    const found = await post(line, '/topapi/user/getbyunionid', { unionid: textOf(me['unionId']) })
    const accountId = textOf(objectOf(found['result'])['userid'])
    if (!accountId) throw new PlatformTrouble('person', 'errcode 0: no userid')
    const mobile = textOf(me['mobile'])
    return { accountId, mobile: mobile && `+${textOf(me['stateCode']) ?? '86'}${mobile}`, email: null }
  },
}

function post(line: Line, path: string, body: object) {
  return line.withToken(async (token) => {
    const url = old(line.app.base, path, token)
    return judge(await line.call({ url, body: JSON.stringify(body) }), names, kinds)
  })
}

function judgeWords(answer: Answer): Said {
  const said = readSaid(answer)
  if (answer.status === 200) return said
  const code = textOf(said['code'])
  if (!code) throw new PlatformTrouble(kindOfStatus(answer.status), `HTTP ${answer.status}`)
  const kind = words.find(([word]) => word.test(code))?.[1] ?? kindOfStatus(answer.status)
  throw new PlatformTrouble(kind, `code ${code}`)
}

const lists = (value: unknown): boolean => Array.isArray(value) && value.length > 0
