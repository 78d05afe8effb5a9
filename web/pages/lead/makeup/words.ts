import { defineWords } from '../../../app/language.tsx'

/** Invalid leads that are made up for. */
export const makeUpWords = defineWords({
  // A name, or null for the reader.
  made_up: [
    (name: string | null) => `已补量：下一条先补给${name ?? '你'}`,
    (name: string | null) => `Made up: ${name ? `${name} gets` : 'you get'} another first`,
  ],
  granted: [
    (by: string, name: string | null) => `${by}同意补量：下一条先补给${name ?? '你'}`,
    (by: string, name: string | null) =>
      `${by} granted it: ${name ? `${name} gets` : 'you get'} another first`,
  ],
  spent: [
    (made: number, limit: number) => `这条没有补：本月补量已用完（${made}/${limit}）`,
    (made: number, limit: number) => `Not made up: this month’s make-ups are used up (${made}/${limit})`,
  ],
  refused: [
    '这条没有补：标记时当月补量已用完',
    'Not made up: the month’s make-ups were used up when it was marked',
  ],
  barred: ['这条没有补：没有开放补量', 'Not made up: invalid leads are not made up for here'],
  appealed: [
    (name: string | null) => `${name ?? '你'}已申诉，等主管处理`,
    (name: string | null) => `${name ? `${name} appeals` : 'You appealed'}; a manager answers`,
  ],
  declined: [
    (by: string) => `${by}驳回了申诉，不补量`,
    (by: string) => `${by} declined the appeal: no make-up`,
  ],
  taken_back: [(by: string) => `${by}收回了补量`, (by: string) => `${by} took the make-up back`],
  no_turn: [
    '分出它的规则已不在，或不是按轮次分的，没有可补的；需要的话请主管手动分一条',
    'The rule that dealt it is gone, or deals by no turn, so none is owed; a manager may give one by hand',
  ],
  title: ['补量', 'Make-up'],
  stop: ['；', '. '],
  used: [
    (made: number, limit: number) => `本月补量 ${made}/${limit}`,
    (made: number, limit: number) => `made up ${made}/${limit} this month`,
  ],
  usedFree: [(made: number) => `本月已补 ${made} 条`, (made: number) => `${made} made up this month`],
  besides: [(n: number) => `另经主管同意 ${n} 条`, (n: number) => `${n} more granted by a manager`],
  mayAppeal: ['可以申诉', 'you may appeal'],
  says: [(who: string, what: string) => `${who}：${what}`, (who: string, what: string) => `${who}: ${what}`],
  dot: ['，', ' · '],
  appeal: ['申诉', 'Appeal'],
  appealWhy: ['为什么这条应该补？', 'Why should this lead be made up for?'],
  appealSend: ['提交申诉', 'Send the appeal'],
  appealSent: ['已申诉，主管处理后会通知你', 'Sent; you are told when a manager has answered'],
  accept: ['同意补量', 'Grant it'],
  decline: ['驳回', 'Decline'],
  declineWhy: ['为什么不补？', 'Why is it not made up for?'],
  takeBack: ['收回补量', 'Take it back'],
  takeBackWhy: ['为什么收回？比如：号码打得通', 'Why is it taken back? The number works, say'],
  accepted: ['已同意，下一条先补给他', 'Granted: they get another first'],
  isDeclined: ['已驳回，并通知了他', 'Declined; they are told'],
  isTaken: ['已收回，并通知了他', 'Taken back; they are told'],
})
