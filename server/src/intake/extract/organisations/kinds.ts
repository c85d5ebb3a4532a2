/** What a name is by its last word. `zone` names are both bodies and places. */
export type NameKind = { suffix: string; type: string; body: boolean; place: boolean; sure: boolean }

const rows: ReadonlyArray<readonly [string, string, string]> = [
  // words, type, b(ody) p(lace) s(ure: needs no proper part)
  ['股份有限公司 有限责任公司 有限公司 株式会社 总公司 分公司 子公司', '企业', 'bs'],
  [
    '公司 集团 控股集团 工厂 制药厂 造船厂 船厂 电厂 水泥厂 合作社 商行 律师事务所 会计师事务所 事务所 酒店 宾馆 超市 商场',
    '企业',
    'b',
  ],
  ['银行 支行 分行 证券 保险公司 信用社 农商行 交易所', '金融机构', 'b'],
  ['母基金 产业基金 引导基金 投资基金 创投基金 基金', '基金', 'b'],
  [
    '研究院 研究所 设计研究院 设计院 研究总院 科学院 工程院 实验室 研究中心 技术研究院 工程中心 技术中心 研发中心 研究站 工作站 科学研究院 农科院 社科院 科院 研院 通院 规院 检院 量院 勘院 分院',
    '科研院所',
    'b',
  ],
  ['交大 工大 科大 师大 农大 医大 财大 理工大', '学校', 'b'],
  ['大学 学院 学校 中学 小学 幼儿园 职校 技校 党校 书院', '学校', 'bp'],
  ['医院 卫生院 卫生服务中心 疾控中心 妇幼保健院 血站', '医疗机构', 'bp'],
  [
    '人民政府 政府 管委会 管理委员会 办事处 街道办 人大常委会 人大 政协 党组 党委 党工委 市委 省委 区委 县委 镇党委',
    '党政机关',
    'b',
  ],
  [
    '委员会 局 厅 署 公证处 办公室 委办 分局 总局 税务所 派出所 公安局 法院 检察院 海关 海事局 发改委 改革委 卫健委 国资委 工信委 住建委 农委 科创委 编委 科委 经委 教委 建委 民委 体委 商务委 交通委 经信委 文旅委 绿化委 金融委 纪委监委 纪委 组织部 宣传部 统战部 政法委 国务院 督查室 督察室 研究室 政研室 监察室 市委会 省委会 区委会 县委会 安委会 执委会 工委 社会工作部 农村工作部 边检站 边防检查站 气象台 办',
    '党政部门',
    'b',
  ],
  ['领事办公室 总领事馆 领事馆 大使馆 代表处 联络处 调查队 总队 支队 大队 中队', '机构', 'b'],
  ['课题组 编委会 组委会 评审委员会 专家组 工作组 指挥部 领导小组 理事会 秘书处 筹委会', '机构', 'b'],
  [
    '协会 商会 学会 联合会 促进会 基金会 研究会 总会 公会 联谊会 同乡会 总工会 贸促会 华侨华人会 华人会 社团联会 青企协 妇联 团委 工商联 科协 侨联 残联 文联 联盟 俱乐部 志愿服务队',
    '社会团体',
    'b',
  ],
  ['报社 日报社 电视台 广播电台 传媒集团 报业集团 出版社 杂志社 通讯社 融媒体中心', '媒体', 'b'],
  [
    '博物馆 美术馆 图书馆 文化馆 科技馆 展览馆 纪念馆 体育馆 体育场 大剧院 会展中心 会议中心 国际会展中心 博览中心 文化中心 体育中心 游客中心',
    '场馆',
    'bp',
  ],
  ['中心 平台 孵化器 加速器 众创空间 工作室 联合体 客厅 驿站 服务站 农技站', '平台', 'b'],
  [
    '开发区 高新区 经开区 示范区 集聚区 协同区 合作区 自贸区 综保区 保税区 自由贸易试验区 试验区 先行区 核心区 集中区 工业集中区 新区 新城 度假区 景区 风景区 保护区 湿地公园 功能区 街区 商圈 古镇 古城 老街 片区 创新区 科学城 科技城 高教园 港区 商务区 自贸片区',
    '功能区',
    'bp',
  ],
  [
    '产业园 科创园 创新园 软件园 科技园 工业园 工业园区 产业园区 园区 科技产业园 生态园 物流园 创业园 示范园 智造园 谷 产业城 创智谷 小镇 特色小镇',
    '园区',
    'bp',
  ],
  ['基地 产业基地 示范基地 种植基地 生产基地 实训基地', '基地', 'bp'],
  [
    '隧道 大桥 高铁 铁路 高速 高速公路 城际铁路 菜场 菜市场 农贸市场 步行街 步行道 机场 火车站 高铁站 北站 南站 东站 西站 汽车站 客运站 地铁站 码头 枢纽 航道 运河 水厂 泵站 电站 变电站 水库 公园 广场 大道 快速路 过江通道',
    '工程',
    'p',
  ],
  ['街道 社区 小区 村 镇 乡 行政村 居委会 村委会 花苑 新村 家园 花园', '乡镇村居', 'p'],
]

const kinds = new Map<string, NameKind>()
for (const [words, type, marks] of rows) {
  for (const word of words.split(' '))
    kinds.set(word, {
      suffix: word,
      type,
      body: marks.includes('b'),
      place: marks.includes('p'),
      sure: marks.includes('s'),
    })
}
/** How long the last words that end on a character are, longest first: most words are passed over at once. */
const lengths = new Map<number, number[]>()
for (const word of kinds.keys()) {
  const last = word.charCodeAt(word.length - 1)
  const known = lengths.get(last) ?? []
  if (!known.includes(word.length))
    lengths.set(
      last,
      [...known, word.length].sort((a, b) => b - a),
    )
}

/** The kind of name that ends exactly at `end`, by the longest known last word; null where no known word ends there. */
export function kindEndingAt(text: string, start: number, end: number): NameKind | null {
  const possible = lengths.get(text.charCodeAt(end - 1))
  if (!possible) return null
  for (const length of possible) {
    if (length > end - start) continue
    const kind = kinds.get(text.slice(end - length, end))
    if (kind) return kind
  }
  return null
}
