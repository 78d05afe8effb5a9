import type { Lang } from '../../contract/shapes.ts'
import type { House } from '../house.ts'
import { type Mail, postMail } from '../mail.ts'

/** Sends a mail where a mail server is set; returns whether it took it. Never throws: there is always a link to hand over. */
export async function sendMail({ config, log }: Pick<House, 'config' | 'log'>, mail: Mail): Promise<boolean> {
  try {
    return await postMail(config.mail, mail)
  } catch (error) {
    log.warn({ err: error }, 'a mail was not sent')
    return false
  }
}

/** The mail that invites somebody. */
export function invitationMail(lang: Lang, { to, name, organisation, link }: Invited): Mail {
  return lang === 'zh'
    ? {
        to,
        subject: `${organisation} 邀请你使用 Sluice`,
        text: `${name}，你好：\n\n${organisation} 邀请你加入线索管理系统 Sluice。请在 7 天内打开链接，设置密码：\n\n${link}\n\n如果你不认识邀请方，请忽略这封邮件。\n`,
      }
    : {
        to,
        subject: `${organisation} invites you to Sluice`,
        text: `Hello ${name},\n\n${organisation} invites you to Sluice, its lead management. Open this link within 7 days and choose a password:\n\n${link}\n\nIf you do not know who invites you, ignore this mail.\n`,
      }
}

interface Invited {
  to: string
  name: string
  organisation: string
  link: string
}

/** The mail with which somebody chooses a new password. */
export function resetMail(lang: Lang, { to, name, link }: Omit<Invited, 'organisation'>): Mail {
  return lang === 'zh'
    ? {
        to,
        subject: '重设 Sluice 密码',
        text: `${name}，你好：\n\n请在 1 小时内打开链接，设置新密码：\n\n${link}\n\n如果不是你本人申请，请忽略这封邮件，密码不会改变。\n`,
      }
    : {
        to,
        subject: 'Choose a new Sluice password',
        text: `Hello ${name},\n\nopen this link within an hour to choose a new password:\n\n${link}\n\nIf you did not ask for it, ignore this mail: nothing changes.\n`,
      }
}
