import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** One thing to run: a program of node_modules/.bin or `node`, from the root. */
export interface Step {
  readonly name: string
  readonly run: readonly [program: string, ...parameters: string[]]
  readonly env?: Readonly<Record<string, string>>
}

export interface Outcome {
  readonly name: string
  readonly passed: boolean
  readonly seconds: number
  /** What it wrote, both streams as they came. */
  readonly output: string
}

/** Runs a step to its end; `show` lets its output through while it runs. */
export async function runStep({ name, run, env }: Step, show = false): Promise<Outcome> {
  const [program, ...parameters] = run
  const started = performance.now()
  const child = spawn(program, parameters, {
    cwd: root,
    env: {
      ...process.env,
      PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const heard: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      heard.push(chunk)
      if (show) process.stdout.write(chunk)
    })
  const [code] = (await once(child, 'close').catch((error: Error) => [error.message])) as [
    number | string | null,
  ]
  const output = Buffer.concat(heard).toString() + (typeof code === 'string' ? code : '')
  return { name, passed: code === 0, seconds: (performance.now() - started) / 1000, output }
}
