import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig, secretOf } from './config.ts'

test('everything has a default', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    publicUrl: 'http://localhost:3000',
    trustProxy: 0,
    dataDir: resolve('data'),
    allowPrivateWebhooks: false,
  })
})

test('the public address follows the port and loses its last slash', () => {
  expect(readConfig({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080')
  expect(readConfig({ PUBLIC_URL: 'https://leads.example.com/' }).publicUrl).toBe('https://leads.example.com')
})

test('a variable set to nothing is not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined })
})

test('proxies are trusted by their number or by their addresses', () => {
  expect(readConfig({ TRUST_PROXY: '0' }).trustProxy).toBe(0)
  expect(readConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2)
  const addresses = '10.0.0.0/8, 127.0.0.1,fd00::1,loopback'
  expect(readConfig({ TRUST_PROXY: addresses }).trustProxy).toEqual([
    '10.0.0.0/8',
    '127.0.0.1',
    'fd00::1',
    'loopback',
  ])
})

test.each(['true', '-1', '1.5', '12', '1,2', 'proxy.example.com', '10.0.0.0/40', '127.0.0.1,'])(
  'TRUST_PROXY=%s is refused by name',
  (value) => {
    expect(() => readConfig({ TRUST_PROXY: value })).toThrow(
      'TRUST_PROXY must be how many proxies stand in front, from 0 to 9, or their addresses by comma',
    )
  },
)

test.each([
  ['PORT', 'http', 'PORT must be a whole number from 0 to 65535'],
  ['PORT', '70000', 'PORT must be 65535 or less'],
  [
    'DATABASE_URL',
    'mysql://root@db/x',
    'DATABASE_URL must look like postgres://user:password@host:5432/sluice',
  ],
  ['PUBLIC_URL', 'leads', 'PUBLIC_URL must look like https://leads.example.com'],
  ['MAIL_URL', 'mail.example.com', 'MAIL_URL must look like smtps://user:password@smtp.example.com:465'],
  ['SECRET', 'short', 'SECRET must have 32 characters or more'],
  ['ALLOW_PRIVATE_WEBHOOKS', 'maybe', 'ALLOW_PRIVATE_WEBHOOKS must be 1 or 0'],
])('%s=%s is refused by name', (name, value, message) => {
  expect(() => readConfig({ [name]: value })).toThrow(message)
})

test('all bad values are told at once', () => {
  expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'loud' })).toThrow(/PORT .*\nLOG_LEVEL /)
})

test('the secret is made once, for this user alone', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-config-'))
  try {
    const made = secretOf({ secret: undefined, dataDir })
    expect(made.length).toBeGreaterThanOrEqual(32)
    expect(secretOf({ secret: undefined, dataDir })).toBe(made)
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
    expect(secretOf({ secret: 'given', dataDir })).toBe('given')
  } finally {
    rmSync(dataDir, { recursive: true })
  }
})
