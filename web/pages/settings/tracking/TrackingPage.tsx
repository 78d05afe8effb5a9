import { Button, Input } from 'antd'
import { listSites } from '../../../../contract/behaviour.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import { Entry } from '../Entry.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { SiteForm } from './SiteForm.tsx'
import type { Site } from './SiteForm.tsx'
import { trackingWords } from './words.ts'

/** The sites that run the tracking script, each with the line to put into it. */
export default function TrackingPage() {
  const w = useWords(trackingWords)
  const s = useWords(settingsWords)
  const { open, go } = useSettings()
  const sites = useEndpoint(listSites, {})
  const opened = sites.data?.items.find(({ siteId }) => siteId === open)
  const add = () => go({ open: 'new' })
  return (
    <Page
      title={s.tracking}
      actions={
        <Button type="primary" onClick={add}>
          {w.newSite}
        </Button>
      }
      side={
        open === 'new' || opened ? (
          <SiteForm key={open} held={opened} onClose={() => go({ open: undefined })} />
        ) : undefined
      }
    >
      <p className="page-intro">{w.intro}</p>
      <Answer of={sites}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w.none} action={<Button onClick={add}>{w.newSite}</Button>}>
              {w.noneHint}
            </Empty>
          ) : (
            <ul className="entries" aria-label={s.tracking}>
              {items.map((site) => (
                <SiteEntry
                  key={site.siteId}
                  site={site}
                  open={site.siteId === open}
                  onOpen={() => go({ open: site.siteId })}
                />
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  )
}

function SiteEntry({ site, open, onOpen }: { site: Site; open: boolean; onOpen: () => void }) {
  const w = useWords(trackingWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const copy = () =>
    void navigator.clipboard.writeText(site.snippet).then(() => toast.done(s.copied), toast.refused)
  return (
    <Entry
      title={site.name}
      open={open}
      onOpen={onOpen}
      off={!site.active}
      about={
        <Input.TextArea
          aria-label={`${w.snippet}: ${site.name}`}
          className="secret"
          readOnly
          autoSize
          value={site.snippet}
          onFocus={(event) => event.target.select()}
        />
      }
    >
      <Button size="small" onClick={copy}>
        {s.copy}
      </Button>
    </Entry>
  )
}
