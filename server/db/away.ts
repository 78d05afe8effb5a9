// SQLSTATE class 08 and 57P0x (PostgreSQL's appendix A), and what the system says of a socket nobody listens on.
const away = /^(08|57P0)|^E(CONNREFUSED|CONNRESET|PIPE|NOENT)/

/** Whether an error says that the database is not there just now, rather than that something is wrong with what was asked. */
export function isAway(error: unknown): boolean {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  return away.test(String(code)) || String(message).startsWith('Connection terminated')
}
