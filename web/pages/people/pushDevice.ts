/** How browser push stands here. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on'

const worker = '/push.js'

/** What this browser knows of push: nothing, no, not yet, or the address it is pushed to. */
export async function pushState(): Promise<{ state: PushState; endpoint: string | undefined }> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return { state: 'unsupported', endpoint: undefined }
  if (Notification.permission === 'denied') return { state: 'denied', endpoint: undefined }
  const registration = await navigator.serviceWorker.getRegistration(worker)
  const held = await registration?.pushManager.getSubscription()
  return { state: held ? 'on' : 'off', endpoint: held?.endpoint }
}

/**
 * Asks for leave (so only after a click) and subscribes; undefined when it was not given. One made for another key,
 * before the server's secret changed, is made anew.
 */
export async function subscribe(pushKey: string) {
  if ((await Notification.requestPermission()) !== 'granted') return undefined
  await navigator.serviceWorker.register(worker)
  const { pushManager } = await navigator.serviceWorker.ready
  const held = await pushManager.getSubscription()
  if (held && base64url(held.options.applicationServerKey) !== pushKey) await held.unsubscribe()
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })
  const { endpoint, keys } = made.toJSON()
  if (!endpoint || !keys?.['p256dh'] || !keys['auth']) return undefined
  return { endpoint, keys: { p256dh: keys['p256dh'], auth: keys['auth'] } }
}

/** Takes this browser's subscription back. */
export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(worker)
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}

function base64url(bytes: ArrayBuffer | null): string {
  const text = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)))
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
