import type { Kept } from './kept.ts'

/** An id that nothing has. */
const NOTHING = '0197c7c3-7a2e-7000-8000-000000000001'

/**
 * What is sent: a body that every schema takes, with a version nobody has seen, so that whoever may is refused after the permission and
 * nothing is written. Routes that need more, or are refused for another reason, stand below.
 */
const stale = { version: 99_999, reason: '走一遍' }

const organisation = { name: '江海演示物流集团', type: 'firm' }
const backwards = { validFrom: '2025-05-02', validTo: '2025-05-01' }
const figure = {
  kind: 'figure',
  subject: '全市',
  indicator: '选手',
  value: 1,
  unit: '名',
  period: null,
  comparison: null,
  bound: null,
}
const series = {
  code: 'bimonthly',
  nameZh: '例会',
  nameEn: 'Meeting',
  everyMonths: 2,
  monthWindow: 'mid-month',
  avoidHolidays: true,
  startTime: '14:00',
  minutesBudget: 60,
  template: [],
}

const tableMapping = { kind: 'project', columns: [{ column: '项目名称', use: 'name' }], fixed: {} }
const unknownFile = { name: 'x.bin', base64: 'AAECAw==' }
const quiz = {
  titleZh: '又一场竞答',
  organiser: '科创委办公室',
  bankId: NOTHING,
  bankVersion: 1,
  opensAt: '2025-05-12T00:00:00Z',
  closesAt: '2025-05-11T00:00:00Z',
  rules: {},
  draws: null,
}

