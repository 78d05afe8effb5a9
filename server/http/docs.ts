import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

const intro = `Every refusal is problem+json (RFC 9457) with a \`code\` for programs and a sentence in the caller's language
(\`Accept-Language: zh\` or \`en\`). Lists are paged by \`cursor\`: ask again with \`next\` until it is null. Calls are limited per
key; \`RateLimit-Remaining\` says how many are left. Moments are ISO 8601 with an offset, money is in minor units.`

/** Gathers the documentation from every route mounted after it: OpenAPI 3.1 at /openapi.json, to browse at /docs. */
export async function documentApi(app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Sluice', version: '1', description: intro },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'session', description: 'A signed-in member' },
          key: { type: 'http', scheme: 'bearer', description: 'An API key, from Settings' },
        },
      },
    },
    transform: showBody,
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP,
    uiConfig: { persistAuthorization: false },
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

const showBody: typeof jsonSchemaTransform = (document) => {
  if (!document.schema?.shownBody) return jsonSchemaTransform(document)
  const { shownBody: body, ...schema } = document.schema
  return jsonSchemaTransform({ ...document, schema: { ...schema, body } })
}

const staticCSP =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
