import type { Because } from '../../rooms/capture/decide.ts'
import {
  type Brought,
  type CustomerValues,
  isNameable,
  nobody,
} from '../../rooms/customer/decide/customer.ts'
import { applyMapping } from '../../rooms/import/decide/mapping.ts'
import type { Import } from '../../rooms/import/store.ts'
import { type CustomerContext, readCustomer } from '../customer-read.ts'
import type { Cells } from './rows.ts'

/** A row of a file of customers, read. */
export interface ReadRow {
  readonly brought: Brought
  /** As the customer would be if nobody were held. */
  readonly values: CustomerValues
  readonly reasons: readonly Because[]
  /** Whether there is anything to know them by. */
  readonly usable: boolean
}

const nameless: Because = {
  code: 'customer.nameless',
  message: {
    zh: '没有可用来识别客户的内容：公司、姓名、电话、邮箱、信用代码、外部编号至少要有一项',
    en: 'Nothing to know a customer by: it needs a company, a name, a phone, an e-mail, a credit code or an external id',
  },
}

/** What a row says of a customer, cleaned. */
export function readRow(
  { cells }: Pick<Cells, 'cells'>,
  mapping: Import['mapping'],
  context: CustomerContext,
): ReadRow {
  const { phone, email, ...rest } = applyMapping(cells, mapping)
  const { brought, problems } = readCustomer(
    { ...rest, phones: partsOf(phone), emails: partsOf(email) },
    context,
  )
  const values = { ...nobody, ...brought }
  const usable = isNameable(values)
  return { brought, values, usable, reasons: usable ? problems : [...problems, nameless] }
}

// Two columns of one field come joined by a semicolon, which neither a number nor an address has.
const partsOf = (text: string | undefined) => (text === undefined ? [] : text.split(/;\s*/).filter(Boolean))
