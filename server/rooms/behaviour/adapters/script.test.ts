import vm from 'node:vm'
import { expect, test } from 'vitest'
import { trackedBody } from '../../../../contract/behaviour.ts'
import { script } from './script.ts'

/** A page as far as the script looks at one: what it listens to, what it keeps, what it sends. */
function page(dataset: Record<string, string> = {}, { href = 'https://firm.cn/a?x=1', navigator = {} } = {}) {
  const listeners = new Map<string, (event: object) => void>()
  const kept = new Map<string, string>()
  const sent: ReturnType<typeof trackedBody.parse>[] = []
  let now = 1_000_000
  const listen = (name: string, run: (event: object) => void) => listeners.set(name, run)
  const document = {
    currentScript: { dataset: { site: 'KEY', ...dataset }, src: 'https://sluice.cn/t/track.js' },
    title: '首页',
    hidden: false,
    addEventListener: listen,
  }
  const timers: (() => void)[] = []
  const window: Record<string, unknown> = {
    document,
    navigator,
    addEventListener: listen,
    location: { href },
    history: {
      state: null,
      replaceState: (_: unknown, __: string, to: string) => (window['location'] = { href: to }),
    },
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    },
    crypto: globalThis.crypto,
    URL,
    Date: { now: () => now },
    setTimeout: (run: () => void) => timers.push(run),
    clearTimeout: () => undefined,
    fetch: (url: string, { body, credentials }: { body: string; credentials: string }) => {
      expect([url, credentials]).toEqual(['https://sluice.cn/t/KEY', 'omit'])
      sent.push(trackedBody.parse(JSON.parse(body)))
      return Promise.resolve()
    },
  }
  window['window'] = window
  const context = vm.createContext(window)
  vm.runInContext(script, context)
  return {
    window,
    kept,
    sent,
    document,
    events: () => sent.flatMap(({ e }) => e.map(({ k, p, t, s }) => [k, p, t, s])),
    wait: (ms: number) => void (now += ms),
    run: () => timers.splice(0).forEach((each) => each()),
    fire: (name: string, event: object = {}) => listeners.get(name)?.(event),
    sluice: window['sluice'] as (verb: string, ...more: unknown[]) => string | undefined,
  }
}
const form = { getAttribute: () => 'ask', closest: (what: string) => (what === 'form' ? form : null) }

test('a visit: the page without its query, one stay of the time it was seen, a form begun once and sent', () => {
  const { run, wait, fire, events, sent, document } = page()
  run()
  wait(5_400)
  fire('focusin', { target: form })
  fire('focusin', { target: form })
  fire('submit', { target: form })
  document.hidden = true
  fire('visibilitychange')
  wait(60_000)
  fire('pagehide')
  expect(events()).toEqual([
    ['page', 'https://firm.cn/a', '首页', undefined],
    ['formStart', 'https://firm.cn/a', 'ask', undefined],
    ['formSubmit', 'https://firm.cn/a', 'ask', undefined],
    ['stay', 'https://firm.cn/a', '首页', 5],
  ])
  expect(new Set(sent.map(({ v }) => v)).size).toBe(1)
})

test('a download, a video and what the page itself tells', () => {
  const { run, fire, events, sluice } = page()
  const link = {
    hasAttribute: () => false,
    pathname: '/价格.pdf',
    href: 'https://firm.cn/x.pdf?k=1',
    textContent: '价格表',
  }
  fire('click', { target: { closest: () => link } })
  const video = { tagName: 'VIDEO', title: '演示', currentSrc: '' }
  fire('play', { target: video })
  fire('play', { target: video })
  sluice('track', '加入购物车', '甲')
  run()
  expect(events().map(([k, , t]) => [k, t])).toEqual([
    ['page', '首页'],
    ['download', '价格表'],
    ['video', '演示'],
    ['custom', '加入购物车 甲'],
  ])
})

test('where consent is required nothing is sent or kept before it, nor after it is taken back', () => {
  const { run, fire, sent, kept, sluice } = page({ consent: 'required' })
  run()
  fire('pagehide')
  expect([sent, [...kept], sluice('visitor')]).toEqual([[], [], undefined])
  sluice('consent', true)
  expect(sent).toMatchObject([{ c: true, e: [{ k: 'page' }] }])
  sluice('consent', false)
  sluice('track', 'x')
  run()
  expect(sent).toHaveLength(1)
  expect(kept.get('sluice_v')).toBe('')
})

test.each([{ doNotTrack: '1' }, { globalPrivacyControl: true }])(
  '%o is honoured where the site says so',
  (navigator) => {
    const asks = page({ dnt: 'honour' }, { navigator })
    asks.run()
    expect([asks.sent, asks.kept.size]).toEqual([[], 0])
    const deaf = page({}, { navigator })
    deaf.run()
    expect(deaf.sent).toHaveLength(1)
  },
)

test('the token of a link is told once and taken out of the address', () => {
  const { run, sent, sluice, window } = page({}, { href: 'https://firm.cn/offer?a=1&sl=TOKEN' })
  run()
  sluice('track', 'x')
  run()
  expect(sent.map(({ l }) => l)).toEqual(['TOKEN', undefined])
  expect(window['location']).toEqual({ href: 'https://firm.cn/offer?a=1' })
})
