import { receiver, type Reply, type Sent } from './receiver.ts'

/** Somebody on a platform. */
interface Person {
  readonly accountId: string
  /** As people write it there, without +86. */
  readonly mobile: string
  readonly unionId?: string
  readonly email?: string
}

/** A message that a platform took. */
interface Delivered {
  readonly to: string
  readonly title: string
  readonly text: string
  readonly url: string
  /** What it knows doubles by; two of one key are shown once. */
  readonly key: string
}

/** What of a platform changes while a test goes on. */
function stage(people: readonly Person[]) {
  let made = 0
  const tokens = new Set<string>()
  const codes = new Map<string, Person>()
  return {
    people,
    delivered: [] as Delivered[],
    tokens,
    codes,
    /** So many of the next messages are told that there are too many. */
    busy: 0,
    /** The server's address is not among the trusted ones. */
    shutOut: false,
    tokensMade: () => made,
    newToken() {
      const token = `token-${++made}-${'x'.repeat(20)}`
      tokens.add(token)
      return token
    },
    /** Ends the life of all tokens, as two hours would. */
    expire: () => tokens.clear(),
    /** What the browser brings back of somebody who signed in: good once. */
    signedIn(accountId: string): string {
      const person = people.find((each) => each.accountId === accountId)
      if (!person) throw new Error('nobody of that account')
      const code = `code-${codes.size}-${accountId}`
      codes.set(code, person)
      return code
    },
    spend(code: unknown): Person | undefined {
      const person = codes.get(String(code))
      codes.delete(String(code))
      return person
    },
  }
}
type Stage = ReturnType<typeof stage>

const json = ({ headers, body }: Sent): Record<string, unknown> =>
  String(headers['content-type']).startsWith('application/json')
    ? (JSON.parse(body || '{}') as Record<string, unknown>)
    : {}
const keysOf = (value: object): string => Object.keys(value).toSorted().join()
const tooLong = (text: unknown, most: number): boolean =>
  typeof text !== 'string' || text === '' || Buffer.byteLength(text) > most

interface Keys {
  readonly id: string
  readonly secret: string
  readonly agent: string
}

/** A server that plays a platform for one application, to the letter of its documentation. */
async function play(answer: (sent: Sent, on: Stage) => Reply, people: readonly Person[]) {
  const on = stage(people)
  const { url, sent } = await receiver((each) => answer(each, on))
  return { url, sent, on }
}

/** WeCom (qyapi.weixin.qq.com): errors come with HTTP 200 and an errcode. */
export const wecomPlatform = (keys: Keys, people: readonly Person[]) =>
  play((sent, on) => {
    const no = (errcode: number, errmsg: string): Reply => ({ body: { errcode, errmsg } })
    const yes = (more: object): Reply => ({ body: { errcode: 0, errmsg: 'ok', ...more } })
    const { searchParams: query, pathname } = sent.url
    if (pathname === '/wwlogin/sso/login' || pathname === '/connect/oauth2/authorize')
      return wecomEntrance(sent, on, keys)
    if (pathname === '/cgi-bin/gettoken') {
      if (sent.method !== 'GET') return no(43001, 'require GET method')
      if (query.get('corpid') !== keys.id) return no(40013, 'invalid corpid')
      if (query.get('corpsecret') !== keys.secret) return no(40001, 'invalid credential')
      return yes({ access_token: on.newToken(), expires_in: 7200 })
    }
    const token = query.get('access_token')
    if (!token) return no(41001, 'access_token missing')
    if (!on.tokens.has(token)) return no(42001, 'access_token expired')
    if (on.shutOut) return no(60020, 'not allow to access from your ip')
    if (pathname === '/cgi-bin/auth/getuserinfo') {
      if (sent.method !== 'GET') return no(43001, 'require GET method')
      const person = on.spend(query.get('code'))
      return person ? yes({ userid: person.accountId }) : no(40029, 'invalid code')
    }
    if (sent.method !== 'POST') return no(43002, 'require POST method')
    const body = json(sent)
    if (pathname === '/cgi-bin/user/getuserid') {
      const person = on.people.find(({ mobile }) => mobile === body['mobile'])
      return person ? yes({ userid: person.accountId }) : no(46004, 'user no exist')
    }
    if (pathname !== '/cgi-bin/message/send') return { status: 404 }
    if (body['agentid'] !== Number(keys.agent))
      return no(301002, 'not allow operate another agent with this accesstoken')
    const card = (body['textcard'] ?? {}) as Record<string, string>
    if (body['msgtype'] !== 'textcard' || keysOf(card) !== 'btntxt,description,title,url')
      return no(40008, 'invalid message type')
    if (tooLong(card['title'], 128) || tooLong(card['description'], 512))
      return no(40058, 'exceed max length')
    if (!URL.canParse(card['url'] ?? '') || (card['btntxt'] ?? '').length > 4) return no(40058, 'invalid url')
    if (on.busy-- > 0) return no(45009, 'api freq out of limit')
    if (!on.people.some(({ accountId }) => accountId === body['touser']))
      return no(81013, 'user & party & tag all invalid')
    const key = body['enable_duplicate_check'] === 1 ? JSON.stringify(card) : String(on.delivered.length)
    deliver(on, {
      to: String(body['touser']),
      title: card['title']!,
      text: card['description']!,
      url: card['url']!,
      key,
    })
    return yes({ msgid: 'm', invaliduser: '' })
  }, people)

