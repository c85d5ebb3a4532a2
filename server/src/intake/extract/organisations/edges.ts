import { isDivisionName, type Word } from '../words.ts'
import { kindEndingAt } from './kinds.ts'

const list = (words: string) => new Set(words.split(' '))

/** Verbs and nouns of action that stand inside names of organisations; every other verb ends the search for a name's beginning. */
const INSIDE = list(
  '振兴 青年 少年 聚变 裂变 仿生 合成 联动 驱动 互联 增材 注塑 涂装 涂布 压铸 检修 清洗 切割 测控 监控 电镀 制氢 储运 运载 起重 打印 光刻 刻蚀 沉积 抛光 量测 导热 隔热 阻燃 阻隔 过滤 净化 分离 提纯 灭菌 消毒 输送 变电 输电 配电 发电 供热 制冷 冷藏 保鲜 烘焙 预制 繁育 选育 吊装 打捞 疏浚 拆解 评选 研究 设计 开发 创新 发展 保护 管理 服务 控股 投资 检测 检验 监测 监督 调查 勘测 勘察 教育 培训 指挥 治理 合作 交易 交流 孵化 转化 促进 推广 应用 制造 生产 加工 仓储 运营 营销 咨询 评估 鉴定 装备 织染 纺织 印染 包装 印刷 建筑 安装 装饰 运输 贸易 出版 传播 广播 开放 协同 集聚 经营 审计 统计 登记 结算 规划 测绘 展览 会展 体验 展示 实验 试验 示范 分享 数据 计算 通信 联合 集成 智能 智造 智慧 改革 保险 担保 租赁 拍卖 医疗 康复 疗养 护理 救助 救援 应急 消防 环保 节能 再生 回收 循环 供应 供水 供电 排水 物流 配送 快递 旅游 文化 娱乐 演艺 影视 传媒 广告 体育 健身 健康 养老 托育 家政 物业 能源 动力 控制 测试 认证 计量 标准 质量 知识 产权 法律 公证 仲裁 调解 信访 接待 综合 执法 行政 审批 政务 公共 资源 社会 保障 就业 创业 人才 科创 创投 产业 投促 招商 引导 先进 封测 封装 储能 传感 导航 制药 服饰 印务 养护 种植 养殖 育种 屠宰 捕捞 食品 餐饮 酿造 进出口 国际 工作 协调 编辑 采访 指导 联络 联盟 互助 慈善 志愿 观察 观测 预警 预报 调度 监管 稽查 征收 征管 防治 防控 免疫 诊断 分析 遥感 探测 勘探 采矿 冶炼 铸造 锻造 焊接 装配 维修 改造 修复 更新 置业 合资 融资 资管 信托 证券 期货 保理 支付 清算 收藏 绿化 园林 造价 监理 代理 派遣 定制 直播 共享 工业 深加工 电器 学习 实践 训练 竞赛 运动 表演 创作 写作 翻译 编译 检索 存储 备份 运维 防护 加密 新创 双创 卫生 党建 纪检 监察 安全 数字 网络 贸促 外事 侨务 退役 军人 事务 保密 机要 档案 党史 地方志 住房 城乡 水利 交通 民政 商务 财政 税务 气象 地震 海事 海关 边检 烟草 邮政 电信 联通 移动 铁塔 供销',
)

