import { useLanguage } from '../app/language.tsx'
import { exactMoney, formatMoney } from './format.ts'
import './inline.css'

interface MoneyProps {
  /** Integer minor units (分). */
  minor: number
  currency: string
}

/** An amount with its unit, ¥12.5万; the exact one on hover. */
export function Money({ minor, currency }: MoneyProps) {
  const { lang } = useLanguage()
  return (
    <span className="figure" title={exactMoney(minor, currency, lang)}>
      {formatMoney(minor, currency, lang)}
    </span>
  )
}
