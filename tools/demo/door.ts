import { DEMO_PASSWORD } from './organisation.ts'

/** Somebody of the demo, signed in: what they do goes through the API, as in a browser. */
export interface Door {
  call<Reply>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown): Promise<Reply>
  /** Uploads a file of these lines, has its rows checked and run; resolves once they are leads or customers. */
  bring(file: Brought): Promise<void>
}

export interface Brought {
  readonly name: string
  readonly lines: readonly (readonly string[])[]
  readonly kind: 'leads' | 'customers'
  /** By its key. */
  readonly source: string
}

const LOOK = 50 // ms between two looks at how far an import is

/** Signs in through the front door of a running Sluice. */
export async function openDoor(url: string, login: string): Promise<Door> {
  const signedIn = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const send = async (method: string, path: string, body?: BodyInit, type?: string) => {
    const headers = {
      origin: url,
      cookie,
      'accept-language': 'zh',
      ...(type ? { 'content-type': type } : {}),
    }
    const answer = await fetch(`${url}/api/v1${path}`, { method, headers, ...(body ? { body } : {}) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as unknown
  }
  const call = async <Reply>(method: string, path: string, body?: unknown): Promise<Reply> => {
    const given = body === undefined ? [] : [JSON.stringify(body), 'application/json']
    return (await send(method, path, ...given)) as Reply
  }
  return { call, bring: (file) => bring({ call, send }, file) }
}

interface Ways {
  call: Door['call']
  send: (method: string, path: string, body?: BodyInit) => Promise<unknown>
}

async function bring({ call, send }: Ways, { name, lines, kind, source }: Brought): Promise<void> {
  const form = new FormData()
  form.set('file', new Blob([lines.map((line) => line.map(cellOf).join(',')).join('\n')]), name)
  const { importId } = (await send('POST', `/imports?kind=${kind}&source=${source}`, form)) as {
    importId: string
  }
  const until = async (state: string) => {
    for (;;) {
      const job = await call<{ state: string; problem: unknown }>('GET', `/imports/${importId}`)
      if (job.state === state) return
      if (job.problem) throw new Error(`${name}: ${JSON.stringify(job.problem)}`)
      await new Promise((resolve) => setTimeout(resolve, LOOK))
    }
  }
  await call('POST', `/imports/${importId}/check`, {})
  await until('ready')
  await call('POST', `/imports/${importId}/run`)
  await until('done')
}

function cellOf(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
