import type { Sight } from './scope.ts'

/** What of a lead says how to reach the person. */
export interface Contacts {
  readonly name: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly wechat: string | null
}

/**
 * The row as this reader may see it. `masked` (a pool's lead before it is claimed) leaves enough to recognise:
 * 138****1234, z***@qq.com; `none` (a marketer) leaves neither that nor the full name. What people typed into free text
 * loses its numbers and addresses too.
 */
export function maskContacts<
  Row extends Contacts & Partial<Record<'address' | 'need' | 'note', string | null>>,
>(row: Row, sight: Sight): Row {
  if (sight === 'full') return row
  const hidden = sight === 'none'
  return {
    ...row,
    name: row.name && hidden ? maskName(row.name) : row.name,
    phone: row.phone && (hidden ? STARS : maskPhone(row.phone)),
    email: row.email && (hidden ? STARS : maskEmail(row.email)),
    wechat: row.wechat && STARS,
    ...(row.address ? { address: STARS } : {}),
    ...(row.need ? { need: hideContacts(row.need) } : {}),
    ...(row.note ? { note: hideContacts(row.note) } : {}),
  }
}

const STARS = '***'

/** 张明 → 张*; 欧阳娜娜 → 欧***; Anna Smith → A***. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name
  return first + (/^\p{Script=Han}+$/u.test(name) ? '*'.repeat(rest.length) || '*' : STARS)
}

/** +8613800131234 → 138****1234; of other numbers the country and the last two digits stay. */
export function maskPhone(phone: string): string {
  const chinese = /^\+86(1\d{2})\d{4}(\d{4})$/.exec(phone)
  if (chinese) return `${chinese[1]}****${chinese[2]}`
  return phone.length < 7 ? STARS : `${phone.slice(0, 3)}****${phone.slice(-2)}`
}

/** zhang@qq.com → z***@qq.com. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? STARS : `${email.slice(0, 1)}${STARS}${email.slice(at)}`
}

/** The text without what could be a number to call or an address to write to. */
export function hideContacts(text: string): string {
  return text.replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, STARS).replace(/\+?\d(?:[\s-]?\d){6,}/g, STARS)
}
