import { describe, expect, test } from 'vitest'
import { factsOf, read } from './testing/read.ts'

const BODY =
  '全市重点项目建设推进会召开，会议通报了前三季度的进展情况，并对下一步工作提出要求，各地各部门要对照清单抓好落实。'

/** Titles and who signed, article by article. */
const articles = (page: string) =>
  read(page).articles.map(({ title, bylines }) => [title, bylines.map(({ name }) => name).join(' ')])

describe('the masthead', () => {
  test.each<[masthead: string, day: string]>([
    ['02版 综合新闻 | 2025年11月5日 | 成都日报', '2025-11-05'],
    ['昆明日报 责任编辑/杨萍 版式/李云 2025年9月5日 星期五 5版', '2025-09-05'],
    ['《宁波日报》 2025-08-15 要闻 A2', '2025-08-15'],
    ['# 第七版 公示公告 2025年6月20日', '2025-06-20'],
    ['西宁晚报 A07 民生 2025/11/12 星期三 责编 晓峰 美编 尹茂', '2025-11-12'],
    ['南通日报 2026年3月6日 星期五\nA03 代表委员聚焦\n编辑：张坚', '2026-03-06'],
    ['哈尔滨日报\n2025年4月3日\n星期四', '2025-04-03'],
    ['第4版 2025年4月10日\n山西日报 省域', '2025-04-10'],
  ])('%s', (masthead, day) => {
    const page = read(`${masthead}\n\n我市召开项目推进会\n本报讯（记者 张明）昨天，${BODY}`, { issueDate: null })
    expect(page.issueDate.value).toBe(day)
    expect(page.articles.map(({ title }) => title)).toEqual(['我市召开项目推进会'])
  })
})

describe('a headline without markup', () => {
  test.each<[name: string, page: string, expected: string[][]]>([
    [
      'below a column and above a byline',
      `■有事好商量\n\n老小区加装电梯卡在哪儿？\n议事会把难题摆上桌面\n\n□本报记者 张水兰\n\n昨天，${BODY}\n\n■暗访\n\n垃圾堆在河坡 谁来管\n——督查组夜访通启运河沿线\n\n本报记者 冯启榕 文/图\n\n10月20日，${BODY}`,
      [
        ['老小区加装电梯卡在哪儿？', '张水兰'],
        ['垃圾堆在河坡 谁来管', '冯启榕'],
      ],
    ],
    [
      'below who speaks',
      `# 我市召开推进会\n5日，${BODY}\n本报特派记者 沈雪梅\n\n陈兰代表：\n让乡村留得住人\n本报特派记者 张烨\n\n“我带来了3份建议。”5日，全国人大代表陈兰说。`,
      [
        ['我市召开推进会', '沈雪梅'],
        ['让乡村留得住人', '张烨'],
      ],
    ],
    [
      'over lines that are all broken',
      `太原长治携手打造\n算力走廊签约成功\n本报记者 李若男\n\n4月9日，太原\n市、长治市算\n力产业合作视频签约会\n举行。副市长刘海\n泉出席。`,
      [['算力走廊签约成功', '李若男']],
    ],
    [
      'of notes that are signed with a name',
      `■新闻速递\n▲新区与高校共建附属学校\n  新区与高校在新区签署合作办学协议，项目总投资6.8亿元，建成后可提供学位3000个。（王思璇）\n▲城关区开展夜间噪音暗访\n  19日晚，城关区带队暗访张掖路步行街、大众巷，责成15日内完成整改。（记者 曹雯）`,
      [
        ['新区与高校共建附属学校', '王思璇'],
        ['城关区开展夜间噪音暗访', '曹雯'],
      ],
    ],
    [
      'of a photograph',
      `我市召开推进会\n本报讯（记者 张明）昨天，${BODY}\n\n图片新闻\n6月3日，点军区艾家镇柳林村，村民抢收油菜。（王先进 摄）`,
      [
        ['我市召开推进会', '张明'],
        ['6月3日，点军区艾家镇柳林村，村民抢收油菜', '王先进'],
      ],
    ],
    [
      'of notices',
      `中共淮安市委组织部任前公示\n现将有关情况公示如下：${BODY}\n讣 告\n原农业局副局长周克勤同志因病逝世，享年97岁。\n竞赛获奖名单\n一等奖：王明 李子涵`,
      [
        ['中共淮安市委组织部任前公示', ''],
        ['讣告', ''],
        ['竞赛获奖名单', ''],
      ],
    ],
  ])('%s', (_, page, expected) => {
    expect(articles(page)).toEqual(expected)
  })

  test('is no question within a text', () => {
    const page = `# 我市召开推进会\n本报讯（记者 张明）昨天，${BODY}\n钱从哪里来？\n记者了解到，${BODY}`
    expect(articles(page)).toEqual([['我市召开推进会', '张明']])
  })
})

describe('a byline', () => {
  test.each<[line: string, names: string]>([
    ['本报讯（王坤）昨日，', '王坤'],
    ['本报讯 记者 陶茜 报道 昨日，', '陶茜'],
    ['本报北京7月7日专电（记者 金叶）7日，', '金叶'],
    ['【本报讯】（全媒体记者 欧阳海杰）11月19日，', '欧阳海杰'],
    ['本报讯（记者 李木双/文 \n郭海超/摄）昨日，', '李木双 郭海超'],
    ['◇融媒体中心记者 张海东 陆 希 通讯员 施佳怡\n昨日，', '张海东 陆希 施佳怡'],
    ['■成都日报锦观新闻记者 孟浩 摄影 胡大田\n昨日，', '孟浩 胡大田'],
    ['本报记者 施翔 实习记者 才让卓玛\n昨日，', '施翔 才让卓玛'],
    ['通讯员 何 芳/文 记者 刘 凯/图\n昨日，', '何芳 刘凯'],
  ])('%s', (line, names) => {
    expect(articles(`# 我市召开推进会\n${line}${BODY}`)).toEqual([['我市召开推进会', names]])
  })
})

test('people of a notice may be set in columns', () => {
  const page =
    '任职公示\n吴  涛,男,侗族,1976年9月生,现任贵阳市南明区委副书记。\n陈  小龙 女 布依族 1981年2月生 现任开阳县副县长 拟任正职'
  expect(factsOf(read(page), 'person').map(({ name, post }) => [name, post])).toEqual([
    ['吴涛', '区委副书记'],
    ['陈小龙', '副县长'],
  ])
})

test('people who are elected are named line by line', () => {
  const page =
    '市人大常委会公告\n第二十八次会议于2025年4月29日决定任命：\n孙志标为淮安市副市长；\n丁树亮、于洋（女）为市财政局副局长；\n决定免去：\n罗衡的市农业农村局局长职务。'
  expect(factsOf(read(page), 'person').map(({ name, post }) => [name, post])).toEqual([
    ['孙志标', '副市长'],
    ['丁树亮', '市财政局副局长'],
    ['于洋', '市财政局副局长'],
    ['罗衡', '市农业农村局局长'],
  ])
})
