import type { IConfiguration, IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser'

const tests = String.raw`\.test\.tsx?$`
const room = '^server/rooms/([^/]+)/'
const decide = String.raw`^server/rooms/[^/]+/decide(\.ts$|/)`
const shipped = '^(rules|contract|server|web|cli)/'

interface Never {
  readonly from: string
  readonly except?: readonly string[]
  readonly to: IRegularForbiddenRuleType['to']
}

/** A rule: files whose path matches `from`, tests and `except` left out, must not import what `to` describes. */
function never(name: string, comment: string, { from, except = [], to }: Never): IForbiddenRuleType {
  return { name, comment, severity: 'error', from: { path: from, pathNot: [tests, ...except] }, to }
}

/** Who may import whom, each with its reason. */
export const imports = {
  forbidden: [
    never('decide-is-pure', 'A decision knows no database, no wire and no jobs.', {
      from: decide,
      to: {
        path: String.raw`^server/(db|http|jobs|views)/|^server/[^/]+\.ts$|^node_modules/(pg|kysely|fastify|graphile-worker)/`,
      },
    }),
    never('decide-runs-alone', 'A decision takes shapes from what is above it, never code.', {
      from: decide,
      to: {
        path: String.raw`/(store|service|routes|tasks|worker)\.ts$|^server/rooms/[^/]+/store/`,
        dependencyTypesNot: ['type-only'],
      },
    }),
    never('decide-needs-no-node', 'A decision runs anywhere, in the browser too.', {
      from: String.raw`^(server/rooms/[^/]+/decide(\.ts$|/)|rules/|contract/)`,
      to: { dependencyTypes: ['core'] },
    }),
    never('store-is-sql', 'A store knows SQL: no wire, no jobs, no service above it.', {
      from: String.raw`^server/rooms/[^/]+/store(\.ts$|/)`,
      to: { path: String.raw`^server/(http|jobs)/|/(service|routes|tasks|worker)\.ts$` },
    }),
    never('rooms-are-apart', 'Rooms never import each other: server/flow.ts knows the order.', {
      from: room,
      to: { path: '^server/rooms/', pathNot: '^server/rooms/$1/' },
    }),
    never('rooms-are-behind-flow', 'Only flow, main and views reach into a room’s stores and decisions.', {
      from: shipped,
      except: [room, String.raw`^server/(flow|main|parts)\.ts$`, '^server/(flow|views)/'],
      to: { path: String.raw`^server/rooms/[^/]+/(store|decide)(\.ts$|/)` },
    }),
    never('house-below-rooms', 'What rooms stand on does not lean on a room.', {
      from: '^server/(db|http|jobs|lead|people|policy)/',
      to: { path: String.raw`^server/(rooms|views|flow)/|^server/(flow|main|parts)\.ts$` },
    }),
    never('web-is-a-client', 'The web app knows the contract, never the server.', {
      from: '^web/',
      to: { path: '^(server|cli)/' },
    }),
    never('where-stays-home', 'rules/where.ts is SQL: never in the browser.', {
      from: '^web/',
      to: { path: String.raw`^rules/where\.ts$` },
    }),
    never('ui-knows-no-lead', 'web/ui knows no lead and no page.', {
      from: '^web/ui/',
      to: { path: '^web/pages/' },
    }),
    never('language-and-contract-first', 'rules and contract are what both sides stand on.', {
      from: '^(rules|contract)/',
      to: { path: '^(server|web|cli)/' },
    }),
    never('rules-before-contract', 'The condition language knows no endpoint.', {
      from: '^rules/',
      to: { path: '^contract/' },
    }),
    never('server-serves', 'The server knows neither the web app’s code nor the command line.', {
      from: '^server/',
      to: { path: '^(web|cli)/' },
    }),
    never('shipped-without-tools', 'What ships does not import what only builds or tests it.', {
      from: shipped,
      to: { path: '^(test|e2e|bench|eval|tools)/' },
    }),
    never('shipped-without-dev', 'What ships must start after npm install --omit=dev.', {
      from: shipped,
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    }),
    {
      name: 'no-cycles',
      comment: 'Types may name each other; code that runs may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that imports nothing and that nobody imports is left over.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          tests,
          String.raw`\.d\.ts$`,
          String.raw`^[^/]+$`,
          '^tools/',
          '^web/public/',
          String.raw`/worker\.ts$`,
        ],
      },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 has no compiler interface for it to use: without swc it would look at nothing and pass.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts', '.css'],
    },
  },
} satisfies IConfiguration
