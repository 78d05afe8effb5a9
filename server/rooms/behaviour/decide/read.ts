/** Events as they are sent, read: each by itself, so that one that is wrong keeps no other out. */
import {
  AHEAD,
  behaviourKinds,
  OLDEST_DAYS,
  type SentEvent,
  sentEvent,
} from '../../../../contract/behaviour.ts'

/** Why an event was not taken, in both languages. */
export interface Because {
  readonly code: string
  readonly message: { readonly zh: string; readonly en: string }
}

const DAY = 86_400_000
const texts = {
  'events.kind_unknown': {
    zh: `没有这种行为；可用：${behaviourKinds.join('、')}`,
    en: `There is no such kind of event; use one of: ${behaviourKinds.join(', ')}`,
  },
  'events.future': {
    zh: '发生时间比现在晚 10 分钟以上；请校准发送方的时钟后重发',
    en: 'It lies more than 10 minutes ahead; set the sender’s clock right and send it again',
  },
  'events.old': {
    zh: '发生在两年以前，评分不再计入，故不收',
    en: 'It is more than two years old: no score counts it any more, so it is not kept',
  },
  'events.nobody': {
    zh: '没有这个人：请先送入线索，或带上 leadId、visitorId、email、phone、wechat 之一后重发',
    en: 'Nobody is known by that: send the lead first, or one of leadId, visitorId, email, phone, wechat',
  },
  'events.twice': {
    zh: '同一批里这个编号出现了两次；请给每个事件一个自己的编号',
    en: 'This id stands twice in one call; give each event an id of its own',
  },
} as const
export type EventReason = keyof typeof texts

/** The reason with its sentence. */
export function because(code: EventReason): Because {
  return { code, message: texts[code] }
}

/** An event that was sent, checked; or why it is not taken. */
export function readEvent(raw: unknown, now: Date): { event: SentEvent } | { reason: Because } {
  const { data, error } = sentEvent.safeParse(raw)
  if (error) return { reason: ofIssue(error.issues[0]!, raw) }
  const ahead = data.at.getTime() - now.getTime()
  if (ahead > AHEAD) return { reason: because('events.future') }
  if (ahead < -OLDEST_DAYS * DAY) return { reason: because('events.old') }
  const { leadId, visitorId, email, phone, wechat } = data
  if (!(leadId || visitorId || email || phone || wechat)) return { reason: because('events.nobody') }
  return { event: data }
}

type Issue = NonNullable<ReturnType<typeof sentEvent.safeParse>['error']>['issues'][number]

function ofIssue(issue: Issue, raw: unknown): Because {
  const field = issue.path.join('.')
  if (field === 'kind' && typeof (raw as { kind?: unknown }).kind === 'string')
    return because('events.kind_unknown')
  if (issue.code === 'too_big')
    return {
      code: 'events.too_long',
      message: {
        zh: `“${field}”超过上限 ${String(issue.maximum)}；请缩短后重发`,
        en: `"${field}" is over its limit of ${String(issue.maximum)}; shorten it and send it again`,
      },
    }
  const what = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : field
  return {
    code: 'events.invalid',
    message: {
      zh: what === '' ? '这不是一个事件：应为一个对象' : `“${what}”缺失、未知或格式不对；请改正后重发`,
      en:
        what === ''
          ? 'This is no event: send an object'
          : `"${what}" is missing, unknown or malformed; correct it and send it again`,
    },
  }
}

const ABOUT = 300

/**
 * What an event is about, as it may be kept: an address without query and fragment, where names, numbers and mailboxes
 * stand; no e-mail address; nothing that PostgreSQL cannot keep.
 */
export function tidy(about: string): string {
  const kept = about
    .toWellFormed()
    .replaceAll('\0', '')
    .replace(/(https?:\/\/[^\s?#]*)[?#]\S*/gi, '$1')
    .replace(/[^\s@/:]+(@|%40)[^\s@/]+\.[^\s@/]+/g, '…')
    .replace(/\+?\d[\d -]{8,}\d/g, '…')
  return kept.replace(/\s+/g, ' ').trim().slice(0, ABOUT).toWellFormed()
}
