import type { Config } from './config.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  /** In angle brackets; the same for every try of one mail. */
  readonly messageId?: string
}

/** Hands a mail to the mail server: false where none is set; throws when it does not take it. */
export async function postMail({ url, from }: Config['mail'], mail: Mail): Promise<boolean> {
  if (!url) return false
  const { createTransport } = await import('nodemailer') // most houses send no mail at all
  await createTransport(url).sendMail({ from, ...mail, textEncoding: 'base64' })
  return true
}
