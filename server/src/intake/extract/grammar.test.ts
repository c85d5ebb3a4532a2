import { describe, expect, test } from 'vitest'
import type { FactKind } from '#contract/extraction.ts'
import { factsOf, read as readPage } from './testing/read.ts'

/** The facts of one kind that an article of one paragraph states. */
const read = <Kind extends FactKind>(kind: Kind, text: string, title = '我市推进重点工作') =>
  factsOf(readPage(`# ${title}\n\n本报讯 ${text}\n\n记者 陈一鸣`, { issueDate: '2025-03-08' }), kind)

describe('an organisation', () => {
  test.each([
    ['会上，市住房和城乡建设局、市工业和信息化局汇报工作。', ['市住房和城乡建设局', '市工业和信息化局']],
    ['市人力资源和社会保障局与市文化广电和旅游局联合发文。', ['市人力资源和社会保障局', '市文化广电和旅游局']],
    ['专家来自中国科学院苏州纳米技术与纳米仿生研究所。', ['中国科学院苏州纳米技术与纳米仿生研究所']],
    [
      '项目由南京航空航天大学机械结构力学及控制国家重点实验室承担。',
      ['南京航空航天大学机械结构力学及控制国家重点实验室'],
    ],
    ['市科技局和市公安局参加。', ['市科技局', '市公安局']],
    ['一行考察了信达生物、金唯智等企业。', ['信达生物', '金唯智']],
    ['据南通海关统计，出口增长。', ['南通海关']],
    ['该中心联合东南大学、南通大学等14家单位共建。', ['东南大学', '南通大学']],
    [
      '我市江苏通光电子线缆股份有限公司、南通醋酸纤维有限公司2家企业入选。',
      ['江苏通光电子线缆股份有限公司', '南通醋酸纤维有限公司'],
    ],
    ['崇川区人民政府与华东理工大学签约。', ['崇川区人民政府', '华东理工大学']],
    ['昨天突击检查如东县沿海经济开发区化工企业。', ['如东县沿海经济开发区']],
    ['他要求，发改委、资源规划局要拿出方案。', ['发改委', '资源规划局']],
    ['海门经济技术开发区（以下简称“海门开发区”）管委会作了发言。', ['海门经济技术开发区']],
  ])('is read whole and cut free of what leads to it: %s', (text, names) => {
    const found = read('organisation', text).map(({ name }) => name)
    for (const name of names) expect(found).toContain(name)
    for (const name of found)
      expect(name).not.toMatch(/^(?:据|联合|我市|考察|率队|在|通异)|信息化局$(?<!市工业和信息化局)|等\d/)
  })

  test('is no trade, no plant abroad, and no two names with 和 between them', () => {
    const found = read('organisation', '双方就氢能装备合作交流，新建的美国工厂投用，通州区和市水利局汇报。').map(
      ({ name }) => name,
    )
    expect(found).toContain('市水利局')
    for (const name of ['氢能装备', '美国工厂', '通州区和市水利局']) expect(found).not.toContain(name)
  })
})

describe('a person', () => {
  test('has the posts before a comma too, where no name stands between', () => {
    const [person] = read('person', '苏州市委常委、副市长，苏州工业园区党工委书记沈觅致辞。')
    expect(person).toMatchObject({
      name: '沈觅',
      post: '市委常委、副市长，苏州工业园区党工委书记',
      organisation: '苏州',
    })
    expect(read('person', '企业家代表，市长张彤参加。')).toMatchObject([{ name: '张彤', post: '市长' }])
  })

  test('of a rare surname is one right behind a post', () => {
    expect(read('person', '华东理工大学校长轩福贞，区长刘海平出席。').map(({ name }) => name)).toEqual([
      '轩福贞',
      '刘海平',
    ])
  })

  test('belongs to the whole of an office with 和 in it, and a row of people does the same', () => {
    expect(read('person', '市住房和城乡建设局局长王建国介绍情况。')).toMatchObject([
      { name: '王建国', post: '市住房和城乡建设局局长' },
    ])
    expect(read('person', '元禾控股股份有限公司董事长刘澄伟、总裁徐捷应邀参加。').map(({ role }) => role)).toEqual([
      '应邀参加',
      '应邀参加',
    ])
  })
})

