/**
 * What runs in a visitor's browser, on pages that are not ours. The function stands alone: its text is sent (Node has taken the
 * types out), so it uses nothing of this module and nothing a browser of 2018 lacks.
 */
export function track(): void {
  interface Event {
    i: string
    k: string
    a: number
    p: string
    t: string
    s?: number
  }
  type Call = [verb: string, first?: unknown, second?: unknown]
  interface Sluice {
    (...call: Call): string | undefined
    q?: ArrayLike<unknown>[]
  }
  const host = window as unknown as { sluice?: Sluice; doNotTrack?: string }
  const nav = navigator as Navigator & { globalPrivacyControl?: boolean }
  const doc = document
  const on = doc.addEventListener.bind(doc)
  const tag = doc.currentScript as HTMLScriptElement
  const { site, consent, dnt } = tag.dataset
  const address = new URL(`/t/${site}`, tag.src).href
  const silent =
    dnt === 'honour' && (nav.doNotTrack === '1' || host.doNotTrack === '1' || nav.globalPrivacyControl)
  // Where a browser keeps nothing, nobody is tracked: without an id of its own each page would be another visitor.
  const read = (key: string) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const keep = (key: string, value: string) => {
    try {
      localStorage.setItem(key, value)
    } catch {
      agreed = false
    }
  }
  const random = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    bytes[6] = (bytes[6]! & 15) | 64
    bytes[8] = (bytes[8]! & 63) | 128
    const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('')
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }
  let agreed = consent !== 'required' || read('sluice_c') === '1'
  const visitor = () => {
    if (silent || !agreed) return undefined
    const id = read('sluice_v') || random()
    keep('sluice_v', id)
    return agreed ? id : undefined
  }
  const here = new URL(location.href)
  let token = here.searchParams.get('sl')
  if (token) {
    here.searchParams.delete('sl')
    history.replaceState(history.state, '', here.href)
  }
  let events: Event[] = []
  let timer = 0
  const flush = () => {
    clearTimeout(timer)
    timer = 0
    const v = visitor()
    if (!v || events.length === 0) return
    const now = Date.now()
    const e = events.splice(0, 40).map((event) => ({ ...event, a: Math.max(0, now - event.a) }))
    const body = JSON.stringify({ v, c: agreed, l: token || undefined, e })
    token = ''
    try {
      // Without cookies: a member who visits their own site is a visitor there.
      fetch(address, { method: 'POST', body, keepalive: true, credentials: 'omit', mode: 'no-cors' }).catch(
        () => 0,
      )
    } catch {
      navigator.sendBeacon(address, body)
    }
    if (events.length > 0) flush()
  }
  const note = (k: string, t: string | null | undefined, more?: { p?: string; s?: number }) => {
    if (silent || events.length > 200) return
    const p = location.href.split(/[?#]/)[0]!
    events.push({
      i: random(),
      k,
      a: Date.now(),
      p: p.slice(0, 2e3),
      t: (t || '').slice(0, 300),
      ...more,
    })
    timer = timer || window.setTimeout(flush, 800)
  }
  // A stay is one sitting before the page: the time it was to be seen.
  let since = doc.hidden ? 0 : Date.now()
  const leave = () => {
    const s = since ? Math.round((Date.now() - since) / 1e3) : 0
    since = 0
    if (s > 0) note('stay', doc.title, { s })
    flush()
  }
  addEventListener('pagehide', leave)
  addEventListener('pageshow', () => (since = since || Date.now()))
  on('visibilitychange', () => {
    if (doc.hidden) leave()
    else since = Date.now()
  })
  const once = new WeakSet()
  const first = (thing: object) => !once.has(thing) && once.add(thing)
  const nameOf = (form: HTMLFormElement) => form.getAttribute('name') || form.id || 'form'
  on('focusin', ({ target }) => {
    const form = (target as Element).closest('form')
    if (form && first(form)) note('formStart', nameOf(form))
  })
  on('submit', ({ target }) => note('formSubmit', nameOf(target as HTMLFormElement)), true)
  on('click', ({ target }) => {
    const link = (target as Element).closest('a')
    const file = /\.(pdf|zip|docx?|xlsx?|pptx?|csv|rar|7z|dmg|exe|apk)$/i
    if (!link || !(link.hasAttribute('download') || file.test(link.pathname))) return
    note('download', link.textContent, { p: link.href.split(/[?#]/)[0]! })
    flush()
  })
  const play = ({ target }: { target: unknown }) => {
    const video = target as HTMLVideoElement
    if (video.tagName === 'VIDEO' && first(video))
      note('video', video.title || video.currentSrc.split(/[?#]/)[0])
  }
  on('play', play, true)
  const sluice: Sluice = (verb, what, more) => {
    if (verb === 'visitor') return visitor()
    if (verb === 'page') note('page', doc.title)
    if (verb === 'track') note('custom', [what, more].filter(Boolean).join(' '))
    if (verb === 'consent') {
      agreed = what === true
      keep('sluice_c', agreed ? '1' : '0')
      if (agreed) flush()
      else {
        events = []
        keep('sluice_v', '')
      }
    }
    return undefined
  }
  const asked = (host.sluice && host.sluice.q) || []
  host.sluice = sluice
  sluice('page')
  asked.forEach((call) => sluice(...(Array.from(call) as Call)))
}
