import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCallback, useState } from 'react'
import { exportCustomers } from '../../../contract/customer.ts'
import { queryOf } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { CustomerFilters } from './CustomerFilters.tsx'
import { CustomerPanel } from './CustomerPanel.tsx'
import { CustomerTable } from './CustomerTable.tsx'
import { HandOver } from './HandOver.tsx'
import { askedOf, type CustomersSearch } from './search.ts'
import { useCustomers } from './useCustomers.ts'
import { customerWords } from './words.ts'
import '../import/import.css'
import '../people/people.css'
import './customers.css'

/** Whom the organisation sells to already: found, read, changed, handed over, imported. */
export function CustomersPage() {
  const w = useWords(customerWords)
  const { lang } = useLanguage()
  const search: CustomersSearch = useSearch({ from: '/shell/customers' })
  const navigate = useNavigate()
  const writes = useIs('manager', 'admin')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { list, count } = useCustomers(search)
  const change = useCallback(
    (part: Partial<CustomersSearch>) =>
      void navigate({
        to: '/customers',
        search: (before) => ({ ...before, ...part }),
        replace: !('open' in part),
      }),
    [navigate],
  )
  const none = list.rows?.length === 0
  const bare = Object.keys(askedOf(search)).length === 0
  return (
    <Page
      title={w.title}
      fill
      about={
        count && !none ? w.count(formatCount(count.count, lang, count.exact ? undefined : 0)) : undefined
      }
      actions={
        <>
          {none ? null : <Export search={search} />}
          {writes ? <Button onClick={() => change({ open: 'new' })}>{w.add}</Button> : null}
          {writes ? <ImportLink /> : null}
        </>
      }
      side={
        search.open ? (
          <CustomerPanel key={search.open} open={search.open} onOpen={(open) => change({ open })} />
        ) : undefined
      }
    >
      {none && bare ? null : <CustomerFilters search={search} onChange={change} />}
      {selected.size > 0 ? <HandOver ids={selected} onDone={() => setSelected(new Set())} /> : null}
      <CustomerTable
        list={list}
        total={count?.count}
        fresh={bare}
        search={search}
        onChange={change}
        {...(writes ? { selected, onSelect: setSelected } : {})}
      />
    </Page>
  )
}

function ImportLink() {
  const w = useWords(customerWords)
  return (
    <Link
      className="ant-btn button-link customer-import"
      to="/imports"
      search={{ kind: 'customers' } as never}
    >
      {w.import}
    </Link>
  )
}

/** A plain link: the browser saves the stream as it comes, whatever its size. */
function Export({ search }: { search: CustomersSearch }) {
  const w = useWords(customerWords)
  const may = useIs('rep', 'manager', 'admin')
  if (!may) return null
  const query = queryOf({ ...askedOf(search), ...(search.by ? { sort: search.by } : {}) })
  return (
    <a className="ant-btn button-link" href={`${exportCustomers.path}${query}`} download>
      {w.export}
    </a>
  )
}
