// SQLSTATE class 08 and 57P0x (PostgreSQL's appendix A), and what the system says of a socket nobody listens on.
const away = /^(08|57P0)|^E(CONNREFUSED|CONNRESET|PIPE|NOENT)/

/** Whether an error says that the database is not there just now, rather than that something is wrong with what was asked. */
export function isAway(error: unknown): boolean {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  // What pg says of a connection that breaks, and of one that is broken already, has no code.
  return (
    away.test(String(code)) || /^(Connection terminated|Client has encountered a conn)/.test(String(message))
  )
}