/** Where browsers come to sign in to WeCom: its own by the silent door alone, any other by the code to scan, which is scanned at once. */
function wecomEntrance({ url, headers }: Sent, on: Stage, keys: Keys): Reply {
  const silent = url.pathname === '/connect/oauth2/authorize'
  const { redirect_uri: back = '', state = '', ...asked } = Object.fromEntries(url.searchParams)
  const wanted = silent
    ? { appid: keys.id, response_type: 'code', scope: 'snsapi_base', agentid: keys.agent }
    : { login_type: 'CorpApp', appid: keys.id, agentid: keys.agent }
  if (keysOf(asked) !== keysOf(wanted) || Object.entries(wanted).some(([key, value]) => asked[key] !== value))
    return { status: 400, body: { errcode: 40013, errmsg: 'invalid parameter' } }
  if (silent !== /wxwork\//.test(String(headers['user-agent'])))
    return { status: 400, body: { errcode: 50001, errmsg: 'open it in the WeCom client' } }
  if (!URL.canParse(back) || state === '' || state.length > 128)
    return { status: 400, body: { errcode: 50001, errmsg: 'redirect_url unauthorized' } }
  const there = new URL(back)
  there.search = new URLSearchParams({ code: on.signedIn(on.people[0]!.accountId), state }).toString()
  return { location: there.href }
}

/** DingTalk: the new interface answers errors with a status and a word, the old one with 200 and an errcode. */
export const dingtalkPlatform = (keys: Keys, people: readonly Person[]) =>
  play((sent, on) => {
    const no = (status: number, code: string): Reply => ({
      status,
      body: { code, message: code, requestid: 'r' },
    })
    const { pathname, searchParams } = sent.url
    const body = json(sent)
    if (pathname === '/v1.0/oauth2/accessToken') {
      if (sent.method !== 'POST' || keysOf(body) !== 'appKey,appSecret') return no(400, 'MissingParameter')
      if (body['appKey'] !== keys.id || body['appSecret'] !== keys.secret)
        return no(400, 'invalidClientIdOrSecret')
      return { body: { accessToken: on.newToken(), expireIn: 7200 } }
    }
    if (pathname === '/v1.0/oauth2/userAccessToken') {
      if (
        keysOf(body) !== 'clientId,clientSecret,code,grantType' ||
        body['grantType'] !== 'authorization_code'
      )
        return no(400, 'MissingParameter')
      if (body['clientId'] !== keys.id || body['clientSecret'] !== keys.secret)
        return no(400, 'invalidClientIdOrSecret')
      const person = on.spend(body['code'])
      return person
        ? { body: { accessToken: `user of ${person.unionId}`, refreshToken: 'r', expireIn: 7200 } }
        : no(400, 'invalidParameter.authCode.notFound')
    }
    const header = String(sent.headers['x-acs-dingtalk-access-token'] ?? '')
    if (pathname === '/v1.0/contact/users/me') {
      const person = on.people.find(({ unionId }) => header === `user of ${unionId}`)
      if (!person || sent.method !== 'GET') return no(400, 'InvalidAuthentication')
      return {
        body: { nick: 'n', unionId: person.unionId, openId: 'o', mobile: person.mobile, stateCode: '86' },
      }
    }
    if (pathname.startsWith('/topapi/'))
      return dingtalkOld(on, { pathname, body, token: searchParams.get('access_token') })
    if (pathname !== '/v1.0/robot/oToMessages/batchSend' || sent.method !== 'POST') return no(404, 'NotFound')
    if (!on.tokens.has(header)) return no(400, 'InvalidAuthentication')
    if (on.shutOut) return no(403, 'Forbidden.AccessDenied.IpNotInWhiteList')
    if (keysOf(body) !== 'msgKey,msgParam,robotCode,userIds') return no(400, 'MissingParameter')
    if (body['robotCode'] !== keys.agent) return no(400, 'invalidRobotCode')
    const [to] = body['userIds'] as string[]
    const param = JSON.parse(String(body['msgParam'])) as Record<string, string>
    if (body['msgKey'] !== 'sampleActionCard' || keysOf(param) !== 'singleTitle,singleURL,text,title')
      return no(400, 'msgKeyInvalid')
    if (on.busy-- > 0)
      return { body: { processQueryKey: 'p', flowControlledStaffIdList: [to], invalidStaffIdList: [] } }
    if (!on.people.some(({ accountId }) => accountId === to))
      return { body: { processQueryKey: 'p', flowControlledStaffIdList: [], invalidStaffIdList: [to] } }
    deliver(on, {
      to: String(to),
      title: param['title']!,
      text: param['text']!,
      url: param['singleURL']!,
      key: String(on.delivered.length),
    })
    return { body: { processQueryKey: 'p', flowControlledStaffIdList: [], invalidStaffIdList: [] } }
  }, people)

interface OldCall {
  readonly pathname: string
  readonly body: Record<string, unknown>
  readonly token: string | null
}

function dingtalkOld(on: Stage, { pathname, body, token }: OldCall): Reply {
  const no = (errcode: number, errmsg: string): Reply => ({ body: { errcode, errmsg } })
  if (!token || !on.tokens.has(token)) return no(40014, 'invalid access_token')
  const person = on.people.find((each) =>
    pathname === '/topapi/v2/user/getbymobile'
      ? each.mobile === body['mobile']
      : pathname === '/topapi/user/getbyunionid' && each.unionId === body['unionid'],
  )
  // Somebody of another company has a union id and no userid here.
  if (!person || person.accountId === 'stranger') return no(60121, 'user not found')
  return { body: { errcode: 0, errmsg: 'ok', result: { userid: person.accountId, contact_type: 0 } } }
}

/** Feishu (open.feishu.cn): a code in each answer, with a status of its own for some. */
export const feishuPlatform = (keys: Keys, people: readonly Person[]) =>
  play((sent, on) => {
    const no = (code: number, msg: string, status = 400): Reply => ({ status, body: { code, msg } })
    const { pathname, searchParams } = sent.url
    const body = json(sent)
    const bearer = /^Bearer (.+)$/.exec(String(sent.headers.authorization ?? ''))?.[1]
    if (pathname === '/open-apis/auth/v3/tenant_access_token/internal') {
      if (sent.method !== 'POST' || keysOf(body) !== 'app_id,app_secret') return no(10003, 'invalid param')
      if (body['app_id'] !== keys.id || body['app_secret'] !== keys.secret)
        return no(10014, 'app secret invalid', 200)
      return { body: { code: 0, msg: 'ok', tenant_access_token: on.newToken(), expire: 7200 } }
    }
    if (pathname === '/open-apis/authen/v2/oauth/token') {
      if (keysOf(body) !== 'client_id,client_secret,code,grant_type,redirect_uri')
        return no(20001, 'invalid_request')
      if (body['client_id'] !== keys.id || body['client_secret'] !== keys.secret)
        return { status: 400, body: { code: 20002, error: 'invalid_client', error_description: 'secret' } }
      const person = on.spend(body['code'])
      if (!person)
        return { status: 400, body: { code: 20003, error: 'invalid_grant', error_description: 'code' } }
      return {
        body: { code: 0, access_token: `user ${person.accountId}`, expires_in: 7200, token_type: 'Bearer' },
      }
    }
    if (pathname === '/open-apis/authen/v1/user_info') {
      const person = on.people.find(({ accountId }) => bearer === `user ${accountId}`)
      if (!person) return no(99991668, 'Invalid access token')
      const { accountId, mobile, email = '' } = person
      return {
        body: { code: 0, data: { open_id: accountId, mobile: `+86${mobile}`, enterprise_email: email } },
      }
    }
    if (!bearer) return no(99991661, 'Missing access token for authorization')
    if (!on.tokens.has(bearer)) return no(99991663, 'Invalid access token for authorization')
    if (on.shutOut) return no(99991401, 'Access denied: ip not in whitelist')
    if (pathname === '/open-apis/contact/v3/users/batch_get_id') {
      const [mobile] = (body['mobiles'] ?? []) as string[]
      const person = on.people.find((each) => each.mobile === mobile)
      return {
        body: { code: 0, data: { user_list: [{ mobile, ...(person && { user_id: person.accountId }) }] } },
      }
    }
    if (pathname !== '/open-apis/im/v1/messages' || sent.method !== 'POST') return { status: 404 }
    if (keysOf(body) !== 'content,msg_type,receive_id,uuid' || String(body['uuid']).length > 50)
      return no(230001, 'invalid request param')
    if (searchParams.get('receive_id_type') !== 'open_id') return no(99992402, 'field validation failed')
    if (on.busy-- > 0) return no(230020, 'This operation triggers the frequency limit', 429)
    const to = String(body['receive_id'])
    if (!on.people.some(({ accountId }) => accountId === to))
      return no(230013, 'Bot has NO availability to this user.')
    const card = JSON.parse(String(body['content'])) as {
      header: { title: { tag: string; content: string } }
      elements: { tag: string; text?: { tag: string; content: string }; actions?: { url: string }[] }[]
    }
    const [div, action] = card.elements
    if (body['msg_type'] !== 'interactive' || div?.text?.tag !== 'plain_text' || !action?.actions?.[0])
      return no(230099, 'Failed to create card content')
    const { content: title } = card.header.title
    deliver(on, { to, title, text: div.text.content, url: action.actions[0].url, key: String(body['uuid']) })
    return { body: { code: 0, msg: 'success', data: { message_id: 'om_1' } } }
  }, people)

/** A double that the platform knows is answered like the first and shown once. */
function deliver(on: Stage, message: Delivered): void {
  if (!on.delivered.some(({ to, key }) => to === message.to && key === message.key))
    on.delivered.push(message)
}
