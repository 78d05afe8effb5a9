import { destination, type Logger, pino } from 'pino'

/**
 * The log: JSON lines on stderr, so that what a command prints stays readable by programs. No personal data goes
 * in: no bodies, no addresses with their query, and what carries a secret or a contact by name is blacked out.
 */
export function openLog(level: string): Logger {
  const timestamp = pino.stdTimeFunctions.isoTime
  return pino(
    { level, base: null, timestamp, redact: { paths, censor: '…' }, serializers: { err: noValues } },
    destination(2),
  )
}

const hidden = [
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'phone',
  'mobile',
  'email',
  'wechat',
  'address',
]
const paths = hidden.flatMap((key) => [key, `*.${key}`, `*.*.${key}`])

/** An error without the row it was about: PostgreSQL quotes values in its detail, and after a colon in its message. */
export function noValues(error: Error): Record<string, unknown> {
  const told = pino.stdSerializers.err(error)
  if (!('severity' in error)) return { ...told }
  const message = error.message.replace(/: ".*"$/s, '')
  const { code, table, column, constraint } = error as Error & Record<string, unknown>
  return {
    type: told.type,
    message,
    stack: told.stack.replace(error.message, message),
    code,
    table,
    column,
    constraint,
  }
}
