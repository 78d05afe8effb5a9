import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Browser, type Page, chromium } from 'playwright-core'

const root = join(import.meta.dirname, '..')
const cache = join(root, '.cache')
const shots = join(root, 'test-results/shots')

// Not the package's own list: it is made for one request in a cloud function. Its --single-process ends the browser with
// the first closed context, and --disable-web-security would hide a broken content policy.
const plainArgs = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none']

/** What a journey runs in, or why there is none here. */
export type Found = { browser: Browser; skip?: never } | { browser?: never; skip: string }

/**
 * A headless browser: `CHROME_PATH` if set, the Chromium from npm on Linux, else an installed Chrome. Where none starts,
 * `skip` says why, so that a test can say it too.
 */
export async function findBrowser(): Promise<Found> {
  giveFonts()
  const given = process.env['CHROME_PATH']
  try {
    if (given) return { browser: await chromium.launch({ executablePath: given }) }
    if (process.platform === 'linux') return { browser: await launchPackaged() }
    return { browser: await chromium.launch({ channel: 'chrome' }) }
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return { skip: `no browser: ${why}. Set CHROME_PATH to a Chrome or Chromium` }
  }
}

/** The browser, or an error that says why there is none. */
export async function openBrowser(): Promise<Browser> {
  const found = await findBrowser()
  if (found.skip !== undefined) throw new Error(found.skip)
  return found.browser
}

/** Writes a picture of what is in sight to test-results/shots/NAME.png; returns its path. */
export async function shot(page: Page, name: string): Promise<string> {
  mkdirSync(shots, { recursive: true })
  const path = join(shots, `${name}.png`)
  await page.screenshot({ path, animations: 'disabled' })
  return path
}

/**
 * By how many px the page scrolls sideways or is cut off: of what holds the first heading, out to the window. A table
 * that scrolls by itself is none of these.
 */
export async function overhang(page: Page): Promise<number> {
  return page.evaluate(() => {
    const around = (at: Element | null): Element[] => (at ? [at, ...around(at.parentElement)] : [])
    const cutting = around(document.querySelector('h1')).filter(
      (each) => each === document.documentElement || getComputedStyle(each).overflowX !== 'visible',
    )
    return Math.max(0, ...cutting.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
  })
}

async function launchPackaged(): Promise<Browser> {
  // It unpacks to TMPDIR and takes whatever lies there already, of any version or user: a folder of our own.
  const unpacked = join(cache, 'chromium')
  mkdirSync(unpacked, { recursive: true })
  const [before, runtime] = [process.env['TMPDIR'], process.env['AWS_LAMBDA_JS_RUNTIME']]
  process.env['TMPDIR'] = unpacked
  // Makes it bring libnss3 along, which a bare Debian lacks.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x'
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    packaged.setGraphicsMode = false
    const executablePath = await packaged.executablePath()
    return await chromium.launch({ executablePath, args: plainArgs })
  } finally {
    restore('TMPDIR', before)
    restore('AWS_LAMBDA_JS_RUNTIME', runtime)
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

/** Chinese shows as boxes without a font of its own; woff2 does not work here, the TTF does. */
function giveFonts(): void {
  if (process.env['FONTCONFIG_FILE']) return
  const fonts = dirname(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'),
  )
  if (!existsSync(fonts)) return
  mkdirSync(cache, { recursive: true })
  const config = join(cache, 'fonts.conf')
  writeFileSync(
    config,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir><cachedir>${join(cache, 'fonts')}</cachedir></fontconfig>\n`,
  )
  process.env['FONTCONFIG_FILE'] = config
}
