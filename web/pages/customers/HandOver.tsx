import { Button, Select } from 'antd'
import { holdCustomers } from '../../../contract/customer.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { readsOfCustomers, useHolders } from './useCustomers.ts'
import { customerWords } from './words.ts'

/** What is done with the customers that are ticked: they go to somebody, or to nobody. */
export function HandOver({ ids, onDone }: { ids: ReadonlySet<string>; onDone: () => void }) {
  const w = useWords(customerWords)
  const toast = useToast()
  const holders = useHolders()
  const verb = useVerb(holdCustomers, readsOfCustomers)
  const give = (holder: string) =>
    verb.mutate(
      { body: { customerIds: [...ids].slice(0, 1000), holderId: holder === 'none' ? null : holder } },
      {
        onSuccess: ({ changed }) => {
          toast.done(w.handed(changed))
          onDone()
        },
        onError: toast.refused,
      },
    )
  return (
    <div className="customer-handover" role="toolbar" aria-label={w.handOver}>
      <b>{w.chosen(ids.size)}</b>
      <Select
        size="small"
        aria-label={w.handOver}
        placeholder={w.handOver}
        value={null}
        loading={verb.isPending}
        onChange={(holder: string | null) => (holder ? give(holder) : undefined)}
        options={[{ value: 'none', label: w.nobodys }, ...holders]}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={200}
      />
      <Button size="small" type="text" onClick={onDone}>
        {w.clear}
      </Button>
    </div>
  )
}