/** Words of other kinds that never stand inside a name. */
const OUTSIDE = list(
  '突击检查 会同 各异 拜访 会晤 洽谈 约谈 回访 启动 启用 上线 宴请 原则同意 产生 选举 选举产生 全国 全省 全市 全区 全县 我国 我省 我市 我区 我县 本市 本省 本次 此次 该 等 各 各地 各级 其 其中 其他 一批 一家 一个 多个 多家 首个 首家 首批 现场 近日 日前 昨天 今天 目前 截至 通过 作为 围绕 依托 携手 以及 以 让 把 被 将 又 也 还 都 由 从 向 对 为 在 于 是 有 给 与会 有关 相关 部分 知名 著名 特色 优质 重点 龙头 入驻 企业 区内 市内 辖区 当地 邀请 投资方 主办方 承办方 主办 承办 协办 记者 分别 共同 一起 先后 随后 会上 会前 会后 期间 现任 时任 来自 组织 支持 推动 打造 建成 建立 成立 设立 组建 引进 引入 拥有 包括 涵盖 走访 走进 来到 赴 到 看望 慰问 会见 考察 参观 观摩 调研 视察 检查 深入 参加 出席 主持 陪同 见证 签署 签约 联手 牵手 共 同 与 和 及 或 并 暨 就 的 了 着 过 地 得 所 之 即 即将 已 已经 正式 成功 获得 获评 入选 入围 荣获 授予 认定 公示 发布 举办 举行 召开 开展 租用 位于 坐落 隶属 对接 联系 接受 听取 实地 具体 主要 负责 担任 兼任 出任 任命 推选 提名 派出 前往 落户 落地 创建 创办 开设 贯彻 落实 学习贯彻 按照 根据 依照 经过 经由 据 据悉 了解 介绍 表示 指出 强调 要求 认为 说 称 使用 采用 利用 总 总投资 项目 单位 代表 嘉宾 负责人 高标 高标准 加快 积极 主动 充分 全面 进一步 持续 不断 大力 着力 努力 正在 正 共建 合作共建 投用 实地考察 首次 倾力 发挥 凭借 总面积 面积 年 月 日 以来 区别 是否 汇报 交流发言 策应 用好 建好 做好 齐聚 云集 汇聚 相聚 积极主动 推进 推动 服务于 面向 聚焦 瞄准 立足 统筹 深化 强化 提升 优化 完善 健全 构建 营造 培育 壮大 支撑 引领 带动 助力 赋能 承接 融入 参与 争创 争取 力争 完成 实现 达到 增加 扩大 提高 保障 确保 坚持 坚决 严格 切实 全力 更好 更多 更大 高效 有效 有力 成为 属于 专业 从事',
)

/** Single characters that join or govern; the other single characters are parts of names the dictionary does not know. */
const GOVERNING =
  /^[与和及或并暨兼据的了着过在于从向对为由被把将让给等各该其每某本此这那是有无不也都还又很最更已曾仅只就才再均即至到赴获称设入往来去说看做经因故但而则且以所使令请受名位家个项条座次种批们共支只要会用好多更些几级年月]$/

/** Nation pairs in names of parks: 中以（上海）创新园. */
const NATIONS = /^[以德日新欧韩法英美俄奥瑞意荷白阿泰]$/

/** What is decided of a word by itself: inside names, outside them, or by its neighbours. */
type Standing = 'inside' | 'outside' | 'seldom' | 'building' | 'driving' | 'sending' | 'brand' | 'nation'

function standingOf(word: Word): string {
  word.lexeme.standing ??= judge(word)
  return word.lexeme.standing
}

function judge(word: Word): Standing {
  const found = judgeAlone(word)
  return found === 'outside' &&
    (word.text === '经' ||
      word.text === '会' ||
      FIRM_NUMBER.test(word.text) ||
      word.text === '重点' ||
      word.text === '企业' ||
      NUMERAL.test(word.text))
    ? 'seldom'
    : found
}

/** 中国一重, 上海二建: numbered firms said short. */
const FIRM_NUMBER = /^[一二三四五六七八九十]+(?:重|汽|拖|冶|建|航局|航院)$/
const NUMERAL = /^第?[一二三四五六七八九十]+$/

function judgeAlone({ text, tag }: Word): Standing {
  if (text.length === 1) {
    if (NATIONS.test(text)) return GOVERNING.test(text) ? 'nation' : 'inside'
    if (SENDING.test(text)) return 'sending'
    if (/[\u3400-\u9fff]/.test(text)) return GOVERNING.test(text) ? 'outside' : 'inside'
    return /[（）·&A-Za-z0-9]/.test(text) ? 'inside' : 'outside'
  }
  if (/^[一二三四五六七八九十]+(?:期|标段|号)$/.test(text)) return 'inside'
  if (DRIVING.has(text)) return 'driving'
  if (text === '联合') return 'sending'
  if (OUTSIDE.has(text)) return 'outside'
  if (text === '建设') return 'building'
  if (ROLE.test(text)) return 'outside'
  if (INSIDE.has(text) || tag === 'eng') return 'inside'
  if (/^[0-9.]+$/.test(text)) return 'outside'
  if (/^[njbgafsliz]/.test(tag)) return 'inside'
  if (tag.startsWith('m'))
    return /[一二两三四五六七八九十百千万多几首0-9]|[元米吨公顷亩]$/.test(text) ? 'outside' : 'inside'
  // 奉化 and 正定, a verb and an adverb to the dictionary
  if (/^[vd]/.test(tag) && isDivisionName(text)) return 'inside'
  if (tag.startsWith('v')) return tag === 'vn' ? 'inside' : 'brand'
  return tag === 'x' && /^[\u3400-\u9fff]+$/.test(text) ? 'inside' : 'outside'
}