describe('a figure', () => {
  const figures = (text: string) =>
    read('figure', text).map(({ subject, indicator, value, unit, comparison, bound }) => ({
      subject,
      indicator,
      value,
      unit,
      comparison,
      bound,
    }))

  test('of a list told in order has its own subject, also where the next list has no names', () => {
    expect(
      figures('海门区、启东市、开发区研发投入强度分别为3.9%、3.6%和4.2%，分列全市第二、第三、第一位。').map(
        ({ subject, indicator, value, unit }) => [subject, indicator, value, unit],
      ),
    ).toEqual([
      ['海门区', '研发投入强度', 3.9, '%'],
      ['启东市', '研发投入强度', 3.6, '%'],
      ['开发区', '研发投入强度', 4.2, '%'],
      ['海门区', '全市排名', 2, '位'],
      ['启东市', '全市排名', 3, '位'],
      ['开发区', '全市排名', 1, '位'],
    ])
    expect(
      figures(
        '全市出口同比增长8%。对东盟、欧盟、美国分别出口78.2亿元、61.5亿元、57.9亿元，增幅分别为15.3%、4.6%、1.1%。',
      )
        .slice(1)
        .map(({ subject, value, comparison }) => [subject, value, comparison]),
    ).toEqual([
      ['东盟', 78.2, null],
      ['欧盟', 61.5, null],
      ['美国', 57.9, null],
      ['东盟', 15.3, '同比'],
      ['欧盟', 4.6, '同比'],
      ['美国', 1.1, '同比'],
    ])
  })

  test('is named by what stands behind the number before it, and a change by what changed', () => {
    expect(figures('去年商会共促成项目67个、协议投资额215亿元。').map(({ indicator }) => indicator)[1]).toBe(
      '协议投资额',
    )
    expect(figures('一般贸易进出口占比68.3%，较去年同期提升1.2个百分点。')[1]).toMatchObject({
      indicator: expect.stringContaining('一般贸易进出口占比'),
      comparison: '同比',
    })
  })

  test('in tenths is one where something bounds it or has it as its share', () => {
    expect(
      figures('出口占四成以上，产值同比增长近两成。').map(({ value, unit, bound }) => [value, unit, bound]),
    ).toEqual([
      [4, '成', '>'],
      [2, '成', '<'],
    ])
    expect(figures('做事不能一成不变，已建成八成新的厂房。')).toEqual([])
  })
})

describe('a project', () => {
  test('without a place or a brand is one where its stage stands right behind its name', () => {
    expect(read('project', '昨天，深远海风电安装平台项目正式落户。')).toMatchObject([
      { name: '深远海风电安装平台项目', stage: '落户' },
    ])
    expect(read('project', '高端制造项目很多。')).toEqual([])
  })

  test('that stands still is said in the next clause, and one signed before in the words before it', () => {
    expect(read('project', '沃太能源储能项目尚未取得用地指标，暂缓实施。')[0]?.stage).toBe('暂缓')
    expect(read('project', '会上通报了此前签约的沃太能源储能项目的进展。')[0]?.stage).toBe('签约')
  })

  test('is not where it was signed, and none is read from a correction', () => {
    expect(read('project', '瀚讯射频芯片项目已在崇川区市北高新区签约。').map(({ name }) => name)).toEqual([
      '瀚讯射频芯片项目',
    ])
    const text = '3月1日《对接会举行》一文中，“签约项目23个”应为“签约项目21个”。特此更正。'
    for (const kind of ['project', 'event', 'figure'] as const) expect(read(kind, text, '更正')).toEqual([])
  })
})

test('two bodies that hold a signing agree, and a project that is signed somewhere is no agreement', () => {
  expect(read('agreement', '昨天，通州湾示范区与中天海洋装备有限公司举行项目签约仪式。')).toMatchObject([
    { parties: ['通州湾示范区', '中天海洋装备有限公司'], form: '签约' },
  ])
  expect(read('agreement', '射频芯片项目与配套项目在园区签约。')).toEqual([])
})

test('a place is not a piece of another, of a chamber or of a plan', () => {
  const found = read(
    'place',
    '通州湾项目加快，上海市南通商会会长李明、大中华区总裁王强参加，希望扩大在通投资布局。',
  ).map(({ name }) => name)
  expect(found).toContain('通州湾')
  expect(found).toContain('上海市')
  for (const name of ['通州', '上海市南通', '大中华区', '通投资布局']) expect(found).not.toContain(name)
})

test('a year that is only planned does not date the page', () => {
  const page = '# 项目落户\n\n本报讯 昨天，项目签约。3月6日起动工，计划2027年底竣工投产。\n\n记者 陈一鸣'
  expect(readPage(page, { issueDate: null }).issueDate.value).toBeNull()
})

describe('a task', () => {
  const tasks = (text: string) =>
    read('task', text).map(({ statedBy, assignee, modality, what }) => [statedBy, assignee, modality, what])

  test('ends where somebody answers, who then speaks for themselves', () => {
    const text =
      '铭利达科技有限公司董事长陶诚提出希望政府帮助对接银行贷款，人民银行南通市分行行长姚震现场回应，将组织金融机构上门服务，力争4月底前授信5000万元。'
    expect(tasks(text)).toEqual([
      ['陶诚', null, 'request', '政府帮助对接银行贷款'],
      ['姚震', null, 'commitment', '将组织金融机构上门服务，力争4月底前授信5000万元'],
    ])
  })

  test('is of the office that is called upon', () => {
    expect(tasks('副市长李玲要求市应急局建立问题清单，15日内组织“回头看”。')).toEqual([
      ['李玲', '市应急局', 'instruction', '建立问题清单，15日内组织“回头看”'],
    ])
  })

  test('of a few characters goes with the next, and what is to be seen clearly is none', () => {
    expect(tasks('市长张彤提出要求：一要抢进度，二要强要素，三要优服务。')).toHaveLength(1)
    expect(tasks('市委书记吴新明说，也要清醒看到，开工率仅为41.3%。')).toEqual([])
  })
})

test('a stretch of days and months is no date and no figure', () => {
  const [article] = readPage(
    '# 检查\n\n本报讯 昨天，副市长李玲要求15日内整改，满6个月未开工的逐个会诊，今年前2个月新设3户。',
  ).articles
  expect(article?.datelines.map(({ text }) => text)).toEqual(['昨天'])
  expect(article?.facts.flatMap(fact => (fact.kind === 'figure' ? [fact.unit] : []))).toEqual(['户'])
})
