import { useLanguage, useWords } from '../../../app/language.tsx'
import { useMe } from '../../../app/session.ts'
import { exactMoney } from '../../../ui/format.ts'
import { Money } from '../../../ui/Money.tsx'
import { Why } from '../../../ui/Why.tsx'
import type { Row } from '../lead.ts'
import { groundsSaid, sumSaid } from './sayValue.ts'
import { valueWords } from './words.ts'

/** ¥1.7万: what a lead is expected to bring. Hover tells the sum, a click where each figure is from. */
export function Value({ of: { value } }: { of: Pick<Row, 'value'> }) {
  const w = useWords(valueWords)
  const { lang } = useLanguage()
  const { currency } = useMe().organisation
  if (!value) return null
  const say = { lang, currency }
  const reasons = [sumSaid(value, say), ...groundsSaid(value, say)].map((text) => ({ text }))
  return (
    <Why title={w.whyValue(exactMoney(value.total, currency, lang))} reasons={reasons}>
      <Money minor={value.total} currency={currency} />
    </Why>
  )
}
