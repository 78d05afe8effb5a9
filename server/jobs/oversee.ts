/** Milliseconds between two looks whether somebody has cancelled the work. */
const LOOK = 1000

/** Somebody has cancelled the work, or it is over. */
export class Over extends Error {}

interface Overseen {
  /** Aborted when the server stops: the work is begun again elsewhere. */
  readonly signal: AbortSignal
  /** Whether somebody has cancelled it, as the database says. */
  readonly isOver: () => Promise<boolean>
  /** Ends the thread that works. */
  readonly end: () => Promise<void>
}

/**
 * Long work of a thread: ended at once when the server stops or somebody cancels it, and in any case in the end. What a
 * cancelled one throws is nobody's error.
 */
export async function oversee({ signal, isOver, end }: Overseen, work: () => Promise<void>): Promise<void> {
  const stop = () => void end()
  const look = async () => {
    if (await isOver()) stop()
  }
  signal.addEventListener('abort', stop, { once: true })
  const watch = setInterval(() => void look().catch(() => undefined), LOOK)
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Over) && !(await isOver())) throw error
  } finally {
    clearInterval(watch)
    signal.removeEventListener('abort', stop)
    await end()
  }
}