const bodies: Readonly<Record<string, object | ((thing: Kept) => object)>> = {
  'POST /api/session': {},
  'POST /api/session/first-run': {
    token: '',
    region: { id: 320600, nameZh: '又一个市', nameEn: 'Another city' },
    unitZh: '办公室',
    username: 'intruder',
    name: '外来者',
    password: 'a long password',
  },
  'POST /accounts': {
    username: 'newcomer',
    name: '新来的人',
    unitId: null,
    roles: ['system-operator', 'auditor'],
  },
  'PUT /accounts/own-password': { old: 'x', password: 'y' },
  'POST /accounts/own-second-factor': { password: 'x' },
  'POST /accounts/own-second-factor/confirm': { code: '000000' },
  'POST /accounts/own-second-factor/recovery-codes': { password: 'x', code: '000000' },
  'POST /accounts/own-second-factor/off': { password: 'x', code: '000000' },
  'POST /accounts/own-sessions/end-others': { password: 'x' },
  'POST /accounts/own-sessions/:session/end': { password: 'x' },
  'PUT /accounts/second-factor-rule': { version: 99, roles: [], fromOn: '2025-05-08' },
  'POST /accounts/:id/lock': { days: 1 },
  'POST /registry/organisations': organisation,
  'PUT /registry/organisations/:id': { ...stale, ...organisation },
  'POST /registry/organisations/:id/aliases': { alias: '又一个名字', ...backwards },
  'POST /registry/memberships': { memberId: NOTHING, bodyId: NOTHING, role: '会员' },
  'PUT /registry/memberships/:id': { ...stale, role: '会员' },
  'POST /registry/people': { name: '沈怀舟' },
  'PUT /registry/people/:id': { ...stale, name: '沈怀舟' },
  'POST /registry/tenures': { personId: NOTHING, post: '院长' },
  'PUT /registry/tenures/:id': { ...stale, post: '院长' },
  'POST /registry/places': { name: '某地', level: 'site', ...backwards },
  'PUT /registry/places/:id': { ...stale, name: '某地', level: 'site' },
  'POST /registry/units': { code: 'extra', nameZh: '某处', kind: 'division' },
  'PUT /registry/units/:id': { ...stale, nameZh: '某处', kind: 'division' },
  'POST /registry/links': {
    kind: 'organisation',
    leftId: NOTHING,
    rightId: NOTHING,
    judgement: 'same',
    reason: '走一遍',
  },
  'POST /registry/queue/:kind/:id/answer': { seen: '0'.repeat(32), answer: 'new' },
  'POST /registry/imports': { table: 'organisations', rows: [] },
  'POST /intake/pages': { name: '空白', text: ' ' },
  'PUT /intake/pages/:id/issue-date': { ...stale, issueDate: '2025-05-01' },
  'POST /intake/pages/:id/acceptances': { atLeast: 1, articleId: NOTHING },
  'POST /intake/articles/:id/repeat': { version: 1, verdict: 'same' },
  'POST /intake/pages/:id/layings': { ...stale, act: 'begins', at: 0 },
  'POST /intake/pages/:id/undoing': { facts: [{ id: NOTHING, version: 1 }] },
  'POST /intake/pages/:id/facts': { span: { start: 5, end: 5 }, fact: figure },
  'POST /intake/facts/:id/contradictions': { ...stale, kind: 'amount', others: [NOTHING], verdict: 'open' },
  'POST /intake/facts/:id/contradictions/undoing': { ...stale, decision: { id: NOTHING, version: 1 } },
  'POST /intake/lessons/:id/switch': { ...stale, on: false },
  'PUT /intake/tables/:id/mapping': { ...stale, mapping: tableMapping },
  'POST /intake/mappings/:id/forgetting': stale,
  'POST /indicators/indicators': { nameZh: '研发投入', unit: '亿元', kind: 'flow' },
  'PUT /indicators/indicators/:id': { ...stale, nameZh: '研发投入', unit: '亿元', kind: 'flow' },
  'POST /indicators/series': { indicatorId: NOTHING, subject: { kind: 'region' } },
  'POST /indicators/observations': ({ id }: Kept) => ({
    seriesId: id,
    period: '2024',
    value: null,
    status: 'actual',
  }),
  'POST /indicators/observations/:id/judge': { ...stale, verdict: 'preferred' },
  'POST /indicators/imports': { table: 'indicators', rows: [] },
  'POST /matters': { title: '走一遍', limitCode: 'no such limit' },
  'POST /matters/table': { name: 'x.bin', base64: 'AAECAw==' },
  'POST /matters/:id/edit': { ...stale, fields: { title: '别的题目' } },
  'POST /matters/:id/decompose': { ...stale, parts: [], milestones: [] },
  'POST /matters/:id/report': { ...stale, text: '进展' },
  'POST /matters/:id/withdraw-report': { ...stale, reportId: NOTHING },
  'POST /matters/:id/confirm': { ...stale, partId: NOTHING },
  'POST /matters/:id/ask-extension': { ...stale, newDueOn: '2025-12-01' },
  'POST /matters/:id/decide-extension': { ...stale, extensionId: NOTHING, grant: true },
  'POST /matters/:id/submit': { ...stale, result: '办成' },
  'POST /matters/:id/return': { ...stale, reasonCode: 'format' },
  'POST /matters/:id/close': { ...stale, opinion: '同意' },
  'POST /matters/:id/strike': { ...stale, method: 'papers', verification: '已核' },
  'POST /matters/:id/plan-look-back': { ...stale, on: '2025-12-01' },
  'POST /matters/:id/look-back': { ...stale, method: 'papers', text: '看过', relapsed: false },
  'POST /matters/:id/reopen': { ...stale, dueOn: '2025-12-01' },
  'POST /matters/:id/merge': { ...stale, intoId: NOTHING },
  'POST /matters/:id/transfer': { ...stale, to: '外单位' },
  'POST /matters/:id/make-long-term': { ...stale, feedback: { kind: 'none', count: null } },
  'POST /matters/:id/note': { ...stale, kind: 'comment', text: '看过' },
  'POST /matters/:id/share': { ...stale, regions: [] },
  'POST /matters/:id/ask-override': { ...stale, light: 'red', until: '2025-06-01' },
  'POST /matters/:id/decide-override': { ...stale, overrideId: NOTHING, agree: true },
  'POST /projects/batches': { code: 'B1', name: '又一批' },
  'POST /projects/agreements': { subject: '又一个框架', form: '框架协议', parties: ['甲方', '乙方'] },
  'POST /projects': ({ region }: Kept) => ({ name: region === 320600 ? 'science的项目' : 'putuo的项目' }),
  'POST /projects/:id/stages': { stage: 'no such stage', claimedOn: '2025-05-01' },
  'POST /projects/:id/recognitions': { stage: 'no such stage', recognisedOn: '2025-05-01', checklist: [] },
  'POST /projects/:id/amounts': { what: 'total', printed: '许多' },
  'POST /projects/:id/parties': { name: '丙方', role: 'partner' },
  'POST /gatherings/series': series,
  'POST /gatherings': { seriesId: NOTHING, title: '某会', heldOn: '2025-05-12' },
  'PUT /gatherings/:id/agenda': { ...stale, items: [] },
  'POST /gatherings/:id/outcomes': { kind: 'task', text: '一件事' },
  'PUT /gatherings/:id/state': { ...stale, state: 'open' },
  'POST /gatherings/:id/packs': { asOf: '2099-01-01T00:00:00Z' },
  'POST /participation/banks/check': unknownFile,
  'POST /participation/banks': { titleZh: '又一个题库', titleEn: 'Another bank', label: '第一版', file: unknownFile },
  'PUT /participation/banks/:id': { ...stale, titleZh: '又一个题库', titleEn: 'Another bank' },
  'POST /participation/banks/:id/versions': { ...stale, label: '第二版', file: unknownFile },
  'POST /participation/quizzes': quiz,
  'PUT /participation/quizzes/:id': { ...stale, ...quiz },
  'POST /participation/quizzes/:id/dry-run': { seed: '走一遍' },
  'POST /participation/quizzes/:id/draws': {
    number: 999,
    sources: [{ kind: 'drand', chain: 'none', at: '2025-05-12T00:00:00Z' }],
  },
  'POST /participation/draws/:id/sources/:place': { ...stale, given: { kind: 'text', text: '3862.53' } },
  'PUT /participation/quizzes/:id/pick-up': { ...stale, place: '政务大厅', times: '工作日', bring: '身份证' },
  'PUT /participation/draws/:id/pick-up': { ...stale, place: '政务大厅', times: '工作日', bring: '身份证' },
  'POST /participation/prizes/:id/hand-over': { ...stale, claimCode: 'AAAA-AAAA' },
  'POST /participation/prizes/:id/refuse': { ...stale, reason: '走一遍' },
  'POST /participation/prizes/:id/claim': { name: '走一遍', publish: false, language: 'zh' },
  'POST /participation/suspicions/:id/decide': { ...stale, decision: 'cleared', why: '走一遍' },
  'POST /participation/open/:id/attempts': { device: 'nobody-s-own-telephone' },
  'PUT /participation/attempts/:id/answers/:position': { choice: 0 },
}

