import './inline.css'

const isMac = /mac|iphone|ipad/i.test(navigator.platform)
const names: Record<string, string> = { mod: isMac ? '⌘' : 'Ctrl', enter: '↵', escape: 'Esc', space: 'Space' }

/** The keys of a shortcut as caps: `<Kbd keys="mod+k" />`, `<Kbd keys="g l" />`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="kbd-group">
      {keys.split(/[ +]/).map((key) => (
        <kbd key={key}>{names[key] ?? key.toUpperCase()}</kbd>
      ))}
    </span>
  )
}
