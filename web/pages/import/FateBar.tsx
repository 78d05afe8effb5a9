import { useLanguage } from '../../app/language.tsx'
import { formatShare } from '../../ui/format.ts'
import { fateOrder, figure, sumOf } from './job.ts'
import type { Fate, Job } from './job.ts'
import { useFateWords } from './kindWords.ts'
import type { useGate } from './useGate.ts'

interface FateBarProps {
  forecast: Readonly<Record<string, number>>
  shown: Fate
  /** What the source's policies do with rows that are held or incomplete. */
  gate: Partial<Pick<ReturnType<typeof useGate>, 'mode' | 'onMatch'>>
  kind: Job['kind']
  onShow: (fate: Fate) => void
}

/** The fates of all rows as one bar, each named with its number; pressing one shows its rows. */
export function FateBar({ forecast, shown, gate, kind, onShow }: FateBarProps) {
  const w = useFateWords(kind)
  const { lang } = useLanguage()
  const all = sumOf(forecast, fateOrder)
  const present = fateOrder.filter((fate) => (forecast[fate] ?? 0) > 0)
  return (
    <section className="fates" aria-label={w.bar}>
      <div className="share-bar share-bar-tall" aria-hidden="true">
        {present.map((fate) => (
          <span
            key={fate}
            data-tone={fate}
            data-shown={fate === shown || undefined}
            style={{ flexGrow: forecast[fate] }}
            onClick={() => onShow(fate)}
          />
        ))}
      </div>
      <div className="fate-names" role="group" aria-label={w.allHint}>
        {present.map((fate) => (
          <button key={fate} type="button" aria-pressed={fate === shown} onClick={() => onShow(fate)}>
            <i data-tone={fate} aria-hidden="true" />
            {w[fate]} <b className="figure">{figure(forecast[fate] ?? 0, lang)}</b>{' '}
            <small>{formatShare((forecast[fate] ?? 0) / all)}</small>
          </button>
        ))}
      </div>
      <p className="fate-hint">{w[hintOf(shown, gate)]}</p>
    </section>
  )
}

const heldHints = {
  merge: 'heldLink',
  reenquire: 'heldLink',
  link: 'heldFlag',
  ask: 'heldAsk',
  refuse: 'heldRefuse',
  alert: 'heldRefuse',
} as const

/** What will be done with rows of a fate, by the policies in force. */
function hintOf(fate: Fate, { mode, onMatch }: FateBarProps['gate']) {
  if (fate === 'held' && onMatch) return heldHints[onMatch]
  if (fate === 'held') return 'heldLink'
  if (fate === 'invalid') return mode === 'refuse' ? 'invalidRefuse' : 'invalidQuarantine'
  return `${fate}Hint` as const
}
