import { Modal } from 'antd'
import { Kbd } from '../../ui/Kbd.tsx'
import { listShortcuts } from '../../ui/keys.ts'
import type { Shortcut } from '../../ui/keys.ts'
import { useWords } from '../language.tsx'
import { shellWords } from './words.ts'

/** The keys which work right now, and those of every list. */
export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const w = useWords(shellWords)
  const inLists = [
    { keys: 'j', label: w.next },
    { keys: 'k', label: w.previous },
    { keys: 'enter', label: w.open },
    { keys: 'space', label: w.tick },
    { keys: 'escape', label: w.close },
  ]
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={w.keys} width={560}>
      <p className="keys-hint">{w.keysHint}</p>
      <div className="keys">
        <KeyList title={w.everywhere} shortcuts={open ? listShortcuts() : []} />
        <KeyList title={w.inLists} shortcuts={inLists} />
      </div>
    </Modal>
  )
}

function KeyList({
  title,
  shortcuts,
}: {
  title: string
  shortcuts: readonly Pick<Shortcut, 'keys' | 'label'>[]
}) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {shortcuts.map(({ keys, label }) => (
          <div key={keys}>
            <dt>{label}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
