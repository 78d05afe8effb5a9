import { useState } from 'react'
import type { Gate } from '../../../../contract/policy.ts'
import { useWords } from '../../../app/language.tsx'
import { useMe } from '../../../app/session.ts'
import { useNow } from '../../../ui/useNow.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { shortfalls } from './verdict.ts'
import type { Brought, Shortfall } from './verdict.ts'
import { gateWords } from './words.ts'

interface GateExampleProps {
  gate: Gate
  vocabulary: RuleVocabulary
}

const sample: Readonly<Record<string, string>> = {
  name: '张明',
  company: '北京仁科互动',
  title: '采购总监',
  phone: '138 0013 8000',
  email: 'zhang@renke.cn',
  wechat: 'zhangming',
  region: '北京',
  need: '想了解报价',
}

/** The gate's verdict on a lead put together by hand: 张明 of 北京仁科互动, without title and phone to begin with. */
export function GateExample({ gate, vocabulary }: GateExampleProps) {
  const w = useWords(gateWords)
  const { organisation } = useMe()
  const now = useNow()
  const [given, setGiven] = useState<ReadonlySet<string>>(new Set(['name', 'company']))
  const { say, fields } = vocabulary
  const asked = [...new Set(gate.requirements.flatMap(({ need }) => need))]
  const shown = [...new Set([...Object.keys(sample), ...asked])].filter((key) => key !== 'source')
  const brought: Brought = Object.fromEntries([...given].map((key) => [key, sample[key] ?? say.field(key)]))
  const turn = (key: string, on: boolean) =>
    setGiven((before) => new Set(on ? [...before, key] : [...before].filter((each) => each !== key)))
  const lacks = shortfalls(gate, brought, { fields, at: { now, zone: organisation.timeZone } })
  return (
    <>
      <div className="gate-sample" role="group" aria-label={w.example}>
        {shown.map((key) => (
          <button
            key={key}
            type="button"
            className="gate-fact"
            aria-pressed={given.has(key)}
            onClick={() => turn(key, !given.has(key))}
          >
            {say.field(key)} {given.has(key) ? <b>{sample[key] ?? '✓'}</b> : null}
          </button>
        ))}
      </div>
      <p className="gate-verdict" role="status" data-passes={lacks.length === 0 || undefined}>
        {lacks.length === 0 ? w.passes : <Invalid lacks={lacks} gate={gate} nameOf={say.field} />}
      </p>
    </>
  )
}

interface InvalidProps {
  lacks: readonly Shortfall[]
  gate: Gate
  nameOf: (address: string) => string
}

function Invalid({ lacks, gate, nameOf }: InvalidProps) {
  const w = useWords(gateWords)
  const named = (keys: readonly string[]) => keys.map(nameOf).join(w.list)
  const said = lacks.map(({ missing, least, have, of }) =>
    least === undefined ? w.missing(named(missing)) : w.tooFew(named(of), least, have),
  )
  return (
    <>
      <b>{w.invalid(said.join(w.and))}</b> {w.goesTo(gate.mode === 'refuse' ? w.isRefused : w.intoQuarantine)}
    </>
  )
}
