import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { Endpoint } from '../../contract/endpoint.ts'
import { hearLive, liveTopics } from '../../contract/live.ts'
import type { LiveMessage, LiveTopic } from '../../contract/live.ts'
import { keyOf } from './queries.ts'

type Listener = (message: LiveMessage) => void
const listeners = new Set<Listener>()
let stop: (() => void) | undefined

/**
 * Listens to the server's changes while mounted. All components and all tabs of this browser share one connection
 * (HTTP/1.1 allows six per host); after a cut it reconnects with backoff and tells every topic to read again.
 */
export function useLive(wanted: readonly LiveTopic[], onMessage: Listener): void {
  const hear = useEffectEvent((message: LiveMessage) => {
    if (wanted.includes(message.topic)) onMessage(message)
  })
  useEffect(() => {
    const listener: Listener = (message) => hear(message)
    listeners.add(listener)
    stop ??= openLine()
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      stop?.()
      stop = undefined
    }
  }, [])
}

/** Reads the named endpoints again whenever one of the topics changes; for pages where nothing can jump. */
export function useFreshen(wanted: readonly LiveTopic[], reads: readonly Endpoint[]): void {
  const client = useQueryClient()
  useLive(wanted, () => {
    for (const read of reads) void client.invalidateQueries({ queryKey: keyOf(read) })
  })
}

function tell(message: LiveMessage) {
  for (const listener of listeners) listener(message)
}

/** One tab holds the connection and repeats it to the others; when it closes, the next in the queue takes over. */
function openLine(): () => void {
  const leaving = new AbortController()
  const channel = new BroadcastChannel('sluice.live')
  channel.addEventListener('message', (event: MessageEvent<LiveMessage>) => tell(event.data))
  const hold = () =>
    holdConnection(leaving.signal, (message) => {
      tell(message)
      channel.postMessage(message)
    })
  // Web Locks exist only on https and localhost; elsewhere each tab keeps a connection of its own.
  if ('locks' in navigator) {
    navigator.locks.request('sluice.live', { signal: leaving.signal }, hold).catch(() => undefined)
  } else void holdConnection(leaving.signal, tell)
  return () => {
    leaving.abort()
    channel.close()
  }
}

function holdConnection(leaving: AbortSignal, say: Listener): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined
    let failures = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const connect = () => {
      source = new EventSource(hearLive.path)
      source.addEventListener('open', () => {
        if (failures > 0) for (const topic of liveTopics) say({ topic, at: new Date().toISOString() })
        failures = 0
      })
      source.addEventListener('message', (event: MessageEvent<string>) => {
        const message = readMessage(event.data)
        if (message) say(message)
      })
      source.addEventListener('error', () => {
        source?.close()
        timer = setTimeout(connect, waitBefore(++failures))
      })
    }
    leaving.addEventListener('abort', () => {
      clearTimeout(timer)
      source?.close()
      resolve()
    })
    if (!leaving.aborted) connect()
  })
}

/** 1 s, 2 s, 4 s … at most 30 s, each spread by up to a half so that a restarted server is not met by everyone at once. */
function waitBefore(attempt: number): number {
  return Math.min(30_000, 500 * 2 ** attempt) * (1 + Math.random() / 2)
}

function readMessage(data: string): LiveMessage | undefined {
  try {
    const said = JSON.parse(data) as LiveMessage
    return liveTopics.includes(said.topic) ? said : undefined
  } catch {
    return undefined
  }
}