const queries: Readonly<Record<string, string>> = {
  'GET /jobs': 'limit=200',
  'GET /accounts': 'limit=200',
  'GET /registry/organisations': 'limit=200',
  'GET /registry/people': 'limit=200',
  'GET /intake/pages': 'limit=200',
  'GET /intake/facts': 'limit=200',
  'GET /intake/lessons': 'limit=200',
  'GET /intake/deliveries': 'limit=200',
  'GET /intake/mappings': 'limit=200',
  'GET /intake/pages/:id/changes': 'since=2025-05-01T00:00:00Z',
  'GET /indicators/series': 'limit=200',
  'GET /matters': 'limit=200',
  'GET /projects': 'limit=200',
  'GET /projects/agreements': 'limit=200',
  'GET /gatherings': 'limit=200',
  'GET /participation/banks': 'limit=200',
  'GET /participation/quizzes': 'limit=200',
  'GET /registry/holders': 'post=院长&on=2025-05-01',
  'GET /registry/links': 'kind=organisation',
  'GET /registry/candidates': 'kind=organisation&name=江海演示物流集团',
  'GET /matters/changes': 'from=2025-05-01T00:00:00Z',
  'GET /matters/doubles': 'title=两地共办的事项',
}

/** The body a write of the route is sent with; undefined for reads. */
export function bodyOf(route: string, thing: Kept): object | undefined {
  if (route.startsWith('GET') || route.startsWith('DELETE')) return undefined
  const body = bodies[route] ?? stale
  return typeof body === 'function' ? body(thing) : body
}

/** The address of a line of the table for one record, or for a region. */
export function addressOf(route: string, thing: Kept): string {
  const [path = '', asked] = route.slice(route.indexOf(' ') + 1).split('?')
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    name === 'id' ? thing.id : (thing.params?.[name] ?? 'none'),
  )
  const query = [
    queries[route],
    asked,
    path === '/evidence' && !asked?.includes('&id=') ? `id=${idOf(asked, thing)}` : '',
  ]
  const search = query.filter(Boolean).join('&')
  return `${path.startsWith('/api/') ? '' : `/api/${thing.region}`}${filled}${search ? `?${encodeURI(search)}` : ''}`
}

/** The evidence of a part is asked by the part's id, which its routes carry beside the matter's. */
const idOf = (asked: string | undefined, thing: Kept) =>
  asked?.includes('kind=matter-part') ? (thing.params?.partId ?? '') : thing.id
