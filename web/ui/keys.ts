/** A shortcut: `j`, `?`, `mod+k`, `g l` (one after the other), `enter`, `space`, `escape`, `arrowdown`. */
export interface Shortcut {
  keys: string
  /** What it does, for the list of keys; without it the shortcut is not listed. */
  label?: string
  run: (event: KeyboardEvent) => void
  /** Also while typing in a field; only `mod+` and `escape` make sense there. */
  whileTyping?: boolean
}

type Layer = { current: readonly Shortcut[] }
const layers: Layer[] = []
let chord: { key: string; at: number } | undefined
let on = true

/** Adds shortcuts until the returned function is called; the layer added last is asked first. */
export function addShortcuts(layer: Layer): () => void {
  if (layers.length === 0) window.addEventListener('keydown', press)
  layers.push(layer)
  return () => {
    layers.splice(layers.indexOf(layer), 1)
    if (layers.length === 0) window.removeEventListener('keydown', press)
  }
}

/** Single-key shortcuts can be turned off; those with ⌘/Ctrl and Escape stay. */
export function allowShortcuts(allowed: boolean): void {
  on = allowed
}

/** Every labelled shortcut in force, the page's own first. */
export function listShortcuts(): readonly Shortcut[] {
  return layers.toReversed().flatMap((layer) => layer.current.filter((shortcut) => shortcut.label))
}

function press(event: KeyboardEvent) {
  // While an input method composes, the keys belong to it.
  if (event.defaultPrevented || event.isComposing || event.key === 'Process') return
  const key = nameOf(event)
  if (!key || isPressing(key, event.target)) return
  const typing = isTyping(event.target)
  const before = chord && Date.now() - chord.at < 1000 ? `${chord.key} ${key}` : undefined
  const found = (before && find(before, typing)) || find(key, typing)
  chord = typing || found ? undefined : { key, at: Date.now() }
  if (!found) return
  event.preventDefault()
  found.run(event)
}

function find(keys: string, typing: boolean): Shortcut | undefined {
  const plain = !keys.includes('mod+') && keys !== 'escape'
  if (plain && !on) return undefined
  for (const layer of layers.toReversed()) {
    const found = layer.current.find(
      (shortcut) => shortcut.keys === keys && (!typing || shortcut.whileTyping),
    )
    if (found) return found
  }
  return undefined
}

function nameOf(event: KeyboardEvent): string | undefined {
  if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key) || event.altKey) return undefined
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key
}

/** Enter and space belong to the button, link or box that has the focus. */
function isPressing(key: string, target: EventTarget | null): boolean {
  if (key !== 'enter' && key !== 'space') return false
  // Enter does nothing to a radio but send its form.
  if (key === 'enter' && target instanceof HTMLInputElement && target.type === 'radio' && !target.form)
    return false
  return target instanceof HTMLElement && target.closest('button,a,summary,input,[role=button]') !== null
}

/** A field, a menu or a dialog takes its own keys. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)) return !isTick(target)
  return target.closest('[role=dialog],[role=menu],[role=listbox],[role=combobox]') !== null
}

const isTick = (target: HTMLElement) =>
  target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type)
