import { Button } from 'antd'
import { listCodes } from '../../../../contract/behaviour.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Entry } from '../Entry.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { CodeForm } from './CodeForm.tsx'
import { imageOf } from './image.ts'
import { codeWords } from './words.ts'
import './codes.css'

/** The QR codes of channels, each with what it leads to and how often it was scanned. */
export default function CodesPage() {
  const w = useWords(codeWords)
  const s = useWords(settingsWords)
  const { open, go } = useSettings()
  const codes = useEndpoint(listCodes, {}, { refetchInterval: 60_000 })
  const opened = codes.data?.items.find(({ code }) => code === open)
  const add = () => go({ open: 'new' })
  return (
    <Page
      title={s.codes}
      actions={
        <Button type="primary" onClick={add}>
          {w.newCode}
        </Button>
      }
      side={
        open === 'new' || opened ? (
          <CodeForm
            key={open}
            held={opened}
            onClose={() => go({ open: undefined })}
            onMade={(code) => go({ open: code })}
          />
        ) : undefined
      }
    >
      <p className="page-intro">{w.intro}</p>
      <Answer of={codes}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w.none} action={<Button onClick={add}>{w.newCode}</Button>}>
              {w.noneHint}
            </Empty>
          ) : (
            <ul className="entries" aria-label={s.codes}>
              {items.map(({ code, name, channel, campaign, target, scans, active }) => (
                <Entry
                  key={code}
                  title={name}
                  open={code === open}
                  onOpen={() => go({ open: code })}
                  off={!active}
                  about={[channel, campaign, target].filter(Boolean).join(' · ')}
                >
                  <span className="quietly">{active ? w.scans(scans) : s.off}</span>
                  <img className="code-small" src={imageOf(code)} alt={w.image(name)} loading="lazy" />
                </Entry>
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  )
}
