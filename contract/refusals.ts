import type { Place, Reason } from './shapes.ts'

/** A refusal's HTTP status and its sentence in both languages; {name} stands for a parameter. */
interface Sentence {
  readonly status: number
  readonly zh: string
  readonly en: string
}

/** Every code the API can refuse with. The sentence says what is wrong and what would mend it. */
export const refusals = {
  // ── the house
  'body.invalid': { status: 400, zh: '请求内容有误：{what}', en: 'The request is not valid: {what}' },
  'body.cut': {
    status: 400,
    zh: '请求体不是完整的 JSON，可能在传输中被截断；请完整重发',
    en: 'The body is not complete JSON; it may have been cut in transit. Send it again whole',
  },
  'body.too_large': {
    status: 413,
    zh: '请求体超过 {limit}，请分批发送',
    en: 'The body is larger than {limit}; send it in parts',
  },
  'body.not_json': { status: 400, zh: '请求体不是有效的 JSON', en: 'The body is not valid JSON' },
  'body.not_utf8': {
    status: 400,
    zh: '请求体不是 UTF-8 编码；请以 UTF-8 重新发送',
    en: 'The body is not UTF-8; send it again in that encoding',
  },
  'body.kind': {
    status: 415,
    zh: '不支持这种内容类型（{kind}）；请以 application/json 发送',
    en: 'This kind of content ({kind}) is not taken; send application/json',
  },
  'auth.required': {
    status: 401,
    zh: '请先登录，或提供有效的 API 密钥',
    en: 'Sign in first, or send a valid API key',
  },
  'auth.forbidden': {
    status: 403,
    zh: '这项操作需要以下身份之一：{may}；请联系管理员',
    en: 'This needs one of: {may}. Ask an admin',
  },
  'auth.cross_site': {
    status: 403,
    zh: '请求来自别的网站（{origin}），已拒绝；请在 {here} 打开本系统再操作',
    en: 'The request came from another site ({origin}) and was refused; open Sluice at {here}',
  },
  'auth.key_invalid': {
    status: 401,
    zh: 'API 密钥无效或已停用；请在“设置 → API 密钥”里新建一个',
    en: 'The API key is not valid or was revoked; make a new one under Settings → API keys',
  },
  'org.unknown': {
    status: 404,
    zh: '没有组织“{org}”；可用：{known}',
    en: 'There is no organisation "{org}"; there is: {known}',
  },
  'profile.not_unfit': {
    status: 409,
    zh: '没有哪条排除条件把它排除在外；要放弃请改阶段，或在“设置 → 客户画像”里改条件',
    en: 'No disqualifier rules it out; to give it up set its stage, or change the profile under Settings → Ideal customer',
  },
  'profile.nobody_had_it': {
    status: 409,
    zh: '搁置前没有人负责它；请由主管分给一位销售',
    en: 'Nobody had it before it was set aside; have a manager give it to a rep',
  },
  'quarantine.suggestion_gone': {
    status: 409,
    zh: '这条建议已不适用，可能有人刚改过；请刷新后再看',
    en: 'This suggestion no longer holds; somebody may have changed the lead. Reload and look again',
  },
  'quarantine.nothing_alike': {
    status: 409,
    zh: '隔离区里已没有这样的线索；请刷新',
    en: 'No lead in quarantine is like that any more; reload',
  },
  'quarantine.fix_running': {
    status: 409,
    zh: '这次修正还在进行，完成后即可撤销',
    en: 'This fix is still running; it can be undone once it is done',
  },
  not_found: {
    status: 404,
    zh: '没有找到，或不在你的权限范围内',
    en: 'Not found, or outside what you may see',
  },
  'rate.limited': {
    status: 429,
    zh: '请求太频繁，请在 {seconds} 秒后重试',
    en: 'Too many requests; try again in {seconds} seconds',
  },
  'server.failed': {
    status: 500,
    zh: '服务器出错了，已记录编号 {requestId}；没有保存任何半途的改动',
    en: 'The server failed; it is logged as {requestId}. Nothing was half saved',
  },
  'server.busy': {
    status: 503,
    zh: '服务正在启动或停止，请稍后重试',
    en: 'The server is starting or stopping; try again shortly',
  },
  'cursor.invalid': {
    status: 400,
    zh: '翻页游标无效，请从第一页重新开始',
    en: 'The page cursor is not valid; start from the first page',
  },
  'condition.invalid': { status: 422, zh: '条件有误：{what}', en: 'The condition is not valid: {what}' },
  'field.not_fast': { status: 422, zh: '字段“{key}”是多选，不能设为快速字段', en: 'The field "{key}" is a list and cannot be a fast one' },
  'policy.invalid': { status: 422, zh: '方案有误：{what}', en: 'The policy is not valid: {what}' },
  'assign.unsound': {
    status: 422,
    zh: '分配规则还不能发布：{what}',
    en: 'The assignment rules cannot be published yet: {what}',
  },
  'assign.unsound_again': {
    status: 422,
    zh: '这一版现在不能原样发布：{what}。请在“历史版本”里把它恢复为草稿，改好再发布',
    en: 'This version cannot be published again as it was: {what}. Restore it as a draft under History, mend it and publish that',
  },
  'score.invalid': { status: 422, zh: '评分卡有误，{where}：{what}', en: 'The scorecards are not valid; {where}: {what}' },
  'policy.target_unknown': { status: 422, zh: '规则指向的人、团队或公海 {id} 已不存在，请重新选择', en: 'A rule gives to somebody or something that is gone ({id}); choose again' },
  'version.stale': {
    status: 409,
    zh: '你打开之后已有人修改过；请刷新后再保存',
    en: 'Somebody changed it since you opened it; reload and save again',
  },
  'name.taken': { status: 409, zh: '“{name}”已被使用，请换一个', en: '"{name}" is taken; choose another' },

  // ── capture
  'idempotency.other_body': {
    status: 409,
    zh: '幂等键 {key} 已用于另一份内容；请换一个键，或重发原内容',
    en: 'Idempotency key {key} was used with another body; use a new key or send the first body again',
  },
  'idempotency.in_flight': {
    status: 409,
    zh: '同一幂等键的请求还在处理中，请稍后重试',
    en: 'A request with this idempotency key is still being decided; try again shortly',
  },
  'capture.too_many': {
    status: 400,
    zh: '一次最多 {limit} 条线索，请分批发送',
    en: 'At most {limit} leads at once; send them in parts',
  },
  'capture.source_unknown': {
    status: 422,
    zh: '没有名为“{source}”的来源；请先在“来源”里新建，或改用：{known}',
    en: 'There is no source "{source}"; add it under Sources first, or use one of: {known}',
  },
  'capture.field_unknown': {
    status: 422,
    zh: '没有字段“{field}”；请在“设置 → 字段”里新建，或放进 custom',
    en: 'There is no field "{field}"; add it under Settings → Fields, or put it into custom',
  },
  'form.gone': {
    status: 404,
    zh: '这个表单不存在或已停用',
    en: 'This form does not exist or was switched off',
  },
  'form.proof': {
    status: 400,
    zh: '人机校验未通过或已过期，请重新提交',
    en: 'The proof of work is missing or expired; submit again',
  },

  'form.incomplete': {
    status: 422,
    zh: '请检查标出的内容，改正后再提交',
    en: 'Check what is marked, correct it and send again',
  },
  'form.source_gone': {
    status: 422,
    zh: '这个来源不存在或已停用；请为表单选择另一个来源',
    en: 'This source does not exist or is archived; choose another for the form',
  },
  'form.field_twice': {
    status: 422,
    zh: '字段“{field}”在表单里出现了两次；请去掉一个',
    en: 'The field "{field}" stands in the form twice; take one out',
  },

  // ── consent and compliance
  'consent.purpose_twice': {
    status: 422,
    zh: '用途“{key}”写了两次；每个用途只能有一行',
    en: 'The purpose "{key}" stands there twice; each may have one line',
  },
  'consent.purpose_reserved': {
    status: 422,
    zh: '“any”表示所有用途，不能用作用途编号；请换一个',
    en: '"any" stands for every purpose; choose another key',
  },
  'consent.purpose_unknown': {
    status: 422,
    zh: '没有同意用途“{purpose}”；可用：{known}',
    en: 'There is no purpose "{purpose}"; there is: {known}',
  },
  'consent.evidence_wanted': {
    status: 422,
    zh: '请写明凭证：本人在何时、以何种方式同意',
    en: 'Say how it can be proven: when and in which way the person agreed',
  },
  'consent.nobody_named': {
    status: 422,
    zh: '请给出线索、完整的电话或邮箱之一，以便找到本人',
    en: 'Name the person by one of: a lead, a whole phone number, an e-mail address',
  },
  'compliance.not_yours': {
    status: 403,
    zh: '这些线索须由{by}批准；请转交',
    en: 'These leads are to be approved by {by}; pass them on',
  },
  'compliance.nothing': {
    status: 409,
    zh: '所选线索没有等待批准的事项，可能已被他人批准；请刷新',
    en: 'None of these leads waits for an approval; somebody may have given it. Reload',
  },

  // ── calling out
  'address.private': {
    status: 422,
    zh: '地址 {host} 属于内网或本机，不能调用；如确需调用，请管理员设置 ALLOW_PRIVATE_WEBHOOKS=1',
    en: 'The address {host} is private or local and is not called; set ALLOW_PRIVATE_WEBHOOKS=1 to allow it',
  },
  'address.protocol': {
    status: 422,
    zh: '地址须以 https:// 或 http:// 开头，而不是 {url}',
    en: 'The address must begin with https:// or http://, not {url}',
  },

  // ── lead
  'lead.closed': {
    status: 409,
    zh: '这条线索已结束（{as}），不能再改；如需继续请先重新打开',
    en: 'This lead is closed ({as}); reopen it to go on',
  },
  'lead.move': {
    status: 409,
    zh: '线索不能从“{from}”变为“{to}”',
    en: 'A lead cannot go from "{from}" to "{to}"',
  },
  'lead.value_invalid': { status: 422, zh: '有内容无法识别：{what}', en: 'Some of it cannot be read: {what}' },
  'lead.reason_needed': { status: 422, zh: '请写明原因', en: 'Give the reason' },
  'lead.amount_needed': { status: 422, zh: '转化需要填写金额', en: 'Converting needs an amount' },
  'customer.not_yours': {
    status: 403,
    zh: '这位客户由 {holder} 负责；请联系对方或主管',
    en: 'This customer belongs to {holder}; ask them or a manager',
  },
  'customer.value_invalid': {
    status: 422,
    zh: '有内容无法识别：{what}',
    en: 'Some of it cannot be read: {what}',
  },
  'customer.nameless': {
    status: 422,
    zh: '至少填写公司、姓名、电话、邮箱、信用代码、外部编号中的一项',
    en: 'Give at least one of company, name, phone, e-mail, credit code and external id',
  },
  'customer.external_taken': {
    status: 409,
    zh: '外部编号“{externalId}”已属于另一位客户；请核对后再保存',
    en: 'The external id "{externalId}" is another customer’s already; check it and save again',
  },
  'customer.stage_unknown': {
    status: 422,
    zh: '没有“{stage}”这个客户阶段；可用：{known}',
    en: 'There is no customer stage "{stage}"; there are: {known}',
  },
  'customer.stage_in_use': {
    status: 409,
    zh: '仍有客户处于“{stage}”阶段；请先把他们改到别的阶段',
    en: 'Some customers are still in the stage "{stage}"; move them to another one first',
  },
  'customer.holder_unknown': {
    status: 422,
    zh: '没有成员“{holder}”；请填写现有成员',
    en: 'There is no member "{holder}"; name one there is',
  },
  'lead.not_yours': {
    status: 403,
    zh: '这条线索由 {holder} 负责；请联系对方或主管',
    en: 'This lead is held by {holder}; ask them or a manager',
  },

  // ── merge
  'lead.merged': {
    status: 409,
    zh: '这条线索已并入另一条；请打开那一条，或先撤销合并',
    en: 'This lead was merged into another; work on that one, or undo the merge first',
  },
  'lead.erased': {
    status: 409,
    zh: '此人的资料已永久删除，不能再改动；如果对方再次来询，会是一条新线索',
    en: 'This person was erased for good and nothing can be changed; should they ask again, it will be a new lead',
  },
  'merge.survivor_missing': {
    status: 422,
    zh: '要保留的线索不在所选之列；请从所选的线索里选一条保留',
    en: 'The lead to keep is not among those chosen; keep one of them',
  },
  'merge.field_unknown': {
    status: 422,
    zh: '“{field}”不能这样选取：没有这个字段，或所选线索不在其列；请重新选择',
    en: '"{field}" cannot be picked like that: no such field, or the lead is not among those chosen. Choose again',
  },
  'merge.gone': {
    status: 409,
    zh: '其中一条已被撤回或删除，不能合并；请去掉它',
    en: 'One of them was withdrawn or erased and cannot be merged; leave it out',
  },
  'merge.two_converted': {
    status: 409,
    zh: '其中有两条以上已转化，各有成交记录，不能合并；请只选一条已转化的',
    en: 'More than one of them is converted, each with a deal of its own; choose one converted lead only',
  },
  'merge.converted_first': {
    status: 409,
    zh: '已转化的线索不能并入别的线索；请保留已转化的那一条',
    en: 'A converted lead cannot go into another; keep the converted one',
  },
  'merge.survivor_closed': {
    status: 409,
    zh: '要保留的线索已结束（{as}），其余的还在跟进；请保留一条进行中的，或先重新打开它',
    en: 'The lead to keep is closed ({as}) while others are worked on; keep an open one, or reopen it first',
  },
  'merge.undo_first': {
    status: 409,
    zh: '之后又有一次合并（{at}，{by}）建立在它之上；请先撤销那一次',
    en: 'A later merge ({at}, by {by}) builds on this one; undo that one first',
  },
  'merge.erased': {
    status: 410,
    zh: '其中有人的个人信息已删除，无法恢复合并前的样子',
    en: 'Somebody concerned was erased since, so what was before the merge is gone for good',
  },

  // ── moves by hand
  'move.target': {
    status: 422,
    zh: '“{name}”现在不能接收线索（已离开、不是销售，或公海已停用）；请换一个',
    en: '"{name}" cannot get leads now (gone, no rep, or a pool out of use); choose another',
  },
  'move.nothing': { status: 422, zh: '请选择转给谁', en: 'Choose to whom the leads go' },
  'move.reason_needed': {
    status: 422,
    zh: '转移这么多线索需要写明原因',
    en: 'Moving leads needs a reason here; write why',
  },
  'move.barred': {
    status: 403,
    zh: '当前分配模式不允许主管手动转移线索；请联系管理员',
    en: 'The mode in force bars managers from moving leads by hand; ask an admin',
  },
  'move.plan': {
    status: 409,
    zh: '预览与要求不一致，请重新预览',
    en: 'The preview does not say what is asked for; preview it again',
  },
  'move.over': { status: 409, zh: '这次转移已经结束', en: 'This move is over already' },
  'move.running': {
    status: 409,
    zh: '还在进行中；请先停止，或等它完成',
    en: 'It still runs; stop it first, or wait until it is done',
  },
  'move.undone': { status: 409, zh: '这次转移已经撤销过了', en: 'This move was taken back already' },
  'move.too_late': {
    status: 409,
    zh: '超过 24 小时，不能再撤销；可以重新转移',
    en: 'More than 24 hours have passed; move the leads again instead',
  },
  'move.unseen': {
    status: 404,
    zh: '不在你的范围内，或已经没有了',
    en: 'Outside what you may see, or gone',
  },
  'move.closed': { status: 409, zh: '已关闭；请先重新打开', en: 'Closed; reopen it first' },
  'move.kept_back': {
    status: 409,
    zh: '还在隔离区或待核实；请先在那里放行',
    en: 'In quarantine, or not confirmed yet; let it go there first',
  },
  'move.stays': { status: 409, zh: '本来就在那里', en: 'Already there' },
  'move.no_other': {
    status: 409,
    zh: '规则没有把它给别人，留在原处',
    en: 'The rules give it to nobody else, so it stays',
  },
  'move.changed': {
    status: 409,
    zh: '预览之后有变动，没有动它；请重新预览',
    en: 'Changed since the preview, so it was left alone; preview again',
  },
  'move.no_way_back': {
    status: 409,
    zh: '原来没有人负责，留在现在的位置',
    en: 'Nobody had it before, so it stays where it is',
  },

  // ── work platforms
  'platform.not_set': {
    status: 409,
    zh: '这个平台还没有设置；请管理员在“设置 → 企业应用”里填好',
    en: 'This platform is not set up; an admin does that under Settings, Work apps',
  },
  'platform.secret_needed': {
    status: 422,
    zh: '请填写应用的密钥（Secret）',
    en: 'Give the application’s secret',
  },
  'platform.agent_needed': {
    status: 422,
    zh: '请填写企业微信应用的 AgentId（一串数字）',
    en: 'Give the WeCom application’s AgentId, a number',
  },
  'platform.account_taken': {
    status: 409,
    zh: '这个账号已关联另一位成员；请先在那位成员处解除',
    en: 'This account is linked to another member; unlink it there first',
  },
  'platform.state_lost': {
    status: 409,
    zh: '登录中断或超过了 10 分钟；请从登录页重新开始，并在同一个浏览器里完成',
    en: 'Signing in was broken off or took more than 10 minutes; begin again, in one and the same browser',
  },
  'platform.code_spent': {
    status: 409,
    zh: '登录码已用过或已过期；请重新登录',
    en: 'The sign-in code was spent or is too old; sign in again',
  },
  'platform.unknown_person': {
    status: 403,
    zh: '这个账号没有关联任何成员；请用密码登录后在“我的账户”里关联，或请管理员关联',
    en: 'No member is linked to this account; sign in by password and link it in your account, or ask an admin',
  },
  'platform.shared_account': {
    status: 403,
    zh: '你属于多个组织，不能通过其中一个的平台登录；请用密码登录',
    en: 'You belong to several organisations and cannot sign in through the platform of one; use your password',
  },
  'platform.failed': { status: 502, zh: '{said}', en: '{said}' },
  'push.not_ours': {
    status: 422,
    zh: '这个推送地址不能用；请换一个浏览器，或检查浏览器是否允许通知',
    en: 'This push address cannot be used; try another browser, or allow notifications in this one',
  },
  'push.too_many': {
    status: 409,
    zh: '已有 {most} 台设备；请先关掉一台不用的',
    en: 'There are {most} devices already; take one off that you no longer use',
  },

  // ── best to best
  'best.changed': {
    status: 409,
    zh: '预览之后线索或销售的情况有变，请重新预览再分配',
    en: 'Leads or reps have changed since the preview; look at it again, then deal',
  },
  'schedule.past': {
    status: 422,
    zh: '计划时间须在未来一年之内',
    en: 'The planned moment must lie ahead, within a year',
  },
  'schedule.settled': {
    status: 409,
    zh: '这个计划已经生效、取消或失效，不能再改',
    en: 'That plan was published, cancelled or overtaken already; there is nothing left to change',
  },

  // ── pool
  'pool.already_claimed': {
    status: 409,
    zh: '慢了一步，{by} 已领取',
    en: '{by} was faster and has claimed it',
  },
  'pool.not_yet': {
    status: 409,
    zh: '这条线索先给其他同事，{opens} 起你也可以领取',
    en: 'This lead is offered to others first; you may claim it from {opens} on',
  },
  'pool.claims_barred': {
    status: 403,
    zh: '当前分配模式不开放领取；线索由规则分配',
    en: 'The mode in force is closed to claims; leads are dealt by the rules. Ask a manager for one',
  },
  'pool.daily_limit': {
    status: 409,
    zh: '今天已领取 {used}/{limit} 条，明天 0 点恢复',
    en: 'You claimed {used} of {limit} today; the count starts again at midnight',
  },
  'pool.holding_limit': {
    status: 409,
    zh: '手上已有 {used}/{limit} 条，请先跟进或退回一些',
    en: 'You hold {used} of {limit}; work or release some first',
  },
  'pool.in_use': { status: 409, zh: '还有规则把线索放进公海“{pool}”；请先在分配或回收规则里换一个', en: 'Rules still send leads to the pool "{pool}"; choose another in the assignment or recycling rules first' },
  'pool.not_empty': { status: 409, zh: '公海“{pool}”里还有线索；请先分走它们', en: 'Leads still lie in the pool "{pool}"; give them away first' },
  'pool.not_member': {
    status: 403,
    zh: '你不是公海“{pool}”的成员；请联系管理员',
    en: 'You are not a member of the pool "{pool}"; ask an admin',
  },

  // ── match
  'scan.running': {
    status: 409,
    zh: '已有一次查重扫描在进行；请等它完成，或先取消它',
    en: 'A scan is running already; wait for it to end, or cancel it first',
  },
  'scan.over': {
    status: 409,
    zh: '这次扫描已经结束，无法取消',
    en: 'This scan has ended already; there is nothing to cancel',
  },

  // ── score
  'value.segment': {
    status: 422,
    zh: '成交金额不能按“{field}”分组；请选来源、地区，或一个不含个人信息的单选字段',
    en: 'Sales cannot be told apart by “{field}”; choose the source, the region, or a choice field that is not personal',
  },
  'feedback.gone': {
    status: 409,
    zh: '你对这个评分没有待处理的意见，可能已撤回，或新版本已采纳；请刷新',
    en: 'You have no open remark on this score: it was withdrawn, or a newer version has answered it. Reload the page',
  },
  'override.managers': {
    status: 403,
    zh: '本组织只允许主管和管理员手动改等级；请告诉主管，或用“评分不对”说明原因',
    en: 'Here only managers and admins set grades by hand: tell your manager, or say why with “This score is wrong”',
  },
  'override.not_holder': {
    status: 403,
    zh: '只有负责人本人或主管可以手动改等级；可以用“评分不对”说明原因',
    en: 'Only who holds the lead, or a manager, sets its grade by hand; you can say why with “This score is wrong”',
  },
  'override.stale': {
    status: 409,
    zh: '等级刚被人改过（{by}）；请看一眼现在的等级，再决定要不要改',
    en: 'Somebody has just changed it ({by}); look at the grade as it is now, then decide',
  },
  'override.no_grade': {
    status: 422,
    zh: '评分卡里没有等级“{grade}”；可选：{known}',
    en: 'The scorecard has no grade “{grade}”; there is: {known}',
  },
  'override.by_grade': {
    status: 422,
    zh: '这张评分卡按两个方向定级，请改等级，不要改分数',
    en: 'This scorecard grades by two sides: set the grade, not the score',
  },
  'override.over': {
    status: 422,
    zh: '截止时间已经过去；请选以后的时间，或不设截止',
    en: 'That moment has passed; choose a later one, or none',
  },
  'score.learning': {
    status: 409,
    zh: '正在学习一张评分卡；请等它完成，或先取消它',
    en: 'A scorecard is being learned already; wait for it to end, or cancel it first',
  },
  'score.learned': {
    status: 409,
    zh: '这次学习已经结束，无法取消',
    en: 'This learning has ended already; there is nothing to cancel',
  },
  'score.too_few_outcomes': {
    status: 422,
    zh: '近两年结束的线索里有 {won} 条已转化、{lost} 条流失或无效；各要至少 {needed} 条才学得出可信的评分卡。请继续跟进并如实标记结果，或导入带结果的历史线索',
    en: 'Of the leads of the last two years {won} were converted and {lost} lost or invalid; at least {needed} of each are needed to learn a scorecard one can trust. Go on closing leads with their true outcome, or import past leads with theirs',
  },
  'score.no_model': {
    status: 409,
    zh: '还没有学成的评分卡；请在设置“学习评分卡”里先学一张',
    en: 'No scorecard was learned yet; learn one first under Settings, Learned scorecard',
  },
  'score.too_early': {
    status: 422,
    zh: '这条线索那时还没有到达；请选它到达之后的时间',
    en: 'The lead had not arrived by then; ask for a moment after it did',
  },
  'score.too_late': {
    status: 422,
    zh: '那个时间还没有到；请选现在或以前的时间',
    en: 'That moment is yet to come; ask for now or for the past',
  },
  'score.version_unknown': {
    status: 404,
    zh: '评分卡没有第 {version} 版；请从方案的历史里选',
    en: 'There is no version {version} of the scorecards; choose one from their history',
  },
  'score.too_many': {
    status: 409,
    zh: '学到的这张卡有 {count} 条打分项，超过了 {most} 条的上限，改不了也发布不了；请在“字段”里合并选项很多的字段后再学一次',
    en: 'The learned card has {count} criteria, more than the {most} that can be edited and published; merge options of fields that have very many of them, then learn again',
  },
  'score.previewing': {
    status: 409,
    zh: '{who} 正在用历史预演评分卡；请等它完成，或请其先停止',
    en: '{who} is previewing scorecards on history; wait for it to end, or ask them to stop it',
  },
  'rehearsal.running': {
    status: 409,
    zh: '{who} 正在排演分配规则；请等它完成，或请其先停止',
    en: '{who} is rehearsing assignment rules; wait for it to end, or ask them to stop it',
  },
  'rehearsal.over': {
    status: 409,
    zh: '这次排演已经结束，无法取消',
    en: 'This rehearsal has ended already; there is nothing to cancel',
  },
  'assign.not_rehearsed': {
    status: 409,
    zh: '发布前须先排演：这份草稿在最近 {days} 天里没有排演过。请先排演；要紧时可写明原因直接发布，或退回以前的版本',
    en: 'Assignment rules are rehearsed before they are published: exactly this draft was not rehearsed in the last {days} days. Rehearse it first; if it cannot wait, publish anyway with a reason, or go back to an earlier version',
  },
  'score.previewed': {
    status: 409,
    zh: '这次预演已经结束，无法取消',
    en: 'This preview has ended already; there is nothing to cancel',
  },
  'score.no_version': {
    status: 422,
    zh: '没有第 {version} 版评分卡；请从版本历史里选一个，或提交一份草稿',
    en: 'There is no version {version} of the scorecards; choose one from the history, or send a draft',
  },
  'score.no_segment': {
    status: 422,
    zh: '“{field}” 不能用来分组：须是在用的、不含个人信息的自定义单选字段',
    en: 'Leads cannot be told apart by "{field}": it must be a custom choice field in use that holds nothing personal',
  },
  'score.card_in_use': {
    status: 409,
    zh: '评分卡“{card}”已发布过，线索的历史里要用到它，不能删除；请改为停用',
    en: 'The scorecard "{card}" was published before and leads’ history names it, so it cannot be deleted; retire it instead',
  },
  'score.not_previewed': {
    status: 409,
    zh: '发布前须先用历史预演：这份草稿在最近 {days} 天里没有和现行版本比过的预演。请先预演；要紧时可写明原因直接发布，或退回以前的版本',
    en: 'Scorecards are previewed on history before they are published: of exactly this draft, against the version in force, there is no preview of the last {days} days. Preview it first; if it cannot wait, publish anyway with a reason, or go back to an earlier version',
  },
  'score.gate': {
    status: 409,
    zh: '没有达到发布要求：{what}。请修改草稿后再预演；要紧时可写明原因直接发布，或退回以前的版本',
    en: 'It does not meet what publishing asks for: {what}. Change the draft and preview it again; if it cannot wait, publish anyway with a reason, or go back to an earlier version',
  },
  'question.one_customer': {
    status: 409,
    zh: '一条线索只能是一位老客户的；请先把另一个回答放回待判断，或逐个回答',
    en: 'A lead is of one known customer; open the other answer again first, or answer one at a time',
  },
  'question.customer_gone': {
    status: 409,
    zh: '这位客户已归档；请先在客户页恢复，或答“不是”',
    en: 'This customer was put away; take them back on the customers page first, or say that it is somebody else',
  },

  // ── import: reading the file (bad_bytes, cell_too_long and cell_error concern one row, the rest goes on)
  'import.empty': {
    status: 422,
    zh: '文件里没有数据；请检查是否选对了文件或工作表',
    en: 'There is nothing in the file; check that it is the right file and sheet',
  },
  'import.unsupported_format': {
    status: 415,
    zh: '读不了 {format} 文件；请另存为 XLSX 或 CSV 后再导入',
    en: 'A {format} file cannot be read; save it as XLSX or CSV and import that',
  },
  'import.password_protected': {
    status: 422,
    zh: '文件有密码；请去掉密码另存后再导入',
    en: 'The file has a password; save it without one and import that',
  },
  'import.damaged': {
    status: 422,
    zh: '文件已损坏或不完整（{part}）；请重新导出，或另存为 CSV',
    en: 'The file is damaged or cut short ({part}); export it again, or save it as CSV',
  },
  'import.zip_bomb': {
    status: 422,
    zh: '文件解压后大得异常（{size}），已拒绝读取；请另存为 CSV 后再导入',
    en: 'The file unpacks to an abnormal size ({size}) and was not read; save it as CSV and import that',
  },
  'import.too_large': {
    status: 413,
    zh: '文件太大：{size}，上限 {limit}；请拆分，或另存为 CSV',
    en: 'The file is too large: {size}, at most {limit}; split it, or save it as CSV',
  },
  'import.too_many_columns': {
    status: 422,
    zh: '共有 {columns} 列，上限 {limit} 列；请删去不需要的列',
    en: 'There are {columns} columns, at most {limit} can be read; delete those you do not need',
  },
  'import.too_many_rows': {
    status: 422,
    zh: '超过 {limit} 行；请拆成几个文件',
    en: 'There are more than {limit} rows; split the file',
  },
  'import.row_too_long': {
    status: 422,
    zh: '第 {line} 行长得异常，没有换行；请检查文件是否是表格',
    en: 'Line {line} goes on without a line break; check that the file is a table',
  },
  'import.unclosed_quote': {
    status: 422,
    zh: '第 {line} 行有一个没有配对的引号，其后的行会被并进同一格；请补上引号，或写成两个引号',
    en: 'A quote opened on line {line} is never closed, so later rows would be swallowed; close it, or double it',
  },
  'import.encoding_unknown': {
    status: 422,
    zh: '读不了编码“{encoding}”；请另存为 UTF-8，或选择另一种编码',
    en: 'The encoding "{encoding}" cannot be read; save the file as UTF-8, or choose another',
  },
  'import.sheet_unknown': {
    status: 422,
    zh: '没有名为“{sheet}”的可见工作表；可选：{known}',
    en: 'There is no visible sheet "{sheet}"; choose one of: {known}',
  },
  'import.header_missing': {
    status: 422,
    zh: '第 {row} 行不存在或是空行，不能作表头',
    en: 'Row {row} is blank or not there, so it cannot be the header',
  },
  'import.bad_bytes': {
    status: 422,
    zh: '这一格有乱码（不符合 {encoding} 编码）；请改正这一格，或换一种编码重新读取',
    en: 'This cell holds bytes that are not {encoding}; correct it, or read the file with another encoding',
  },
  'import.cell_too_long': {
    status: 422,
    zh: '这一格超过 {limit} 个字，已截断；请缩短后重试',
    en: 'This cell is longer than {limit} characters and was cut; shorten it',
  },
  'import.cell_error': {
    status: 422,
    zh: '这一格是公式错误 {value}；请改正这一格',
    en: 'This cell holds the formula error {value}; correct it',
  },

  // ── import: from the file to leads
  'import.no_file': {
    status: 400,
    zh: '没有收到文件；请以 multipart/form-data 的 file 字段上传',
    en: 'No file came; upload it as the field "file" of multipart/form-data',
  },
  'import.source_unknown': {
    status: 422,
    zh: '没有名为“{source}”的来源；请先在“来源”里新建，或改用：{known}',
    en: 'There is no source "{source}"; add it under Sources first, or use one of: {known}',
  },
  'import.gate_differs': {
    status: 409,
    zh: '来源“{source}”已有自己的准入门槛（{preset}）；请换一个来源，或先在“来源”里修改它的门槛',
    en: 'The source "{source}" has a gate of its own ({preset}); use another source, or change its gate under Sources first',
  },
  'import.state': {
    status: 409,
    zh: '这次导入目前处于 {state}，不能这样操作；请刷新后查看',
    en: 'The import is {state} now, so this cannot be done; reload to see where it stands',
  },
  'import.mapping_invalid': {
    status: 422,
    zh: '列“{column}”的对应有误：{field} 不存在，或已由另一列填写',
    en: 'The column "{column}" cannot go there: {field} does not exist, or another column fills it already',
  },
  'import.column_unknown': {
    status: 422,
    zh: '文件里没有“{column}”这一列；可用：{known}',
    en: 'The file has no column "{column}"; it has: {known}',
  },
  'import.too_many_running': {
    status: 409,
    zh: '已有 {limit} 个导入正在进行；请等其中一个完成',
    en: '{limit} imports are running already; wait until one of them is done',
  },
  'import.rows_gone': {
    status: 410,
    zh: '这次导入的逐行明细已过保存期（{days} 天）；线索本身仍在',
    en: 'The rows of this import were kept for {days} days and are gone; its leads are still there',
  },
  'import.failed': {
    status: 500,
    zh: '导入意外中断；已完成的部分都在，请重试，仍不行请把日志交给管理员',
    en: 'The import broke off unexpectedly; what was done is kept. Try again, or show the log to an admin',
  },

  // ── people
  'people.setup_done': {
    status: 409,
    zh: '首位管理员已经建好；请直接登录',
    en: 'The first admin exists already; sign in instead',
  },
  'people.setup_token': {
    status: 403,
    zh: '安装链接无效；请用服务器启动时打印的最新链接',
    en: 'This setup link is not valid; use the newest one the server printed at its start',
  },
  'people.wrong_password': { status: 422, zh: '账号或密码不对', en: 'The login or the password is wrong' },
  'people.wrong_code': {
    status: 422,
    zh: '验证码不对；请核对手机时间后输入最新的一组',
    en: 'The code is wrong; check the phone’s clock and type the newest one',
  },
  'people.code_expired': {
    status: 422,
    zh: '这次登录已过期，请重新输入密码',
    en: 'This sign-in has expired; start again with your password',
  },
  'people.too_many_tries': {
    status: 429,
    zh: '尝试次数太多，请在 {seconds} 秒后再试，或请管理员给你重置链接',
    en: 'Too many tries; wait {seconds} seconds, or ask an admin for a reset link',
  },
  'people.no_organisation': {
    status: 403,
    zh: '你已不在任何组织里；请联系管理员',
    en: 'You no longer belong to any organisation; ask an admin',
  },
  'people.login_invalid': {
    status: 422,
    zh: '“{login}”既不是邮箱也不是手机号',
    en: '"{login}" is neither an e-mail address nor a mobile number',
  },
  'people.login_needed': {
    status: 422,
    zh: '请至少填写邮箱或手机号，用来登录',
    en: 'Give an e-mail address or a mobile number to sign in with',
  },
  'people.email_taken': {
    status: 409,
    zh: '邮箱 {email} 已有人使用',
    en: 'The e-mail address {email} is in use',
  },
  'people.mobile_taken': {
    status: 409,
    zh: '手机号 {mobile} 已有人使用',
    en: 'The mobile number {mobile} is in use',
  },
  'people.already_member': { status: 409, zh: '{name} 已经是成员', en: '{name} is a member already' },
  'people.weak_password': {
    status: 422,
    zh: '密码太容易猜到：至少 {min} 个字符，且不是常见密码或你的账号',
    en: 'Too easy to guess: use at least {min} characters, no common password, not your login',
  },
  'people.link_expired': {
    status: 410,
    zh: '链接已用过或已过期；请管理员重新给你一个',
    en: 'This link was used or has expired; ask an admin for a new one',
  },
  'people.invitation_expired': {
    status: 410,
    zh: '邀请已用过、撤回或过期；请管理员重新邀请',
    en: 'This invitation was used, withdrawn or has expired; ask an admin for a new one',
  },
  'people.mail_not_set': {
    status: 409,
    zh: '服务器没有配置发信；请管理员在“团队”里给你一个重置链接',
    en: 'This server sends no mail; an admin can give you a reset link under Team',
  },
  'people.last_admin': {
    status: 409,
    zh: '{name} 是唯一的管理员；请先让另一位成员成为管理员',
    en: '{name} is the only admin; make another member admin first',
  },
  'people.roles_needed': {
    status: 422,
    zh: '每位成员至少要有一个身份',
    en: 'A member needs at least one role',
  },
  'people.shared_account': {
    status: 409,
    zh: '{name} 也属于其他组织，账号只能由本人修改',
    en: '{name} belongs to another organisation too, so only they can change the account',
  },
  'people.two_factor_on': { status: 409, zh: '两步验证已经开启', en: 'Two-factor sign-in is on already' },
  'people.two_factor_off': { status: 409, zh: '还没有开启两步验证', en: 'Two-factor sign-in is not on' },
  'verify.nothing_there': {
    status: 422,
    zh: '“{field}”还没有填写，没有可核实的内容；请先填写',
    en: '"{field}" is empty, so there is nothing to verify; fill it in first',
  },
  'verify.provider_off': {
    status: 409,
    zh: '还没有启用“{field}”的核实服务；请管理员在“设置 → 核实”里开启',
    en: 'No provider checks "{field}" yet; an admin turns one on under Settings → Verification',
  },
  'verify.keys_needed': {
    status: 422,
    zh: '启用前请先填写 AccessKey；查号码状态还需要授权码',
    en: 'Enter the AccessKey before turning it on; the number status API also needs its AuthCode',
  },
  'verify.not_checkable': {
    status: 422,
    zh: '“{value}”无法检测：号码检测只支持大陆手机号，邮箱检测需要完整地址',
    en: '"{value}" cannot be checked: numbers must be mainland mobiles, mailboxes whole addresses',
  },
  'verify.budget_spent': {
    status: 409,
    zh: '今天的核实预算已用完；请提高每日预算，或明天再试',
    en: 'Today’s budget for checks is spent; raise it or try again tomorrow',
  },
  'confirm.not_named': {
    status: 403,
    zh: '你没有可核实的来源；请市场或管理员在“来源”里把你加为核实人',
    en: 'No source names you to confirm its leads; a marketer or admin can add you under Sources',
  },
  'confirm.not_yours': {
    status: 409,
    zh: '这条线索已不在你手上（超时或已由他人处理）；请取下一条',
    en: 'This lead is no longer yours (your time ran out, or somebody else did it); take the next one',
  },
  'confirm.nothing_added': {
    status: 422,
    zh: '没有补充或更正任何内容；若信息无误，请选“确认无误”',
    en: 'Nothing was added or put right; if all is correct, choose "Confirmed"',
  },
  'confirm.reason_needed': {
    status: 422,
    zh: '请说明拒绝的原因',
    en: 'Say why it is refused',
  },
  'team.loop': { status: 409, zh: '“{name}”不能移到自己的下级里', en: '"{name}" cannot move below itself' },
  'team.not_empty': {
    status: 409,
    zh: '“{name}”还有 {members} 位成员、{teams} 个下级；请先移走',
    en: '"{name}" still has {members} members and {teams} teams below it; move them first',
  },
  'team.lead_needs_manager': {
    status: 422,
    zh: '{name} 还没有主管身份，不能带队；请先加上主管身份',
    en: '{name} is not a manager and cannot lead a team; give them the role first',
  },
  'absence.order': { status: 422, zh: '结束时间要晚于开始时间', en: 'It must end after it begins' },
  'absence.own_deputy': { status: 422, zh: '不能由本人代理自己', en: 'Nobody can stand in for themselves' },
  'hours.overlap': {
    status: 422,
    zh: '星期{weekday}（1 为周一）的时段与另一时段重叠；请改开始或结束时间',
    en: 'A span of weekday {weekday} (1 is Monday) overlaps another; change when it begins or ends',
  },
  'hours.none': {
    status: 422,
    zh: '一周里没有任何工作时段；请至少填一段，或选“不设日历”',
    en: 'Nobody would ever work in this week; give at least one span, or choose “no calendar”',
  },
  'calendar.always': {
    status: 409,
    zh: '还没有设工作时间，每个小时都算上班；请先设工作时间，再加例外的日子',
    en: 'No working hours are set, so every hour counts; set the hours first, then days that differ',
  },
  'holidays.year': {
    status: 422,
    zh: '{day} 不在 {year} 年（也不是紧邻的上年 12 月）；请改年份，或去掉这一天',
    en: '{day} is not in {year}, nor in the December before; change the year, or leave that day out',
  },
  'holidays.twice': {
    status: 422,
    zh: '{day} 出现了两次；请只留一处',
    en: '{day} is there twice; leave one of them out',
  },
  'zone.unknown': {
    status: 422,
    zh: '没有时区“{zone}”；例如 Asia/Shanghai',
    en: 'There is no time zone "{zone}"; for example Asia/Shanghai',
  },

  // ── disputes
  'dispute.free': {
    status: 409,
    zh: '这个客户没有别的销售在跟，不用争：直接录入或从公海领取',
    en: 'No other rep has this customer, so there is nothing to dispute: type the lead in, or claim it from the pool',
  },
  'dispute.yours': { status: 409, zh: '这个客户已经是你的', en: 'This customer is yours already' },
  'dispute.open': {
    status: 409,
    zh: '你对这个客户的争议已在处理中，请等主管裁定',
    en: 'Your dispute about this customer is open already; wait for a manager to settle it',
  },
  'dispute.settled': {
    status: 409,
    zh: '这项争议已经裁定；如有异议请重新提出',
    en: 'This dispute is settled already; open another one to go on',
  },

  // ── behaviour
  'tracking.key_unknown': {
    status: 404,
    zh: '没有这个跟踪代码，或已停用；请在“设置 → 行为跟踪”里重新复制',
    en: 'There is no such tracking key, or it is switched off; copy the line anew under Settings → Tracking',
  },
  'link.gone': { status: 404, zh: '这个链接已失效', en: 'This link leads nowhere any more' },
  'hook.gone': { status: 404, zh: '没有这个接收地址，或已停用', en: 'There is no such address, or it is switched off' },
  'hook.unsigned': {
    status: 401,
    zh: '签名不对或已过期；请核对两边的密钥与时钟',
    en: 'The signature is wrong or too old; compare the keys and the clocks of both sides',
  },
  'code.gone': { status: 404, zh: '这个二维码已停用', en: 'This QR code is not in use any more' },
  // ── ability
  // ── cohorts
  'cohort.days': {
    status: 422,
    zh: '日期先后不对：招生开始 ≤ 招生结束 ≤ 销售结束，起始日不晚于结束日；请改日期',
    en: 'These days are out of order: intake begins, intake ends, sales end, and a range begins before it ends. Change them',
  },
  'cohort.shifts': {
    status: 422,
    zh: '班次要一个接一个、不重叠，且结束晚于开始；请改时间',
    en: 'Shifts must follow one another without overlap, each ending after it begins. Change their hours',
  },
  'cohort.capacity': {
    status: 409,
    zh: '“{group}”里已有 {taken} 条线索，容量不能更小；请调大，或先移出一些',
    en: '"{group}" has {taken} leads; its capacity cannot be less. Raise it, or take some out first',
  },
  'cohort.group_taken': {
    status: 409,
    zh: '“{group}”里还有 {taken} 条线索，不能删除；请先移出',
    en: '"{group}" still has {taken} leads and cannot be removed. Take them out first',
  },
  'cohort.full': {
    status: 409,
    zh: '“{group}”只剩 {left} 个位置，放不下 {asked} 条；请调大容量或换一个群',
    en: '"{group}" has {left} seats left, not {asked}. Raise its capacity or choose another group',
  },
  'cohort.over': {
    status: 409,
    zh: '“{cohort}”的销售期已结束；请先延长',
    en: 'Sales of "{cohort}" are over; prolong them first',
  },
  'cohort.rep_unknown': {
    status: 422,
    zh: '{name} 不是在职销售，不能排班；请换一位',
    en: '{name} is no rep in office and cannot be on a roster. Choose somebody else',
  },
  'cohort.same_rep': {
    status: 422,
    zh: '代班人和被代班人是同一位；请换一位',
    en: 'Nobody stands in for themselves. Choose somebody else',
  },
  'cohort.not_rostered': {
    status: 409,
    zh: '这样改和现在的排班没有区别；请检查人员、日期和群',
    en: 'The roster would be as it is. Check whom, the days and the groups',
  },
  'cohort.shift_unknown': {
    status: 422,
    zh: '这个班期没有这么多班次；请刷新后再试',
    en: 'The cohort has no such shift. Reload and try again',
  },
  'ability.segment_unknown': {
    status: 400,
    zh: '“{field}”不能用来分段；请选等级、省份，或一个单选、是否类型的自定义字段',
    en: '"{field}" cannot make segments; choose grade, province, or a field of your own that is a choice or yes/no',
  },
  'ability.not_counted': {
    status: 409,
    zh: '这条线索没有算进你的能力，不用申请；下次计算后再看',
    en: 'This lead does not count for your ability, so there is nothing to appeal; look again after the next reckoning',
  },
  'ability.appealed': {
    status: 409,
    zh: '这条线索你已经申请过；结果在“我的能力”里看',
    en: 'You have appealed against this lead already; see My ability for the answer',
  },
  'ability.answered': {
    status: 409,
    zh: '这份申请已经有人处理了；刷新后再看',
    en: 'Somebody has answered this appeal already; read the list again',
  },
  // ── make-ups
  'makeup.not_refused': {
    status: 409,
    zh: '这条线索已经补过、标记已撤销，或者不是分给你的，没有可申诉的；刷新线索页再看',
    en: 'This lead was made up for, its mark was undone, or it was not dealt to you: there is nothing to appeal. Reload its page',
  },
  'makeup.appealed': {
    status: 409,
    zh: '这条线索已经申诉过，等主管处理即可；结果会通知你',
    en: 'You have appealed already; a manager answers, and you are told',
  },
  'makeup.declined': {
    status: 409,
    zh: '这条线索的申诉主管已驳回，不能再申诉；有异议请直接找主管',
    en: 'A manager has declined this appeal; talk to them if you disagree',
  },
  'makeup.answered': {
    status: 409,
    zh: '这条线索没有待处理的申诉：已有人处理，或无效标记已撤销；刷新后再看',
    en: 'No appeal is open here: somebody answered it, or the mark was undone. Reload and look again',
  },
  'makeup.own': {
    status: 403,
    zh: '不能处理自己的补量；请让上级主管或管理员处理',
    en: 'Nobody decides on their own make-up; ask another manager or an admin',
  },
  'makeup.no_turn': {
    status: 409,
    zh: '分出这条线索的规则已不存在，或不再自己分给销售，补不了；请手动转一条给他，再驳回申诉并说明',
    en: 'The rule that dealt this lead is gone or deals to nobody by itself, so no lead can be owed by it. Give the rep one by hand, then decline and say so',
  },
  'makeup.not_made_up': {
    status: 409,
    zh: '这条线索没有补量可收回：没有补过，或已收回；刷新后再看',
    en: 'There is no make-up to take back here: there was none, or it was taken back. Reload and look again',
  },
  // ── referral
  'referrer.nameless': {
    status: 400,
    zh: '请至少填写转介绍人的姓名、电话或邮箱',
    en: 'Say at least the referrer’s name, phone or e-mail',
  },
  'referrer.unreadable': {
    status: 400,
    zh: '转介绍人的电话或邮箱看不懂：{value}；请改成完整的号码或地址',
    en: 'The referrer’s phone or e-mail cannot be read: {value}. Write the whole number or address',
  },
  'referrer.taken': {
    status: 409,
    zh: '这个电话或邮箱已经是转介绍人 {name}（推荐码 {code}）的；请直接用 ta，或先改 ta 的联系方式',
    en: 'That phone or e-mail is already referrer {name}’s (code {code}); use them, or change their contact first',
  },
  'referrer.not_member': {
    status: 400,
    zh: '所选的同事或团队不存在；请重新选择',
    en: 'The colleague or team chosen does not exist; choose again',
  },
  'referral.unknown': {
    status: 400,
    zh: '没有找到这个转介绍人：“{named}”不是推荐码、完整的电话或邮箱；请改正，或先添加转介绍人',
    en: 'No such referrer: "{named}" is no code in use, whole phone or e-mail. Correct it, or add the referrer first',
  },
  'referral.step': {
    status: 409,
    zh: '不能从“{from}”改成“{to}”；可能有人刚改过，请刷新后再看',
    en: 'It cannot go from "{from}" to "{to}"; somebody may just have changed it, read it again',
  },
  'referral.reason_needed': {
    status: 400,
    zh: '请写明不通过的原因',
    en: 'Say why it is refused',
  },
  'referral.rewarded': {
    status: 409,
    zh: '奖励已批准或已发放，不能再改归属；请先把奖励退回“待批准”',
    en: 'The reward is approved or paid, so this can no longer change; first take the reward back to due',
  },
  'referral.other_verified': {
    status: 409,
    zh: '这条线索已核实为 {name} 的转介绍；请先把那一条改为不通过',
    en: 'This lead is already verified as {name}’s; refuse that one first',
  },
  'referral.approver': {
    status: 403,
    zh: '批准、发放和拒绝奖励由主管或管理员做；你可以先填好金额',
    en: 'Managers and admins approve, pay and refuse rewards; you may prepare the amount',
  },
  'referral.own': {
    status: 403,
    zh: '这是你自己的转介绍，请另一位主管或管理员处理',
    en: 'This referral is your own; ask another manager or admin',
  },
  'referral.flagged': {
    status: 409,
    zh: '这条转介绍有疑点还没人确认；请先在线索页确认“没问题”',
    en: 'This referral is flagged and nobody has looked at it; first say on the lead’s page that it is fine',
  },
  'referral.unverified': {
    status: 409,
    zh: '这条转介绍还没核实；请先核实，再批准奖励',
    en: 'This referral is not verified yet; verify it, then approve the reward',
  },
  'referral.not_counting': {
    status: 409,
    zh: '这条线索现在算另一位转介绍人的；请刷新后再看',
    en: 'Another referrer counts for this lead now; read it again',
  },
  'referral.amount_needed': {
    status: 400,
    zh: '请先填写奖励金额',
    en: 'Say the amount of the reward first',
  },

  // ── territories
  'territory.unknown_region': {
    status: 400,
    zh: '没有“{code}”这个行政区划代码；请重新选择，或用“粘贴地区”按名称找',
    en: 'No region bears the code {code}; choose it anew, or paste its name to find it',
  },
  'territory.empty': {
    status: 400,
    zh: '片区里还没有地区，也没有园区、商圈等名称；请至少加一个',
    en: 'The territory has no region and no named area yet; add at least one',
  },
  'territory.no_reps': {
    status: 400,
    zh: '“{name}”没有在职的销售；请至少选一人，或选一个有销售的团队',
    en: '{name} has no active rep; choose at least one, or a team that has reps',
  },
  'territory.overlap': {
    status: 409,
    zh: '{what} 已经属于“{other}”；请去掉它、改得更细（如区县），或勾选“仍然保存”（以先设的片区为准）',
    en: '{what} belongs to {other} already; take it out, be more specific, or save even so (the elder territory then has it)',
  },
  'territory.past': {
    status: 400,
    zh: '不能改过去：请从今天或以后开始，过去的归属要一直查得到',
    en: 'The past stays as it was, so that it can be answered for: begin today or later',
  },
  'territory.order': {
    status: 400,
    zh: '结束日期要晚于开始日期；请改其中一个',
    en: 'It would end before it begins; change one of the two days',
  },
  'territory.field': {
    status: 400,
    zh: '没有“{field}”这个字段；请为园区、商圈另选一个字段',
    en: 'There is no field {field}; choose another one for the named areas',
  },
  'territory.not_yours': {
    status: 403,
    zh: '“{name}”涉及不归你管的销售；请由管理员来改，或只选自己团队的人',
    en: '{name} concerns reps who are not yours; ask an admin, or choose people of your own teams',
  },
  'territory.gone': {
    status: 404,
    zh: '那一天没有这个片区；请刷新后重选，或换一个日期',
    en: 'There is no such territory on that day; read the list again, or choose another day',
  },
  'territory.twice': {
    status: 400,
    zh: '“{name}”在一次移交里出现了两次；请只保留一行',
    en: '{name} stands twice in this hand-over; keep one line of it',
  },
  'territory.handed': {
    status: 409,
    zh: '“{name}”已排定 {day} 移交；请先取消那次移交，再改',
    en: '{name} is to be handed over on {day}; take that back first',
  },
  'territory.planned_after': {
    status: 409,
    zh: '“{name}”在 {day} 已排有变更，移交会和它冲突；请先取消那项变更',
    en: '{name} has a change planned for {day} that this would run into; take that back first',
  },
  'territory.handover_over': {
    status: 409,
    zh: '这次移交已经执行或取消；要还回去，请再移交一次',
    en: 'This hand-over was carried out or taken back already; to undo it, hand the area back',
  },
} as const satisfies Record<string, Sentence>

export type RefusalCode = keyof typeof refusals

/** The named parameters of a refusal's sentence. */
export type RefusalParams = Readonly<Record<string, string | number>>

/** An expected no: carries the code the API answers with. Anything else that is thrown is a 500. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly params: RefusalParams
  readonly place: Place | undefined
  readonly reasons: readonly Reason[] | undefined

  constructor(code: RefusalCode, params: RefusalParams, at: { place?: Place; reasons?: readonly Reason[] }) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.params = params
    this.place = at.place
    this.reasons = at.reasons
  }
}

/** Makes a refusal to throw: `throw refuse('pool.already_claimed', { by })`. */
export function refuse(
  code: RefusalCode,
  params: RefusalParams = {},
  at: { place?: Place; reasons?: readonly Reason[] } = {},
): Refusal {
  return new Refusal(code, params, at)
}

/** A refusal's sentence in the reader's language, parameters filled in. */
export function refusalSentence(code: RefusalCode, params: RefusalParams, lang: 'zh' | 'en'): string {
  return refusals[code][lang].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in params ? String(params[name]) : whole,
  )
}
