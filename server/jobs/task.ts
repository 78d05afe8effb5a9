/** What a task learns of its job beside the payload. */
export interface Attempt {
  readonly jobId: string
  /** 1 for the first try. */
  readonly attempt: number
  readonly maxAttempts: number
  /** Aborted when the server stops: finish or throw soon, the job then runs again elsewhere. */
  readonly signal: AbortSignal
}

/** What was enqueued, with the organisation it was enqueued for. */
export type Payload<P extends object = Record<string, unknown>> = P & { readonly orgId: string }

/** The code behind one kind of job. A job may run twice (a crash after its work): make that harmless. */
export interface Task {
  readonly name: string
  readonly run: (payload: Payload, attempt: Attempt) => Promise<void>
}

/**
 * Binds a kind of job to its code; P is what `enqueue` was given under this name. When `run` throws, the job
 * is tried again, later and later, up to `maxAttempts` times.
 */
export function task<P extends object>(
  name: string,
  run: (payload: Payload<P>, attempt: Attempt) => Promise<void>,
): Task {
  return { name, run: run as Task['run'] }
}
