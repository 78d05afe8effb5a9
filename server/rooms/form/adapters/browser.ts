/**
 * What runs in a visitor's browser. Each function stands alone: its text is sent as it is (Node has taken the types out),
 * so it may use nothing of this module, and nothing a browser of 2020 lacks.
 */

/** Makes a form of the page send itself: the work is done while the visitor types, errors go to their fields. */
export function fillIn(): void {
  const form = document.querySelector('form')!
  const { action, dataset } = form
  const words = JSON.parse(dataset['words'] || '{}') as Record<'network' | 'sending', string>
  const summary = document.getElementById('summary')!
  const button = form.querySelector('button')!
  const told = parent === window ? undefined : parent
  const tell = (message: object) => told && told.postMessage({ sluice: location.pathname, ...message }, '*')

  interface Challenge {
    parameters: { expiresAt: number }
  }
  interface Proof {
    challenge: Challenge
    solution: unknown
  }
  interface Problem {
    code?: string
    detail?: string
    reasons?: { field?: string; message: string }[]
  }
  let nonce = dataset['nonce']!
  let proof: Promise<Proof> | undefined

  const newNonce = () => {
    // randomUUID is kept from pages without HTTPS.
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    bytes[6] = (bytes[6]! & 15) | 64
    bytes[8] = (bytes[8]! & 63) | 128
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
  }
  const work = async (): Promise<Proof> => {
    const answer = await fetch(`${action}/challenge`)
    if (!answer.ok) throw new Error('no challenge')
    const challenge = (await answer.json()) as Challenge
    return new Promise((resolve, reject) => {
      const worker = new Worker('/f/-/work.js')
      worker.onmessage = ({ data: solution }: MessageEvent<unknown>) => {
        worker.terminate()
        resolve({ challenge, solution })
      }
      worker.onerror = () => reject(new Error('no solution'))
      worker.postMessage(challenge)
    })
  }
  const begin = () => {
    proof = proof || work()
    // A failure counts when it is waited for; the next attempt begins anew.
    proof.catch(() => (proof = undefined))
    return proof
  }
  const freshProof = async (): Promise<Proof> => {
    const held = await begin()
    if (held.challenge.parameters.expiresAt > Date.now() / 1000 + 30) return held
    proof = undefined
    return begin()
  }

  const here = new URLSearchParams(location.search)
  const page = here.get('page') || location.href
  const touch = () => {
    const found: Record<string, string> = { landing_page: page.slice(0, 1000) }
    const referrer = here.has('page') ? here.get('ref') : document.referrer
    if (referrer) found['referrer'] = referrer.slice(0, 1000)
    new URL(page).searchParams.forEach((value, key) => {
      if (key.startsWith('utm_')) found[key.slice(0, 40)] = value.slice(0, 1000)
    })
    return found
  }
  const values = () => {
    const found: Record<string, string | string[]> = {}
    form.querySelectorAll<HTMLElement>('[data-field]').forEach((box) => {
      const field = box.dataset['field']!
      const inputs = Array.from(box.querySelectorAll<HTMLInputElement>('input, textarea, select'))
      const ticked = inputs
        .filter(({ type, checked }) => type === 'checkbox' && checked)
        .map(({ value }) => value)
      if (box.dataset['many']) found[field] = ticked
      else found[field] = inputs[0]!.type === 'checkbox' ? ticked.join('') : inputs[0]!.value
    })
    return found
  }

  const show = ({ detail = words.network, reasons = [] }: Problem) => {
    let first: HTMLElement | undefined
    form.querySelectorAll<HTMLElement>('[data-field], [data-consent]').forEach((box) => {
      const field = box.dataset['field'] || 'consent'
      const found = reasons.filter((reason) => reason.field === field)
      box.querySelector('.error')!.textContent = found.map(({ message }) => message).join(' ')
      box.querySelectorAll<HTMLElement>('input, textarea, select').forEach((input) => {
        if (found.length === 0) return input.removeAttribute('aria-invalid')
        input.setAttribute('aria-invalid', 'true')
        first = first || input
      })
    })
    const elsewhere = reasons.filter(
      ({ field }) => !form.querySelector(`[data-field="${CSS.escape(field || '')}"]`) && field !== 'consent',
    )
    summary.textContent = [detail].concat(elsewhere.map(({ message }) => message)).join(' ')
    ;(first || summary).focus()
  }
  const clear = () => {
    summary.textContent = ''
    form.querySelectorAll('.error').forEach((error) => (error.textContent = ''))
    form.querySelectorAll('[aria-invalid]').forEach((input) => input.removeAttribute('aria-invalid'))
  }
  const thank = (thanks: string) => {
    const said = document.getElementById('thanks')!
    said.querySelector('p')!.textContent = thanks
    said.hidden = false
    document.getElementById('filling')!.hidden = true
    said.focus()
    tell({ sent: true })
  }

  const send = async (mayRepeat: boolean): Promise<void> => {
    const consent = form.querySelector<HTMLInputElement>('[data-consent] input')
    const homepage = form.querySelector<HTMLInputElement>('[name="homepage"]')!.value
    const optIn = form.querySelector<HTMLInputElement>('[data-optin] input')
    const ticked = {
      consent: Boolean(consent && consent.checked),
      optIn: Boolean(optIn && optIn.checked),
    }
    const visitorId = here.get('visitor') || undefined
    const ref = new URL(page).searchParams.get('code') || undefined
    const body = { values: values(), ...ticked, homepage, touch: touch(), visitorId, ref }
    const answer = await fetch(action, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
      body: JSON.stringify({ nonce, proof: await freshProof(), ...body }),
    })
    const reply = (await answer.json()) as Problem & { thanks?: string }
    if (answer.ok) return thank(reply.thanks || '')
    nonce = newNonce() // the server has answered: what comes next is another sending
    if (reply.code === 'form.proof' || reply.code === 'form.incomplete') proof = undefined
    if (reply.code === 'form.proof' && mayRepeat) return send(false)
    show(reply)
    void begin()
  }

  form.addEventListener('focusin', () => void begin().catch(() => undefined), { once: true })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (button.getAttribute('aria-disabled') === 'true') return
    clear()
    const label = button.textContent
    button.setAttribute('aria-disabled', 'true')
    button.textContent = words.sending
    send(true)
      .catch(() => show({}))
      .finally(() => {
        button.removeAttribute('aria-disabled')
        button.textContent = label
      })
  })
  if (told)
    new ResizeObserver(() => tell({ height: document.documentElement.scrollHeight })).observe(document.body)
}

