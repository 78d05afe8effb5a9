import { z } from 'zod'
import { endpoint, keyScopes } from './endpoint.ts'
import { memberName } from './people.ts'
import { done, id, idParams, instant, lang } from './shapes.ts'

export const organisation = z.object({
  orgId: id,
  /** Stands in the address of public forms. */
  slug: z.string(),
  name: z.string(),
  locale: lang,
  timeZone: z.string(),
  currency: z.string(),
})

export const listKeys = endpoint({
  id: 'keys.list',
  method: 'GET',
  path: '/api/v1/keys',
  may: ['admin'],
  summary: 'The API keys, the revoked ones last; of each only its last four characters are known',
  reply: z.object({
    items: z.array(
      z.object({
        keyId: id,
        name: z.string(),
        hint: z.string(),
        scopes: z.array(z.enum(keyScopes)),
        createdBy: id,
        createdAt: instant,
        lastUsedAt: instant.nullable(),
        revokedAt: instant.nullable(),
      }),
    ),
  }),
})

export const createKey = endpoint({
  id: 'keys.create',
  method: 'POST',
  path: '/api/v1/keys',
  may: ['admin'],
  summary: 'Makes an API key; it is shown this once and never again',
  body: z.object({ name: memberName, scopes: z.array(z.enum(keyScopes)).min(1) }),
  reply: z.object({ keyId: id, key: z.string() }),
})

export const revokeKey = endpoint({
  id: 'keys.revoke',
  method: 'DELETE',
  path: '/api/v1/keys/:keyId',
  may: ['admin'],
  summary: 'Revokes an API key: it is refused within seconds',
  params: idParams('keyId'),
  reply: done,
})

export const readOrganisation = endpoint({
  id: 'organisation.read',
  method: 'GET',
  path: '/api/v1/organisation',
  may: 'user',
  summary: 'The organisation’s name, address, language, zone and currency',
  reply: organisation,
})

export const editOrganisation = endpoint({
  id: 'organisation.edit',
  method: 'PUT',
  path: '/api/v1/organisation',
  may: ['admin'],
  summary: 'Changes the organisation’s name, address, language, zone or currency',
  body: z.object({
    name: memberName,
    slug: z
      .string()
      .trim()
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/),
    locale: lang,
    timeZone: z.string().max(60),
    currency: z.string().regex(/^[A-Z]{3}$/),
  }),
  reply: done,
  refuses: ['name.taken', 'zone.unknown'],
})
