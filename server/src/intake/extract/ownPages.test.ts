import { describe, expect, test } from 'vitest'
import { factsOf, ownPage, read } from './testing/read.ts'

const page = (name: string, issueDate: string | null = null) => read(ownPage(name), { issueDate })
const people = (name: string) =>
  factsOf(page(name), 'person').map(({ name: who, post, organisation }) => [who, post, organisation])
const heads = (name: string) =>
  page(name).articles.map(({ kicker, title, subtitle, kind, bylines }) => [
    kicker,
    title,
    subtitle,
    kind,
    bylines.map(b => `${b.role}${b.name}`).join(' '),
  ])
const figure = (name: string, value: number) => factsOf(page(name), 'figure').filter(one => one.value === value)

describe('an executive meeting under a masthead, with the byline in brackets at its head', () => {
  const name = '01-executive-meeting'
  test('is one article of the printed day; editors and telephone are left out', () => {
    expect(heads(name)).toEqual([
      ['市政府召开第48次常务会议', '研究部署冬春水利建设、青年人才安居等工作', null, 'news', '记者顾思远 记者葛敏'],
    ])
    expect(page(name).issueDate).toMatchObject({ value: '2024-11-06' })
    expect(page(name).articles[0]?.datelines[0]).toMatchObject({ text: '11月5日', resolved: '2024-11-05' })
  })
  test('has its people with their posts', () => {
    expect(people(name)).toEqual([
      ['沈立群', '市委副书记、代市长', null],
      ['丁海峰', '副市长', null],
      ['陆文静', '副市长', null],
      ['卜晓东', '市政府秘书长', null],
    ])
  })
  test('has its agenda in order, each item with how it was treated', () => {
    expect(factsOf(page(name), 'agenda-item').map(({ mode, item, modality }) => [mode, item, modality])).toEqual([
      ['传达学习', '国务院常务会议精神', 'statement'],
      ['听取', '今冬明春水利建设准备情况汇报', 'statement'],
      ['研究', '青年人才安居工程实施意见', 'resolution'],
      ['审议通过', '《台江市低空飞行服务管理办法》', 'resolution'],
      ['审议通过', '《台江市工业用水定额管理规定》', 'resolution'],
      ['研究', '其他事项', 'resolution'],
    ])
  })
  test('names whom it charges, and leaves open whom it does not', () => {
    const tasks = factsOf(page(name), 'task').map(({ assignee, statedBy, modality }) => [assignee, statedBy, modality])
    expect(tasks).toContainEqual(['各县（市、区）和市水利局', '会议', 'instruction'])
    expect(tasks).toContainEqual(['市财政局', '会议', 'instruction'])
    expect(tasks).toContainEqual([null, '会议', 'instruction'])
  })
})

describe('a signing in another city, in bold half-width marks', () => {
  const name = '02-signing'
  test('has a headline of title and subtitle, and its writer is no photographer', () => {
    expect(heads(name)).toEqual([
      [
        null,
        '总投资超86亿元 23个项目签约落户澄湖',
        '2025澄湖新区招商推介会在深圳举行',
        'news',
        '记者邵其然 通讯员温馨',
      ],
    ])
  })
  test('keeps the total of the batch apart from the investment of one project, and plans from what was reached', () => {
    expect(
      factsOf(page(name), 'project').map(({ name: what, count, stage, amounts }) => [
        what,
        count,
        stage,
        amounts.map(one => one.value),
      ]),
    ).toEqual([
      ['远帆动力固态电池生产基地项目', undefined, '签约', [35, 60]],
      ['云岚精密减速器研发总部', undefined, '签约', []],
      ['23个项目集中签约', 23, '签约', [86.4]],
    ])
  })
  test('reads several guests with long posts in one sentence', () => {
    expect(people(name)).toEqual([
      ['费国梁', '党工委书记、管委会主任', '澄湖新区'],
      ['叶启明', '会长', '深圳市江南商会'],
      ['贺兰亭', '创始人、董事长兼总经理', '远帆动力科技（深圳）有限公司'],
      ['诸葛明', '副总裁', '云岚智能装备股份有限公司'],
    ])
  })
  test('reads the agreement with its two sides, and a promise as a promise', () => {
    expect(factsOf(page(name), 'agreement')).toMatchObject([
      { parties: ['澄湖新区管委会', '深圳湾创新研究院'], form: '战略合作协议' },
    ])
    expect(factsOf(page(name), 'task')).toMatchObject([{ statedBy: '贺兰亭', modality: 'commitment' }])
  })
})

