import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { checkImport } from '../../../contract/import.ts'
import { useLanguage } from '../../app/language.tsx'
import type { Words } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { exactTime } from '../../ui/format.ts'
import { Section } from '../../ui/Page.tsx'
import { FileConsent } from './FileConsent.tsx'
import type { Whole } from './FileConsent.tsx'
import { understoodOf } from './job.ts'
import type { Job } from './job.ts'
import { useMapWords } from './kindWords.ts'
import { choose, describe, taken, unnamed } from './mapping.ts'
import type { Mapped } from './mapping.ts'
import { MappingTable } from './MappingTable.tsx'
import type { mapWords } from './mapWords.ts'
import { SourcePick } from './SourcePick.tsx'
import { UnderstoodLine } from './UnderstoodLine.tsx'
import { useGate } from './useGate.ts'
import { useJobVerb } from './useImport.ts'

interface MappingProps {
  job: Job
  onDone: () => void
  /** The file is read another way: its columns are to be looked at again. */
  onReread: () => void
}

/** What was understood of the file, whose leads these are, and where each column goes. */
export function Mapping({ job, onDone, onReread }: MappingProps) {
  const { kind } = job
  const w = useMapWords(kind)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const { importId, sameFileAt } = job
  const [mapping, setMapping] = useState<readonly Mapped[]>(job.mapping)
  const [sourceId, setSourceId] = useState(job.sourceId)
  const [consent, setConsent] = useState<Whole>(job.consent)
  const { run, pending } = useJobVerb(checkImport)
  const gate = useGate(sourceId)
  const lacking = kind === 'customers' ? [] : gate.lacking(mapping)
  const proofless = consent !== null && consent.proof.trim() === ''
  const obstacle = obstacleTo(mapping, w) ?? (proofless ? w.proofWanted : undefined)
  const { remembered } = understoodOf(job)
  const check = () =>
    run(
      {
        params: { importId },
        body: { sourceId, consent, mapping: mapping.map((column) => ({ ...column })) },
      },
      onDone,
    )
  const nameOf = (address: string) => fields.get(address)?.label[lang] ?? address
  return (
    <>
      <UnderstoodLine
        job={job}
        busy={pending}
        onReread={(how) => run({ params: { importId }, body: { sourceId, ...how } }, onReread)}
      />
      {sameFileAt ? (
        <p className="notice notice-ochre">
          <b>{w.sameFile}</b> {w.sameFileHint(exactTime(new Date(sameFileAt), { lang }))}
        </p>
      ) : null}
      {kind === 'customers' ? null : (
        <Section title={w.source} about={w.sourceHint}>
          <SourcePick value={sourceId} onChange={setSourceId} />
        </Section>
      )}
      <Section
        title={w.mapping}
        about={`${w.mapped(taken(mapping).length, mapping.length)}${remembered ? ` · ${w.remembered}` : ''}`}
      >
        {lacking.length > 0 ? (
          <p className="notice notice-ochre">{w.lacking(lacking.map(nameOf).join(w.and))}</p>
        ) : null}
        <MappingTable
          mapping={mapping}
          kind={kind}
          // Once it was previewed, everything in it was seen and let stand.
          settled={job.state !== 'mapping'}
          onChoose={(index, choice) => setMapping((now) => choose(now, index, { choice, kind }))}
          onDescribe={(index, change) => setMapping((now) => describe(now, index, change))}
        />
      </Section>
      {kind === 'customers' ? null : <FileConsent value={consent} onChange={setConsent} />}
      <div className="foot-bar">
        <Tooltip title={obstacle}>
          <Button type="primary" size="large" loading={pending} disabled={Boolean(obstacle)} onClick={check}>
            {w.check}
          </Button>
        </Tooltip>
        <span>{obstacle ?? w.checkHint}</span>
      </div>
    </>
  )
}

function obstacleTo(mapping: readonly Mapped[], w: Words<typeof mapWords>): string | undefined {
  if (taken(mapping).length === 0) return w.nothingMapped
  const nameless = unnamed(mapping)
  return nameless && w.unnamed(nameless.column)
}
