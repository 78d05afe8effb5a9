import { CodeOutlined, ExportOutlined, LinkOutlined } from '@ant-design/icons'
import { Button, Switch, Tooltip } from 'antd'
import { changeForm, listForms } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { useToast } from '../../ui/useToast.tsx'
import { draftOf } from './formDraft.ts'
import type { Form } from './formDraft.ts'
import { formWords } from './formWords.ts'
import { useCopy } from './useCopy.ts'
import { sourceWords } from './words.ts'

/** Its address and embed code to copy, and a way to open it. */
export function Copies({ form: { url, embed, title } }: { form: Form }) {
  const w = useWords(formWords)
  const copy = useCopy()
  return (
    <span className="copies">
      <Tooltip title={w.copyAddress}>
        <Button
          type="text"
          size="small"
          icon={<LinkOutlined />}
          aria-label={`${w.copyAddress}: ${title}`}
          onClick={() => copy(url)}
        />
      </Tooltip>
      <Tooltip title={w.copyEmbed}>
        <Button
          type="text"
          size="small"
          icon={<CodeOutlined />}
          aria-label={`${w.copyEmbed}: ${title}`}
          onClick={() => copy(embed)}
        />
      </Tooltip>
      <Tooltip title={w.openNew}>
        <Button
          type="text"
          size="small"
          icon={<ExportOutlined />}
          aria-label={`${w.openNew}: ${title}`}
          href={url}
          target="_blank"
          rel="noopener"
        />
      </Tooltip>
    </span>
  )
}

/** On or off at once, and back by the same switch or by undo. */
export function OnOff({ form }: { form: Form }) {
  const w = useWords(formWords)
  const s = useWords(sourceWords)
  const may = useIs('marketer', 'admin')
  const toast = useToast()
  const verb = useVerb(changeForm, [listForms])
  const turn = (active: boolean) =>
    verb.mutate(
      { params: { formId: form.formId }, body: { ...draftOf(form), active } },
      {
        onSuccess: () =>
          active
            ? toast.done(w.switchedOn(form.title))
            : toast.done(w.switchedOff(form.title), () => turn(true)),
        onError: toast.refused,
      },
    )
  return (
    <Tooltip title={may ? undefined : s.mayNot}>
      <Switch
        size="small"
        aria-label={w.on(form.title)}
        checked={form.active}
        loading={verb.isPending}
        disabled={!may}
        onChange={turn}
      />
    </Tooltip>
  )
}
