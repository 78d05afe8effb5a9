import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

const flag = z
  .enum(['0', '1', 'false', 'true', 'no', 'yes'], { error: 'must be 1 or 0' })
  .transform((word) => word === '1' || word === 'true' || word === 'yes')

const whole = (from: number, to: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${from} to ${to}` })
    .int(`must be a whole number from ${from} to ${to}`)
    .min(from, `must be ${from} or more`)
    .max(to, `must be ${to} or less`)

const address = (protocol: RegExp, example: string) => z.url({ protocol, error: `must look like ${example}` })

/** The ranges that may be called by a name, as in proxy-addr, which Fastify asks. */
const ranges = new Set(['loopback', 'linklocal', 'uniquelocal'])

// Not by ipaddr.js alone: it takes `2` for an address, 0.0.0.2.
function isAddress(text: string): boolean {
  const [address = ''] = text.split('/')
  return ranges.has(text) || (isIP(address) !== 0 && (address === text || ipaddr.isValidCIDR(text)))
}

const MOST_PROXIES = 9

const proxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => (parts.length === 1 && /^\d$/.test(parts[0]!)) || parts.every(isAddress),
    `must be how many proxies stand in front, from 0 to ${MOST_PROXIES}, or their addresses by comma`,
  )
  .transform((parts) => (parts.every(isAddress) ? parts : Number(parts[0])))

// Every variable Sluice reads. An empty one counts as not set.
const variables = z.object({
  /** TCP port of the web app and the API. */
  PORT: whole(0, 65_535).default(3000),
  /** Address to listen on: `127.0.0.1` when a proxy stands before it on the same machine. */
  HOST: z.string().default('0.0.0.0'),
  /** What users type into the browser; stands in mails, forms and webhooks. http://localhost:PORT when not set. */
  PUBLIC_URL: address(/^https?$/, 'https://leads.example.com').optional(),
  /**
   * How many proxies stand in front, or their addresses by comma: what they say in X-Forwarded-For and -Proto is believed.
   * A number believes whoever reaches the port, so only the proxy may.
   */
  TRUST_PROXY: proxies.default(0),
  /** A PostgreSQL server, version 15 or newer, instead of the embedded one. */
  DATABASE_URL: address(/^postgres(ql)?$/, 'postgres://user:password@host:5432/sluice').optional(),
  /** Folder for everything Sluice keeps: the embedded database, the secret, files being imported. */
  DATA_DIR: z.string().default('./data'),
  /** Database connections of the app; as many again serve jobs and migrations. */
  POOL_SIZE: whole(2, 200).default(10),
  /** Signs sessions and links: 32 characters or more. When not set, made once and kept in DATA_DIR/secret. */
  SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
  /** The mail server, smtp:// or smtps://, with user and password. Without it mails are not sent and links are shown to hand over. */
  MAIL_URL: address(/^smtps?$/, 'smtps://user:password@smtp.example.com:465').optional(),
  /** The sender of every mail: `Sluice <leads@example.com>`. */
  MAIL_FROM: z.string().default('Sluice <sluice@localhost>'),
  /** What goes to the log. */
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  /** 1: webhooks and robots may call private and local addresses (a system in the same network). */
  ALLOW_PRIVATE_WEBHOOKS: flag.default(false),
})

export interface Config {
  port: number
  host: string
  /** Without a slash at the end. */
  publicUrl: string
  /** The addresses of the proxies in front, or how many there are; 0 for none. */
  trustProxy: number | string[]
  databaseUrl: string | undefined
  /** Absolute. */
  dataDir: string
  poolSize: number
  secret: string | undefined
  mail: { url: string | undefined; from: string }
  logLevel: z.infer<typeof variables>['LOG_LEVEL']
  allowPrivateWebhooks: boolean
}

/** The settings in `env`; throws one Error that names every variable with a bad value and says what it must be. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const { data, error } = variables.safeParse(given)
  if (error)
    throw new Error(error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'))
  return {
    port: data.PORT,
    host: data.HOST,
    publicUrl: (data.PUBLIC_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, ''),
    trustProxy: data.TRUST_PROXY,
    databaseUrl: data.DATABASE_URL,
    dataDir: resolve(data.DATA_DIR),
    poolSize: data.POOL_SIZE,
    secret: data.SECRET,
    mail: { url: data.MAIL_URL, from: data.MAIL_FROM },
    logLevel: data.LOG_LEVEL,
    allowPrivateWebhooks: data.ALLOW_PRIVATE_WEBHOOKS,
  }
}

/** The settings of this process. */
export function loadConfig(): Config {
  return readConfig(process.env)
}

/** SECRET, else the one in DATA_DIR/secret (mode 0600), made at random the first time. */
export function secretOf({ secret, dataDir }: Pick<Config, 'secret' | 'dataDir'>): string {
  if (secret) return secret
  const file = join(dataDir, 'secret')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}
