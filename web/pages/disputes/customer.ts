/** What somebody is named by, by its looks: an e-mail, a phone, else a company. */
export function kindOf(text: string): 'email' | 'phone' | 'company' {
  if (text.includes('@')) return 'email'
  return /^[\d\s()+.-]+$/.test(text.trim()) ? 'phone' : 'company'
}