/** Bodies named for building: 建设局、建设集团; elsewhere 建设 is a verb (建设科创园). */
const BUILDERS =
  /^(?:局|厅|部|集团|控股|工程|投资|发展|开发|银行|指挥部|管理|有限|股份|监理|科技|委|路|村|领导小组|行政|办公室|推进|提升|工作|协调)/

/** What an office is for: 文明城市创建指挥部, 协同区建设推进办公室; elsewhere they are verbs. */
const DRIVING = list(
  '推进 推动 提升 整治 攻坚 创建 筹建 筹备 清理 协调 迎检 征收 拆迁 征迁 维稳 争创 申报 统筹 督查 督察 督办 考核 评价',
)
const DRIVEN =
  /^(?:办公室|委员会|领导小组|小组|工作领导小组|指挥部|中心|室|办|处|局|组|专班|联席|工作(?!会|要求|任务))$/

/** What a body is in a contract or a work, said before its name: 施工单位某某有限公司. */
const ROLE = /.单位$|^(?:建设|投资|承建|施工|运营|合作|供货|中标|委托|受托|出租|承租|采购)方$/

/** Verbs of one character before the office something goes to: 报市发改委、送省科技厅. */
const SENDING = /^[报送呈抄派找邀访抵驻离商请]$/
const ADDRESSED = /^(?:[省市区县]|国家|中央|国务院)/

/** Whether a word may stand inside the name of an organisation or a place; `before` and `after` are its neighbours. */
export function insideName(word: Word, before: Word | undefined, after?: Word): boolean {
  switch (standingOf(word)) {
    case 'inside':
      return true
    case 'outside':
      return false
    case 'seldom':
      // 经开区 is cut into 经 + 开区
      // and 十四 in 中铁十四局 is a number only by its looks
      return (
        after !== undefined &&
        ((word.text === '会' && /(?:[省市区县]委|^华人)$/.test(before?.text ?? '')) ||
          (word.text === '经' && /^(?:开|信$|信[局委厅]|发$|发局)/.test(after.text)) ||
          (word.text === '重点' && after.text.startsWith('实验')) ||
          (word.text === '企业' && /^(?:商会|协会|联合会|家协会|集团)/.test(after.text)) ||
          (NUMERAL.test(word.text) && before !== undefined && /^组(?:组长|$)/.test(after.text)) ||
          (NUMERAL.test(word.text) &&
            /^(?:局|建|冶|航|院|所|厂|中$|小学|医院)/.test(after.text) &&
            before !== undefined &&
            /^n/.test(before.tag)) ||
          // 第四公路工程局, 第二人民医院
          (word.text.startsWith('第') &&
            (NUMERAL.test(after.text) ||
              ORDINAL.test(after.text) ||
              (/^[nj]/.test(before?.tag ?? '') && /^n/.test(after.tag)))) ||
          (FIRM_NUMBER.test(word.text) && /^n/.test(before?.tag ?? '')) ||
          (NUMERAL.test(word.text) && /^第/.test(before?.text ?? '') && ORDINAL.test(after.text)))
      )
    case 'nation':
      return before?.text === '中'
    case 'sending':
      return (
        after !== undefined && (!/^n[st]/.test(after.tag) || after.text === '联合会') && !ADDRESSED.test(after.text)
      )
    case 'driving':
      return (
        after !== undefined &&
        (DRIVEN.test(after.text) || NUMERAL.test(after.text) || (DRIVING.has(after.text) && before !== undefined))
      )
    case 'building':
      return after !== undefined && BUILDERS.test(after.text)
    // 'brand': a brand the dictionary takes for a verb stands behind a place or another unknown word (上海 + 联创)
    default:
      return (
        before !== undefined &&
        !/^n[st]/.test(after?.tag ?? '') &&
        (before.tag === 'ns' || (before.tag === 'm' && !/\d/.test(before.text)))
      )
  }
}

/** What numbered bodies are. */
const ORDINAL =
  /^(?:人民医院|人民|中学|小学|高级|初级|医院|公路|工程|航务|建筑|勘|设计|研究|师范|附属|实验|幼儿园|建设|地质|测绘|税务|分|中医|职业|冶金|化工|水利|电力|铁路|机械|汽车|军医)/

/**
 * Where the name of a department begins that holds 和 or 与 and has nothing proper in it (国际合作与交流处), behind a mark: from `from` up
 * to `at`, where its last part begins. Gives `at` where the words before are no such name.
 */