describe('economic figures with a table', () => {
  const name = '03-statistics'
  test('is a statistic signed by a reporter and a trainee', () => {
    expect(heads(name)).toEqual([
      ['前三季度全市经济运行情况发布', '地区生产总值同比增长5.8%', null, 'statistic', '记者汤加文 实习生白雪'],
    ])
  })
  test.each([
    [8.6, '%', '同比'],
    [3.1, '%', '同比'],
    [-2.3, '%', '同比'],
    [-18.7, '%', '同比'],
    [-0.9, '个百分点', null],
    [0.1, '%', '环比'],
    [0, '%', '同比'],
    [6, '位', null],
  ])('%d%s is read with its sign and comparison %s', (value, unit, comparison) => {
    expect(figure(name, value)).toContainEqual(expect.objectContaining({ unit, comparison }))
  })
  test('a list told in order is one figure for each, negative ones too', () => {
    const growth = factsOf(page(name), 'figure').filter(one => one.indicator.startsWith('规上工业增加值'))
    expect(growth.map(({ subject, value }) => [subject, value])).toEqual([
      ['甲县', 9.1],
      ['乙县', 8.4],
      ['丙区', -1.2],
    ])
  })
  test('the cells of the table are figures of their row and column', () => {
    expect(figure(name, -1.6)).toMatchObject([{ subject: '一般公共预算收入', unit: '%', comparison: '同比' }])
    expect(figure(name, 298.4)).toMatchObject([{ subject: '全社会用电量', unit: '亿千瓦时' }])
  })
})

describe('a page that keeps its line ends, with what stands at the end of a column', () => {
  const name = '04-inspection'
  test('gives two articles without the caption and the folio', () => {
    expect(heads(name)).toEqual([
      ['鲁青山在调研企业和重点项目时强调', '用心用情优化服务 全力以赴稳定增长', null, 'news', '记者罗弘毅'],
      ['城南污水处理厂扩建工程通水', '日处理能力增至15万吨', null, 'news', '记者余果 通讯员樊星 通讯员殷俊'],
    ])
  })
  test('reads a name broken over two lines, and the place in no name', () => {
    expect(people(name).map(([who]) => who)).toEqual(['鲁青山', '邢文博', '程砚秋', '唐一鸣', '仇英'])
    expect(factsOf(page(name), 'place').map(one => one.name)).not.toContain('青山')
  })
  test('knows what is being built from what runs', () => {
    expect(
      factsOf(page(name), 'project').map(({ name: what, stage, amounts }) => [
        what,
        stage,
        amounts.map(one => one.value),
      ]),
    ).toEqual([
      ['临港区液化天然气接收站三期项目', '在建', [52]],
      ['城南污水处理厂扩建工程', '通水', [4.7]],
    ])
  })
  test('tells who speaks, and a wish from an instruction', () => {
    expect(factsOf(page(name), 'task').map(({ statedBy, modality }) => [statedBy, modality])).toEqual([
      ['鲁青山', 'instruction'],
      ['鲁青山', 'request'],
      ['鲁青山', 'request'],
    ])
  })
})

describe('a visit and a ceremony', () => {
  const name = '05-visit'
  test('reads surnames of two characters and names that are words', () => {
    const found = people(name)
    expect(found).toContainEqual(['钟离秋', '市政协主席', null])
    expect(found).toContainEqual(['夏侯杰', '市政府党组成员、东湖高新区党工委书记', '东湖高新区'])
    expect(found).toContainEqual(['蓝天', '执行会长兼秘书长', '浙江省温岭商会'])
    expect(found).toContainEqual(['万里', '副市长、市公安局局长', '市公安局'])
  })
  test('a paper named in brackets is an agreement; the talks around it are none', () => {
    expect(factsOf(page(name), 'agreement')).toMatchObject([
      { parties: ['科技局', '中科大先研院'], form: '《共建成果转化中心合作协议》' },
    ])
  })
  test('counts that have come together are cumulative, near is below', () => {
    expect(figure(name, 312)).toMatchObject([{ unit: '个', comparison: '累计' }])
    expect(figure(name, 900)).toMatchObject([{ unit: '亿元', bound: '<' }])
  })
  test('relative days wait for the issue date', () => {
    const resolved = (on: string | null) =>
      page(name, on).articles.flatMap(article => article.datelines.map(line => line.resolved))
    expect(resolved(null)).toEqual([null, null])
    expect(resolved('2025-05-23')).toEqual(['2025-05-20/2025-05-22', '2025-05-21'])
  })
})

