/** Units that may follow a number, by what they measure. Longer ones are tried first. */
const UNITS = {
  money: '元 美元 欧元 港元 日元 韩元 英镑 人民币 块钱',
  area: '平方米 平方公里 平方千米 公顷 亩 ㎡ 平米',
  length: '公里 千米 米 厘米 毫米 海里 纳米 微米 里',
  weight: '吨 公斤 千克 克 吨标准煤 吨标煤 载重吨 毫克 微克 斤 mg μg ug',
  volume: '立方米 升 毫升 标箱 标准箱 TEU 标准集装箱 m³ 方',
  power:
    '千瓦时 兆瓦时 吉瓦时 GWh MWh 度电 度 兆瓦 千瓦 吉瓦 瓦 千伏 伏安 伏 GW MW kW kV kWh ℃ 摄氏度 比特 字节 GB TB MB Mbps Gbps P',
  time: '年 个月 天 小时 分钟 秒 秒钟 周 周年 个工作日 工作日 个小时 个钟头 个季度 个周 昼夜 刻钟',
  share: '% ‰ 个百分点 百分点 个点 个基点 基点 倍 成',
  count:
    '个 家 名 位 人 人次 人份 剂次 剂 张次 例次 万人次 家次 件次 台次 艘次 辆次 次 项 条 座 台 套 台套 台（套） 台(套) 件（套） 件套 辆 艘 架 件 种 批 批次 所 处 支 只 户 户次 篇 部 本 册 份 块 片 张 幅 场 场次 届 期 轮 类 门 道 题 分 席 枚 颗 株 头 羽 尾 匹 棵 栋 幢 间 层 列 列次 班 班次 趟 对 组 队 款 宗 起 例 床 岁 字 页 点 桌 箱 桶 罐 节 面 口 盏 根 瓶 袋 杯 单 笔 票 架次 车次 航次 航班 车 标段 号线 期次 课时 学时 学分 公顷次 席位 个席位 平台 泊位 个泊位 床位 张床位 车位 个车位 股 亿股 通 封 顶 顿 员 载 倍以上 尊 代 段 万步 步 遍 档 梯队 集 首 曲 幕 派 行 强',
} as const

const words = Object.values(UNITS)
  .flatMap(list => list.split(' '))
  .sort((a, b) => b.length - a.length)

const escaped = (word: string) => word.replace(/[()（）/]/g, '\\$&')

/** One unit, or two joined by 每 or a stroke (立方米/日, 台/套, 元/人). */
export const UNIT_PATTERN = `(?:${words.map(escaped).join('|')})(?:[/／](?:${[
  ...words,
  '日',
  '月',
  '季',
  '车',
  '平方厘米',
]
  .sort((a, b) => b.length - a.length)
  .map(escaped)
  .join('|')}))?`

/** The unit as facts carry it: 6个小时 is 6 小时, 12个工作日 is 12 工作日, 0.7个点 is 0.7 个百分点. */
export function plainUnit(unit: string): string {
  const half = /[／()％]/.test(unit)
    ? unit.replaceAll('／', '/').replaceAll('(', '（').replaceAll(')', '）').replaceAll('％', '%')
    : unit
  return PLAIN.get(half) ?? half
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ['个小时', '小时'],
  ['个钟头', '小时'],
  ['个工作日', '工作日'],
  ['百分点', '个百分点'],
  ['个点', '个百分点'],
  ['基点', '个基点'],
  ['标准集装箱', '标准箱'],
  ['ug', 'μg'],
  ['秒钟', '秒'],
  ['块钱', '元'],
  ['平米', '平方米'],
  ['㎡', '平方米'],
])

const SCALES: ReadonlyArray<readonly [string, number]> = [
  ['万亿', 1e12],
  ['千亿', 1e11],
  ['百亿', 1e10],
  ['十亿', 1e9],
  ['亿', 1e8],
  ['千万', 1e7],
  ['百万', 1e6],
  ['十万', 1e5],
  ['万', 1e4],
  ['千', 1e3],
  ['百', 1e2],
]

/** Splits a printed unit into its scale and its base: 亿元 is 1e8 and 元, 万立方米/日 is 1e4 and 立方米/日. 千瓦、千克、千米 and 百分点 keep their 千 and 百. */
export function unitScale(unit: string): { scale: number; base: string } {
  if (/^(千[瓦克米伏]|百分点)/.test(unit)) return { scale: 1, base: unit }
  for (const [mark, scale] of SCALES) if (unit.startsWith(mark)) return { scale, base: unit.slice(mark.length) }
  return { scale: 1, base: unit }
}
