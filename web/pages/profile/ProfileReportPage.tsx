import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { readProfileReport } from '../../../contract/profile.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useMe } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { exactTime, formatCount } from '../../ui/format.ts'
import { Page, Section } from '../../ui/Page.tsx'
import { everything } from '../leads/search.ts'
import { Outcomes } from './Outcomes.tsx'
import { Suggested } from './Suggested.tsx'
import { reportWords } from './words.ts'
import './report.css'

export type Report = Reply<typeof readProfileReport>

/** Whether the ideal customer profile is right: what became of the leads it judged, and of those it rejects. */
export function ProfileReportPage() {
  const w = useWords(reportWords)
  const [chosen, choose] = useState<number>()
  const read = useEndpoint(readProfileReport, { query: chosen ? { version: chosen } : {} }, { keep: true })
  return (
    <Page
      title={w.title}
      about={w.about}
      actions={
        <>
          <Link to="/leads" search={{ holder: 'aside', when: everything }}>
            <Button>{w.aside}</Button>
          </Link>
          <Link to="/settings/$section" params={{ section: 'profile' }}>
            <Button>{w.edit}</Button>
          </Link>
        </>
      }
    >
      <Answer of={read} rows={6}>
        {(report) =>
          report.version === null ? (
            <Empty
              title={w.none}
              action={
                <Link to="/settings/$section" params={{ section: 'profile' }}>
                  <Button type="primary">{w.write}</Button>
                </Link>
              }
            >
              {w.noneHint}
            </Empty>
          ) : (
            <>
              <Versions report={report} onChoose={choose} />
              <Outcomes report={report} />
              <Rejects rejects={report.rejects} />
              <Suggested report={report} />
            </>
          )
        }
      </Answer>
    </Page>
  )
}

function Versions({ report, onChoose }: { report: Report; onChoose: (version: number) => void }) {
  const w = useWords(reportWords)
  const { organisation } = useMe()
  const { lang } = useLanguage()
  return (
    <Select
      aria-label={w.choose}
      className="report-version"
      popupMatchSelectWidth={false}
      value={report.version}
      options={report.versions.map(({ version, from }) => ({
        value: version,
        label: w.since(version, exactTime(new Date(from), { lang, zone: organisation.timeZone })),
      }))}
      onChange={onChoose}
    />
  )
}

function Rejects({ rejects }: Pick<Report, 'rejects'>) {
  const w = useWords(reportWords)
  const { lang } = useLanguage()
  const count = (n: number) => formatCount(Math.round(n), lang)
  const { rejected, kept, keptWon, falseRejects, enough } = rejects
  return (
    <Section title={w.rejects}>
      {rejected + kept === 0 ? (
        <p>{w.rejectsNone}</p>
      ) : (
        <p>
          {w.rejectsSaid(count(rejected), count(kept), count(keptWon))}{' '}
          {falseRejects
            ? w.falseRejects(count(falseRejects.count), count(falseRejects.from), count(falseRejects.to))
            : w.tooFew(enough)}
        </p>
      )}
    </Section>
  )
}
