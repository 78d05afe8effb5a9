import { Button, Input } from 'antd'
import { useState } from 'react'
import { resolveRegions } from '../../../contract/territory.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import type { Naming } from './useNaming.ts'
import { territoryWords } from './words.ts'

/** Regions out of a list somebody has: what is known is added, what several bear is asked, the rest is named. */
export function Paste({ naming, onAdd }: { naming: Naming; onAdd: (codes: readonly string[]) => void }) {
  const w = useWords(territoryWords)
  const toast = useToast()
  const [text, setText] = useState('')
  const [left, setLeft] = useState<Pick<Reply<typeof resolveRegions>, 'several' | 'unknown'>>()
  const verb = useVerb(resolveRegions)
  const take = () =>
    verb.mutate(
      { body: { text } },
      {
        onError: toast.refused,
        onSuccess: ({ found, several, unknown }) => {
          const codes = found.flatMap((each) => each.codes)
          onAdd(codes)
          setLeft({ several, unknown })
          setText(unknown.join('\n'))
          toast.done(w.taken(codes.length))
        },
      },
    )
  const choose = (name: string, code: string) => {
    onAdd([code])
    setLeft((before) => before && { ...before, several: before.several.filter((each) => each.text !== name) })
  }
  return (
    <div className="territory-paste">
      <Input.TextArea
        aria-label={w.paste}
        placeholder={w.pasteHint}
        autoSize={{ minRows: 2, maxRows: 8 }}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button size="small" disabled={text.trim() === ''} loading={verb.isPending} onClick={take}>
        {w.take}
      </Button>
      {left && left.unknown.length > 0 ? (
        <p role="alert" className="territory-warn">
          {w.unknown(left.unknown.join(w.list))}
        </p>
      ) : null}
      {left?.several.map(({ text: name, codes }) => (
        <p key={name} className="territory-several">
          {w.several(name)}
          {codes.map((code) => (
            <Button key={code} size="small" onClick={() => choose(name, code)}>
              {naming.region(code)}
            </Button>
          ))}
        </p>
      ))}
    </div>
  )
}