export function departmentEdge(text: string, words: readonly Word[], from: number, at: number): number {
  if (!/^[和与]$/.test(text.charAt(at - 1)) || at - from < 5) return at
  const before = words.filter(({ start, end }) => start >= from && end < at)
  const named = before.every(({ text: part, tag }) => part.length >= 2 && /^(?:n|vn|a|j|b)$/.test(tag))
  return named && before[0]?.start === from && !kindEndingAt(text, from, at - 1) ? from : at
}

/** A run of words that may together be a name, by index in the words of its sentence: from `first` up to `end`. */
export type Run = { first: number; end: number }

/** The longest runs of words that may stand inside names, in order. */
export function nameRuns(words: readonly Word[]): Run[] {
  const runs: Run[] = []
  let first = -1
  for (let i = 0; i <= words.length; i++) {
    const word = words[i]
    if (word && insideName(word, words[i - 1], words[i + 1])) {
      if (first < 0) first = i
    } else if (first >= 0) {
      runs.push({ first, end: i })
      first = -1
    }
  }
  return runs
}

/** What begins the name of an office of a state or a division, which then may hold 和: 市、省、国家, and whole divisions. */
const STATE = /^(?:[省市区县]|国家|中国|自治区|[\u4e00-\u9fff]{2,4}[省市区县镇乡])(?![内外场值级际家民])/
/** Offices and institutes, whose names hold 和, 与 and 及; firms and places hold none. */
const JOINED = /(?:局|厅|委员会|委|办公室|研究所|研究院|实验室|学院|科学院|研究中心|工程中心|部)$/

/**
 * Two runs that are one name with 和, 与 or 及 in it (市住房和城乡建设局, 某某纳米技术与纳米仿生研究所), by index in the words of the sentence;
 * two names in a row (市科技局和市公安局, 通州区和市水利局) are none.
 */
export function joinedRuns(words: readonly Word[], runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const [i, left] of runs.entries()) {
    const right = runs[i + 1]
    const mark = words[left.end]
    const opening = words[left.first]
    const last = words[left.end - 1]
    const next = words[left.end + 1]
    if (!right || right.first !== left.end + 1 || !mark || !opening || !last || !next || !/^[和与及]$/.test(mark.text))
      continue
    const before = words
      .slice(left.first, left.end)
      .map(({ text }) => text)
      .join('')
    const isBody = kindEndingAt(before, 0, before.length)?.body ?? false
    const standsAlone =
      (next.tag === 'ns' && !/^(?:湖泊|海洋|山地|河流|森林|草原)$/.test(next.text)) ||
      STATE.test(next.text + (words[left.end + 2]?.text ?? '')) ||
      isDivisionName(next.text)
    if (isBody || standsAlone || last.tag === 'ns' || /[省市区县镇乡]$/.test(last.text)) continue
    const proper = words
      .slice(left.first, left.end)
      .some(({ tag, text }) => /^n[stz]/.test(tag) || isDivisionName(text))
    if (!STATE.test(before) && !(proper && before.length >= 5)) continue
    joined.push({ first: left.first, end: right.end })
  }
  return joined
}

/** Where a state, city or body is printed that keeps something at the place of the word at `at` (斯里兰卡 + 驻 + 昆明); null for none. */
export function stationedFrom(words: readonly Word[], at: number): number | null {
  if (words[at - 1]?.text !== '驻') return null
  let first = at - 1
  let proper = false
  while (first > 0 && at - first < 7) {
    const home = words[first - 1]
    if (!home || !insideName(home, words[first - 2], words[first])) break
    first--
    proper = /^(?:ns|nrt|nz)/.test(home.tag) || isDivisionName(home.text)
  }
  return proper ? (words[first]?.start ?? null) : null
}

const DEPARTMENT = /^[处科局部所室院]$/

/** Whether a name with 和, 与 or 及 inside may be one: those of offices and institutes only. */
export const mayHoldAnd = (name: string): boolean => JOINED.test(name)

/**
 * Where a name that ends at `to` begins: the leftmost word, not before `from`, that the words between may belong to.
 *
 * The words must be those of one sentence, in order. Gives `to` where not even the last word can belong to a name.
 */
export function leftEdge(words: readonly Word[], from: number, to: number): number {
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((words[middle]?.start ?? to) < to) low = middle + 1
    else high = middle
  }
  let edge = to
  for (let i = low - 1; i >= 0; i--) {
    const word = words[i]
    if (!word || word.end <= from) break
    // 科研处 + 处长 is cut into 科研 + 处处长
    const cut = word.end > to && DEPARTMENT.test(word.text.slice(0, to - word.start))
    if (!cut && !insideName(word, words[i - 1], words[i + 1])) break
    edge = Math.max(word.start, from)
  }
  return edge
}
