import { searchFor } from '../scan.ts'

/**
 * The words on which a post ends (职务). Party and state, institutions, firms, professions; general knowledge, no names.
 * `VAGUE` are descriptions rather than posts: they never carry the post before them on to the next name.
 */
const OFFICES =
  '书记 主委 团长 市长 省长 区长 县长 镇长 乡长 州长 盟长 旗长 局长 厅长 部长 司长 署长 处长 科长 股长 主任 主席 委员长 常委 委员 院长 校长 园长 所长 会长 理事长 理事 秘书长 秘书 检察长 审计长 关长 行长 站长 队长 支队长 大队长 中队长 台长 社长 馆长 庭长 村长 街长 厂长 店长 场长 园长 船长 机长 班长 组长 政委 司令员 参谋长 政治委员 总指挥 指挥长 指挥 主任科员 科员 领队 河长 林长 链长 村支书 巡视员 调研员 督导员 督学 参事 特命全权大使 大使 总领事 领事 国务秘书 国务卿 政务部长 国务部长 首相 总理 参赞 段长 工段长 干事长 干事 支书(?!记) 村主任 街道办主任 秘书长助理 主任助理 市长助理 区长助理 县长助理 局长助理 部长助理 校长助理 院长助理 行长助理 厂长助理 馆长助理 会长助理 主席助理 理事长助理 总编辑 总编 副总编 主编 编辑部主任 党组成员 领导成员 工委委员 首席代表 发言人 新闻发言人 负责人'
const FIRMS =
  '董事长 董事局主席 董事 监事长 监事 总经理 副总经理 总经理助理 总裁助理 董事长助理 副总(?!裁|经理|工|监|编|会计|经济|指挥|书记) 经理 项目经理 总裁 总监 主管 首席执行官 首席技术官 首席运营官 首席财务官 首席信息官 首席科学家 首席专家 首席经济学家 首席分析师 首席工程师 首席设计师 CEO CFO CTO COO CMO CIO CSO 创始人 联合创始人 合伙人 创办人 掌门人 法定代表人 法人代表 实际控制人 控股股东 厂长 技术负责人 研发负责人 项目负责人 销售负责人 主理人 股东'
const PROFESSIONS =
  '院士 教授 副教授 讲师 研究员 副研究员 助理研究员 研究生导师 博士生导师 博士后 博士 工程师 高级工程师 总工程师 总工 总会计师 总经济师 总规划师 总设计师 设计师 分析师 会计师 律师 主任医师 医师 医生 护士长 专家 学者 顾问 主讲人 作家 画家 非遗传承人 代表性传承人 传承人 大师 名师 名医 劳模 工匠 技师 高级技师 教练 主教练 队员 教师 老师 校友 讲解员 调解员 农技员 技术员 辅导员 安全员 质检员 驾驶员 网格员 志愿者 管理员 护林员 养护工 操作工 车工 焊工 钳工 快递员 保洁员 环卫工 民警 法官 检察官 飞行员 航天员'
const VAGUE =
  '市领导 省领导 区领导 县领导 镇领导 老领导 领导 代表 离休干部 退休干部 离退休干部 负责同志 主要负责人 相关负责人 有关负责人 工作人员 村民 居民 市民 游客 大学生 中学生 小学生 研究生 毕业生 学生 家长 业主 种植户 养殖户 经营户 种粮大户 种植大户 养殖大户 大户 带头人 摊主 店主 职工 员工'

const split = (list: string) => list.split(' ')
const alternation = (words: readonly string[]) => [...new Set(words)].sort((a, b) => b.length - a.length).join('|')

const HEAD = alternation([...split(OFFICES), ...split(FIRMS), ...split(PROFESSIONS), ...split(VAGUE)])
/** The first characters of those words: the long list is tried only where one of them stands. */
const HEADS = [...new Set(HEAD.split('|').map(word => word.charAt(0)))].join('')
const CORPORATE = new RegExp(`(?:${alternation(split(FIRMS))})$`)
const LOOSE = new RegExp(`(?:${alternation([...split(VAGUE), '负责人', '专家'])})$`)

