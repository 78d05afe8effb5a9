import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { scanSteps } from '../../../contract/match.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { formatCount } from '../../ui/format.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { scanWords } from './scanWords.ts'
import type { Scan, Scans } from './useScans.ts'

/** The last scan in a line, the one that is running with its progress, and starting one. */
export function ScanStrip({ scans }: { scans: Scans }) {
  const w = useWords(scanWords)
  const { last, active, done } = scans
  return (
    <section className="scan" aria-label={w.region}>
      {active ? <Running scan={active} scans={scans} /> : null}
      {!active && last && last.state !== 'done' ? (
        <p className="scan-note">{last.state === 'failed' ? w.failed : w.cancelled}</p>
      ) : null}
      {done && !active ? <Done scan={done} /> : null}
      {active ? null : <Start scans={scans} again={Boolean(done)} />}
    </section>
  )
}

/** The button that starts a scan, and whether closed leads are looked at too. */
export function Start({ scans, again, primary }: { scans: Scans; again?: boolean; primary?: true }) {
  const w = useWords(scanWords)
  const [closed, setClosed] = useState(false)
  return (
    <div className="scan-start">
      <Checkbox checked={closed} onChange={(event) => setClosed(event.target.checked)}>
        {w.closedToo}
      </Checkbox>
      <Button type={primary ? 'primary' : 'default'} loading={scans.busy} onClick={() => scans.start(closed)}>
        {again ? w.again : w.start}
      </Button>
    </div>
  )
}

function Done({ scan }: { scan: Scan }) {
  const w = useWords(scanWords)
  const { lang } = useLanguage()
  const { found, leads, closed, createdBy, finishedAt, createdAt } = scan
  const n = (count: number) => formatCount(count, lang)
  return (
    <div className="scan-done">
      <p>
        {w.last} <RelativeTime at={finishedAt ?? createdAt} />
        {createdBy.name ? <> · {w.by(createdBy.name)}</> : null} ·{' '}
        {closed ? w.readClosed(n(leads)) : w.read(n(leads))}
        {found ? (
          <>
            {' · '}
            <b>{w.found(n(found.pairs))}</b>
            {' · '}
            {[
              w.certain(n(found.certain)),
              w.ask(n(found.pairs - found.certain)),
              w.clusters(n(found.clusters)),
            ].join(' · ')}
          </>
        ) : null}
      </p>
      {found && found.skippedKeys > 0 ? <small>{w.skipped(n(found.skippedKeys))}</small> : null}
    </div>
  )
}

const stepWord = {
  read: 'stepRead',
  block: 'stepBlock',
  learn: 'stepLearn',
  weigh: 'stepWeigh',
  cluster: 'stepCluster',
  store: 'stepStore',
} as const

function Running({ scan, scans }: { scan: Scan; scans: Scans }) {
  const w = useWords(scanWords)
  const { lang } = useLanguage()
  const at = scanSteps.indexOf(scan.step ?? 'read')
  const n = (count: number) => formatCount(count, lang)
  const part = scan.step === 'read' || scan.step === null ? scan.leadsRead / Math.max(1, scan.leads) : 1
  return (
    <div className="scan-running">
      <div className="scan-head">
        <b role="status">
          {w.running} · {w[stepWord[scan.step ?? 'read']]}
        </b>
        <span>
          {scan.leads > 0 ? w.ofRead(n(scan.leadsRead), n(scan.leads)) : null}
          {scan.pairsStored > 0 ? ` · ${w.stored(n(scan.pairsStored))}` : null}
        </span>
        <Button size="small" loading={scans.busy} onClick={scans.stop}>
          {w.stop}
        </Button>
      </div>
      <ol className="scan-steps">
        {scanSteps.map((step, i) => (
          <li
            key={step}
            data-state={i < at ? 'done' : i === at ? 'now' : undefined}
            aria-current={i === at ? 'step' : undefined}
            style={{ '--part': i < at ? 1 : i === at ? part : 0 } as React.CSSProperties}
          >
            {w[stepWord[step]]}
          </li>
        ))}
      </ol>
    </div>
  )
}
