#!/usr/bin/env -S node --max-semi-space-size=8
// The flag: by itself V8 sizes its nursery by the machine's memory, 134 MB on a large one, which an import would take.
// It cannot be set once the process runs.
// Runs the command on the Node that came with the packages: TypeScript without a build needs 24, and the
// machine may have any from 20 on.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const major = Number(process.versions.node.split('.')[0])
if (major >= 24) await import('./main.ts')
else runOn(ownNode())

function ownNode() {
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  const node = fileURLToPath(new URL(`../node_modules/node/${file}`, import.meta.url))
  if (existsSync(node)) return node
  console.error(
    'Sluice needs Node 24, which "npm install" brings along. Run it once in this folder, with its install scripts.',
  )
  process.exit(1)
}

function runOn(node) {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(node, ['--max-semi-space-size=8', main, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name)
    if (signal) process.kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
}