/** Rank and manner before the word: 副、常务副、代、名誉、执行 … */
const RANK =
  '(?:常务|执行|挂职|青年|名誉|荣誉|高级|资深|联席|轮值|候任|代理|第一|首席|联合|专职|兼职|特约|特聘|行政|技术|研发|销售|营销|市场|财务|运营|生产|人事|人力资源|投资|战略|产品|品牌|设计|艺术|创意|商务|质量|安全|法务|项目|区域|中国区|亚太区|大区|全球|党支部|党总支|党委|党组|党工委|纪委|团委|支部|总支|一级|二级|三级|四级|正处级|副处级|正科级|副科级|正县级|副县级|正厅级|副厅级|正高级|副高级|副部长级|副|代|总|原|前|时任|拟任|新任)*'
/** Bodies that are said as part of the post: 市委、市政府党组、区人大常委会 … with the place before them left outside. */
const BODY =
  '(?:(?:[省市区县州旗镇乡]|自治区|街道)(?:委(?:常委会|全面深化改革委员会)?|委办公室|委办|委宣传部|委组织部|委统战部|委政法委|委秘书长)|(?:[省市区县州旗镇乡]|自治区|街道|全国)?(?:政府(?:党组|办公室|办公厅|办)?|人大(?:常委会)?(?:党组)?|政协(?:党组)?|纪委监委|纪委|监委|政法委|组织部|宣传部|统战部|常委|工委|党工委|管委会|管委|党委|党组|人民政府|办事处|法院|检察院|总工会|团委|妇联|工商联|科协|侨联|残联|文联|社科联|红十字会|人武部|军分区))'

/** A piece that is a post and nothing else: 副市长, 市委副书记, 市政府党组书记, 执行董事. */
const POSTS = `${RANK}(?:${HEAD})(?:兼${RANK}(?:${HEAD}))*`
const PURE = new RegExp(`^(?:${BODY})?${POSTS}$`)
/** The post at the end of a piece that begins with the name of an organisation or a place. */
const TAIL = new RegExp(`${POSTS}$`)
const BODY_TAIL = new RegExp(`(?:${BODY})${POSTS}$`)

/** Where a post may end, for scanning a text. */
export const POST_ENDS = searchFor(`(?:${HEAD})(?!干部|小组|班子|大会|(?<=领事|大使)馆|(?<=代表)处)`, HEADS)

export const isPurePost = (piece: string): boolean => piece.length <= 24 && PURE.test(piece)
export const isCorporate = (post: string): boolean => CORPORATE.test(post)
export const isLoose = (post: string): boolean => LOOSE.test(post)
export const endsInPost = (piece: string): boolean => TAIL.test(piece)

/** Where the post begins in a piece that ends with one: after the organisation, before 市委 and its like. */
export function postStart(piece: string): number {
  // 民盟镇江市委 is the body of a party, not of the city
  if (PARTY.test(piece)) return TAIL.exec(piece)?.index ?? piece.length
  // 市中级人民法院院长: the court is named before its head
  const tail = TAIL.exec(piece)?.index ?? piece.length
  if (/人民(?:法院|检察院)$/.test(piece.slice(0, tail))) return tail
  const at = BODY_TAIL.exec(piece)?.index ?? TAIL.exec(piece)?.index ?? piece.length
  // in 澄湖新区党工委书记 the 区 belongs to the zone, not to the body
  const level = /^(?:街道|[镇乡])(?!长)/.exec(piece.slice(at))?.[0].length ?? 0
  if (level > 0 && at > 0) return at + level
  return piece[at] === '区' && ZONE.test(piece.slice(0, at + 1)) ? at + 1 : at
}

const PARTY = /^(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|中国国民党革命委员会|中国民主)/

const ZONE = /(?:开发|高新|新|园|示范|经开|保税|度假|试验|合作|集聚|功能|创新|港|片|社|校|矿|林|景)区$/