describe('short items without any markup', () => {
  test('are told apart: a correction, a notice, a photograph', () => {
    expect(heads('06-short-items').map(([, title, , kind, by]) => [title, kind, by])).toEqual([
      ['更正', 'notice', ''],
      ['关于公开征集2025年度市政府规章建议项目的公告', 'notice', ''],
      ['春耕忙', 'photo', '摄影顾全大'],
    ])
  })
})

describe('a chamber of commerce and a long report', () => {
  test('a post before and a post behind the firm in one breath are one person', () => {
    const found = people('07-chamber')
    expect(found).toContainEqual(['汤伯庸', '会长、正泽控股集团董事长', '温州市江苏商会'])
    expect(found).toContainEqual(['符坚', '教授、博士生导师', '南通大学'])
    expect(factsOf(page('07-chamber'), 'agreement')).toEqual([])
  })
  test('headings within an article stay within it, and belong to no sentence', () => {
    expect(heads('08-long-story')).toEqual([
      [null, '沿着高质量发展之路', '来自锦屏经开区的报道', 'news', '记者郁葱 记者肖扬'],
    ])
    expect(people('08-long-story')).toEqual([
      ['石开', '常务副总经理', '黔源新能源材料有限公司'],
      ['龙跃', '党工委委员、管委会副主任', '经开区'],
    ])
  })
  test('what the region knows already is found by name', () => {
    const text = '本报讯 昨天，米哈游与星舟实验室在沪座谈，白鹿参加。'
    const gazetteer = [
      { name: '星舟实验室', kind: 'organisation' as const, type: '科研院所' },
      { name: '白鹿', kind: 'person' as const },
    ]
    expect(factsOf(read(text, { gazetteer }), 'organisation')).toContainEqual(
      expect.objectContaining({ name: '星舟实验室', type: '科研院所', confidence: 0.97 }),
    )
  })
})

describe('a reception, a monthly report and an opening on one page', () => {
  const name = '09-mixed'
  test('are three articles; pen names sign too', () => {
    expect(heads(name).map(([, title, , kind, by]) => [title, kind, by])).toEqual([
      ['代市长会见新加坡客人', 'news', '记者王小明 记者陈思'],
      ['一季度全市规上工业增加值增长9.2% 增速居全省第2位', 'statistic', '记者张伟 通讯员统计轩'],
      ['通海大道快速化改造工程今日正式通车', 'news', '记者赵静'],
    ])
  })
  test('a meeting with a guest is an event and never an agreement', () => {
    expect(factsOf(page(name), 'event').map(one => one.type)).toContain('会见')
    expect(factsOf(page(name), 'agreement')).toEqual([])
  })
  test('posts of one person, a numbered bureau, and the next phase that is only planned', () => {
    expect(people(name)).toContainEqual(['高峰', '市政府秘书长、办公室主任', null])
    expect(people(name)).toContainEqual(['孙涛', '项目经理', '中铁十四局集团有限公司'])
    const opened = factsOf(page(name), 'project').filter(one => one.count === undefined)
    expect(opened.map(one => [one.name, one.stage])).toEqual([['通海大道快速化改造工程', '通车']])
  })
  test('a class of projects is no amount', () => {
    const counted = page(name).articles[1]
    if (!counted) throw new Error('the page has three articles')
    expect(
      factsOf(counted, 'figure')
        .filter(one => one.unit === '亿元')
        .map(one => one.value),
    ).toEqual([128.6, 412])
  })
})
