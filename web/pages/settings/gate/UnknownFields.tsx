import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { addField, listFields } from '../../../../contract/settings.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useEndpoint, useVerb } from '../../../app/queries.ts'
import { useIs } from '../../../app/session.ts'
import { useToast } from '../../../ui/useToast.tsx'
import { offered } from './offered.ts'
import type { NewField } from './offered.ts'
import { gateWords } from './words.ts'

/** Says which fields a gate asks for in vain, and makes them where it is known what they are. */
export function UnknownFields({ addresses }: { addresses: readonly string[] }) {
  const w = useWords(gateWords)
  const { lang } = useLanguage()
  const admin = useIs('admin')
  const toast = useToast()
  const held = useEndpoint(listFields, {}).data?.items
  const add = useVerb(addField, [listFields])
  const nameOf = (address: string) => offered[address]?.label[lang] ?? address
  const [first] = addresses
  const known = first === undefined ? undefined : offered[first]
  const make = (field: NewField) =>
    add.mutate(
      { body: { ...field, position: (held?.length ?? 0) + 1 } },
      { onSuccess: () => toast.done(w.made(field.label[lang])), onError: toast.refused },
    )
  return (
    <Alert
      type="warning"
      showIcon
      className="gate-unknown"
      title={w.unknown(addresses.map(nameOf).join(w.list))}
      action={
        known && admin ? (
          <Button size="small" loading={add.isPending} onClick={() => make(known)}>
            {w.makeField(known.label[lang])}
          </Button>
        ) : (
          <Link to="/settings/$section" params={{ section: 'fields' }} search={{ open: 'new' }}>
            {w.toFields}
          </Link>
        )
      }
    />
  )
}