/**
 * Puts the form where its script's tag stands, as a frame that grows with what is in it. A frame, and not the form itself:
 * the page around may have any styles and any content policy, and its scripts cannot read what a visitor types.
 */
export function embed(title: string): void {
  interface Told {
    sluice?: string
    height?: number
    sent?: boolean
  }
  const script = document.currentScript as HTMLScriptElement
  const address = new URL(script.src)
  address.pathname = address.pathname.replace(/\/embed\.js$/, '')
  const { theme = 'light', lang } = script.dataset
  // Where the page runs the tracking script, what its visitor did is told of whoever sends the form.
  const { sluice } = window as unknown as { sluice?: (verb: string) => string | undefined }
  const visitor = sluice && sluice('visitor')
  const query = {
    embed: '1',
    theme,
    page: location.href,
    ref: document.referrer,
    ...(lang ? { lang } : {}),
    ...(visitor ? { visitor } : {}),
  }
  address.search = String(new URLSearchParams(query))
  const frame = document.createElement('iframe')
  frame.src = address.href
  frame.title = title
  frame.style.cssText = 'display:block;width:100%;height:480px;border:0;color-scheme:normal'
  addEventListener('message', ({ source, origin, data }: MessageEvent<Told>) => {
    if (source !== frame.contentWindow || origin !== address.origin || data.sluice !== address.pathname)
      return
    if (data.height) frame.style.height = `${data.height}px`
    // For the page's own counting: document.addEventListener('sluice:sent', …)
    if (data.sent) frame.dispatchEvent(new CustomEvent('sluice:sent', { bubbles: true }))
  })
  script.after(frame)
}
