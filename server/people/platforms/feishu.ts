import { createHash } from 'node:crypto'
import {
  judge,
  type Line,
  objectOf,
  type Platform,
  PlatformTrouble,
  textOf,
  type TroubleKind,
} from './protocol.ts'

const names = { code: 'code', message: 'msg' }
// open.feishu.cn/document/server-docs/api-call-guide/generic-error-code, im-v1/message/create, authen-v2.
const kinds: Readonly<Record<number, TroubleKind>> = {
  10003: 'secret',
  10014: 'secret',
  20002: 'secret',
  20003: 'code',
  20004: 'code',
  20010: 'person',
  20024: 'code',
  20049: 'code',
  20065: 'code',
  230006: 'agent',
  230013: 'person',
  230020: 'busy',
  230022: 'busy',
  232033: 'agent',
  99991400: 'busy',
  99991401: 'ip',
  99991543: 'secret',
  99991661: 'token',
  99991663: 'token',
  99991664: 'token',
  99991665: 'token',
  99991668: 'token',
  99991672: 'scope',
  99991679: 'scope',
  99992351: 'person',
  99992361: 'person',
}

const at = (base: string | null, path: string): string =>
  `${base ?? 'https://open.feishu.cn'}/open-apis${path}`

/**
 * Feishu (飞书), a self-built application: open.feishu.cn/document/server-docs/authentication-management/access-token/
 * tenant_access_token_internal, im-v1/message/create (one `uuid` is shown once within an hour), contact-v3/user/batch_get_id,
 * and sign-in: sso/api/obtain-oauth-code, authen-v2/oauth/token, authen-v1/user_info.
 */
export const feishu: Platform = {
  async fetchToken({ app, call }) {
    const body = JSON.stringify({ app_id: app.clientId, app_secret: app.secret })
    const url = at(app.base, '/auth/v3/tenant_access_token/internal')
    const said = judge(await call({ url, body }), names, kinds)
    return { token: textOf(said['tenant_access_token']) ?? '', seconds: Number(said['expire']) }
  },

  async send(line, accountId, { title, lines, url, button, key }) {
    const card = {
      config: { wide_screen_mode: true },
      header: { title: { tag: 'plain_text', content: title }, template: 'blue' },
      elements: [
        { tag: 'div', text: { tag: 'plain_text', content: lines.join('\n') } },
        {
          tag: 'action',
          actions: [{ tag: 'button', text: { tag: 'plain_text', content: button }, type: 'primary', url }],
        },
      ],
    }
    const body = {
      receive_id: accountId,
      msg_type: 'interactive',
      content: JSON.stringify(card),
      // Up to 50 characters.
      uuid: createHash('sha256').update(`${accountId} ${key}`).digest('hex').slice(0, 48),
    }
    await post(line, `/im/v1/messages?receive_id_type=${idTypeOf(accountId)}`, body)
  },

  async findByMobile(line, mobile) {
    const path = '/contact/v3/users/batch_get_id?user_id_type=open_id'
    const body = { mobiles: [mobile.replace(/^\+86/, '')], include_resigned: false }
    const said = await post(line, path, body)
    const list = objectOf(said['data'])['user_list']
    return Array.isArray(list) ? textOf(objectOf(list[0])['user_id']) : null
  },

  authorizeUrl({ clientId, base }, { redirect, state }) {
    const query = { client_id: clientId, response_type: 'code', redirect_uri: redirect, state }
    const path = '/open-apis/authen/v1/authorize'
    return `${base ?? 'https://accounts.feishu.cn'}${path}?${new URLSearchParams(query).toString()}`
  },

  async whoIs({ app, call }, { code, redirect }) {
    const asked = {
      grant_type: 'authorization_code',
      client_id: app.clientId,
      client_secret: app.secret,
      code,
      redirect_uri: redirect,
    }
    // Errors of OAuth come as { code, error, error_description }.
    const given = await call({ url: at(app.base, '/authen/v2/oauth/token'), body: JSON.stringify(asked) })
    const token = textOf(judge(given, { code: 'code', message: 'error' }, kinds)['access_token']) ?? ''
    const headers = { authorization: `Bearer ${token}` }
    const url = at(app.base, '/authen/v1/user_info')
    const me = objectOf(judge(await call({ url, method: 'GET', headers, body: '' }), names, kinds)['data'])
    const accountId = textOf(me['open_id'])
    if (!accountId) throw new PlatformTrouble('person', 'code 0: no open_id')
    return { accountId, mobile: textOf(me['mobile']), email: textOf(me['enterprise_email']) }
  },
}

/** An open_id begins with ou_; what an admin typed may be the company's own user_id. */
const idTypeOf = (accountId: string) => (accountId.startsWith('ou_') ? 'open_id' : 'user_id')

function post(line: Line, path: string, body: object) {
  return line.withToken(async (token) => {
    const headers = { authorization: `Bearer ${token}` }
    return judge(
      await line.call({ url: at(line.app.base, path), headers, body: JSON.stringify(body) }),
      names,
      kinds,
    )
  })
}
