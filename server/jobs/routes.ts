import { hearLive } from '../../contract/live.ts'
import type { House } from '../house.ts'
import { route, type Route } from '../http/route.ts'

/** The stream of changes for open pages. */
export function routes(house: House): Route[] {
  return [
    route(hearLive, async ({ caller, reply }) => {
      reply.hijack()
      const head = { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' }
      // A Last-Event-ID needs no answer: a page that was cut off reads everything it shows again by itself.
      reply.raw.writeHead(200, { ...reply.getHeaders(), ...head } as Record<string, string>)
      house.live.join(caller, reply.raw)
      return ''
    }),
  ]
}
