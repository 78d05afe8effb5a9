import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What /metrics tells: numbers only, no organisation, person or lead. */
export const registry = new Registry()
const registers = [registry]

/** Seconds an endpoint took, by its id, method and status. */
export const answered = new Histogram({
  name: 'sluice_http_seconds',
  help: 'Time from request to answer',
  labelNames: ['endpoint', 'method', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers,
})

/** Arrivals by what became of them, counted after the commit. */
export const captures = new Counter({
  name: 'sluice_captures_total',
  help: 'Arrivals decided',
  labelNames: ['outcome'],
  registers,
})

/** Forms sent by who filled in what people do not see. */
export const trapped = new Counter({
  name: 'sluice_form_trapped_total',
  help: 'Public forms sent by robots and thrown away',
  registers,
})

/** Seconds a job took, by its name and whether it is done, failed (and will be tried again) or was given up. */
export const jobsRun = new Histogram({
  name: 'sluice_job_seconds',
  help: 'Time a job ran',
  labelNames: ['task', 'end'],
  buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, 600],
  registers,
})

/** Makes a gauge that is read when somebody asks; the last one of a name counts, so a server may be started again. */
export function gauge(name: string, help: string, read: () => number | Promise<number>): void {
  registry.removeSingleMetric(name)
  const made: Gauge = new Gauge({
    name,
    help,
    registers,
    collect: async (): Promise<void> => made.set(await read()),
  })
}

/** Memory, event loop, garbage collection: once for the process. */
export function measureProcess(): void {
  if (!registry.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics({ register: registry })
}
