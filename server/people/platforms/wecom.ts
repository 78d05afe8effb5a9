import {
  cutBytes,
  judge,
  type Line,
  type Platform,
  PlatformTrouble,
  textOf,
  type TroubleKind,
} from './protocol.ts'

const names = { code: 'errcode', message: 'errmsg' }

// developer.work.weixin.qq.com/document/path/90313, the list of error codes.
const kinds: Readonly<Record<number, TroubleKind>> = {
  [-1]: 'busy',
  40001: 'secret',
  40003: 'person',
  40013: 'secret',
  40014: 'token',
  40029: 'code',
  40056: 'agent',
  40091: 'secret',
  41001: 'token',
  42001: 'token',
  45009: 'busy',
  45033: 'busy',
  46004: 'person',
  48002: 'scope',
  60011: 'scope',
  60020: 'ip',
  60111: 'person',
  81013: 'person',
  301002: 'agent',
}

const OWN = 'https://qyapi.weixin.qq.com'
// Nobody is over there by this number: 46004 from getuserid.
const NOBODY = /^errcode 46004\b/

const at = (base: string | null, path: string, query: Record<string, string>): string =>
  `${base ?? OWN}${path}?${new URLSearchParams(query).toString()}`

/**
 * WeCom (企业微信), a self-built application: developer.work.weixin.qq.com/document/path/91039 (gettoken), 90236
 * (message/send; the same content within half an hour is shown once), 95402 (getuserid), 98152 and 98176 (web sign-in),
 * 91022 (sign-in within its own client, without a word).
 */
export const wecom: Platform = {
  async fetchToken({ app, call }) {
    const url = at(app.base, '/cgi-bin/gettoken', { corpid: app.clientId, corpsecret: app.secret })
    const said = judge(await call({ url, method: 'GET', body: '' }), names, kinds)
    return { token: textOf(said['access_token']) ?? '', seconds: Number(said['expires_in']) }
  },

  async send(line, accountId, { title, lines, url, button }) {
    const body = {
      touser: accountId,
      msgtype: 'textcard',
      agentid: Number(line.app.agent),
      textcard: {
        title: cutBytes(title, 128),
        description: cutBytes(lines.map(escaped).join('\n'), 512),
        url,
        btntxt: button.slice(0, 4),
      },
      enable_duplicate_check: 1,
      duplicate_check_interval: 1800,
    }
    const said = await post(line, '/cgi-bin/message/send', body)
    // It answers 0 when it knows nobody but says whom it left out.
    if (textOf(said['invaliduser']) ?? textOf(said['unlicenseduser']))
      throw new PlatformTrouble('person', 'errcode 0: invaliduser')
  },

  async findByMobile(line, mobile) {
    try {
      const said = await post(line, '/cgi-bin/user/getuserid', { mobile: mobile.replace(/^\+86/, '') })
      return textOf(said['userid'])
    } catch (error) {
      if (error instanceof PlatformTrouble && NOBODY.test(error.message)) return null
      throw error
    }
  },

  authorizeUrl({ clientId, agent, base }, { redirect, state, userAgent }) {
    // Within WeCom's own browser who it is is known already: no code to scan, no question.
    if (isClient(userAgent)) {
      const silent = new URLSearchParams({
        appid: clientId,
        redirect_uri: redirect,
        response_type: 'code',
        scope: 'snsapi_base',
        state,
        agentid: agent ?? '',
      }).toString()
      return `${base ?? 'https://open.weixin.qq.com'}/connect/oauth2/authorize?${silent}#wechat_redirect`
    }
    const query = {
      login_type: 'CorpApp',
      appid: clientId,
      agentid: agent ?? '',
      redirect_uri: redirect,
      state,
    }
    return `${base ?? 'https://login.work.weixin.qq.com'}/wwlogin/sso/login?${new URLSearchParams(query).toString()}`
  },

  async whoIs(line, { code }) {
    const said = await line.withToken(async (token) => {
      const url = at(line.app.base, '/cgi-bin/auth/getuserinfo', { access_token: token, code })
      return judge(await line.call({ url, method: 'GET', body: '' }), names, kinds)
    })
    const accountId = textOf(said['userid'])
    // Somebody of another company has an openid only.
    if (!accountId) throw new PlatformTrouble('person', 'errcode 0: no userid')
    return { accountId, mobile: null, email: null }
  },
}

/** WeCom's own browser, on a desk or a phone, calls itself wxwork: document/path/90315. */
const isClient = (userAgent: string): boolean => /\bwxwork\//i.test(userAgent)

function post(line: Line, path: string, body: object) {
  return line.withToken(async (token) => {
    const url = at(line.app.base, path, { access_token: token })
    return judge(await line.call({ url, body: JSON.stringify(body) }), names, kinds)
  })
}

// A card's description is HTML of <div> and <br>: what strangers typed must not become a tag.
const escaped = (text: string): string => text.replace(/</g, '＜').replace(/>/g, '＞')
