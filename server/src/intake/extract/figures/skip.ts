import type { PrintedQuantity } from '#kernel/quantity/index.ts'

/** Units that name or count without measuring: 20强 is a list, 5号线 a name, 3期 a part of a name. */
const NAMING = /^(?:强|号线|代|段|届|期|类|级|层|版|标段|档|派|曲|幕|章|节|点|步|遍|单|面|口|步|封|顶|顿|行|集|首|通)$/
/** Words that make a number part of a name or a saying when they stand right behind it. */
const NAMED_AFTER =
  /^(?:强|G|g|D|K|Z|T|号(?!线)|路|期|版|届|世纪|周年|维|角|代|级|型|五规划|四五|三五|岁以[上下]|性|权|同|起|式|体|纲|级|线城市|线|一体|位一体|方(?:合作|协议)|大(?:工程|行动|战略|体系|任务|领域|产业|板块|方面|类|重点)|个(?:全面|坚持|必须|走在前|一批|中心|确保|方面|代表|意识|自信|维护|文明|毫不|没有|更加|统筹|革命|结合|到位|率先|打造|导向|带头))/

/** Whether a printed number is no figure of the report: a name, a date, a saying, a number within a title. */
export function isNoFigure(text: string, quantity: PrintedQuantity): boolean {
  const before = text.slice(Math.max(0, quantity.start - 6), quantity.start)
  const after = text.slice(quantity.end, quantity.end + 6)
  if (quantity.shape === 'vague' || quantity.upper !== null) return true
  // a correction quotes what was printed and what is right; neither is a figure of the report
  if (/^[^“”，。]{0,12}”(?:应为|有误|系|更正为|误为)/.test(text.slice(quantity.end, quantity.end + 20))) return true
  if (/(?:应为|更正为|误为)“[^“”，。]{0,12}$/.test(text.slice(Math.max(0, quantity.start - 18), quantity.start)))
    return true
  if (quantity.shape === 'level' || quantity.shape === 'fraction') return false
  if (quantity.shape === 'rank') return !isRank(text, quantity)
  if (quantity.shape === 'characters') return !isSaidFigure(text, quantity)
  if (NAMING.test(quantity.unit)) return true
  // “生物医药18条” is the name of a policy
  if (/^”/.test(after) && /“[^“”，。]{1,10}$/.test(text.slice(Math.max(0, quantity.start - 11), quantity.start)))
    return true
  // 5方面事项 are counted; 每10股派息 is a rate
  if (quantity.unit === '方' && /^面/.test(after)) return true
  if (quantity.unit === '股' && /每$/.test(before)) return true
  // 60岁以上老年人 are a group
  if (quantity.unit === '岁' && (quantity.bound !== null || /^[^，。；]/.test(after))) return true
  // 50亿级企业 is a class, as 百亿级 is
  if (/[万亿吨米元]$/.test(quantity.unit) && /^级/.test(after)) return true
  // 10亿元以上项目 is a class of projects, not an amount
  if (
    /以[上下]$/.test(quantity.text) &&
    !/^\d[\d.]*[万亿]?元以下/.test(text.slice(quantity.end, quantity.end + 12)) &&
    /^(?:\d|的?(?:项目|企业|投资|产业|园区|工程|单体|重大))/.test(after)
  )
    return true
  // 新开工10亿元以上制造业项目23个: so is it where a count of them follows
  if (
    /元$/.test(quantity.unit) &&
    quantity.bound === '>' &&
    /^(?:[\u4e00-\u9fff]{0,4})(?:项目|企业)\d/.test(text.slice(quantity.end, quantity.end + 8))
  )
    return true
  if (/元以[上下]$/.test(quantity.text) && /^[^，。；、\d]{1,12}\d/.test(text.slice(quantity.end, quantity.end + 14)))
    return true
  // GDP1268.4亿元 is an amount, G60 and A3 are names
  const isAmount = /[元%吨]$|百分点$|^[万亿]/.test(quantity.unit)
  if ((/[A-Za-z]$/.test(before) && !isAmount) || (quantity.unit === '' && /^[A-Za-z]/.test(after))) return true
  if (/[A-Za-z\-—–/.]$/.test(before) && quantity.unit === '') return true
  if (quantity.unit === '' && NAMED_AFTER.test(after)) return true
  if (/“$/.test(before) && (quantity.unit === '' || quantity.unit === '个')) return true
  // a year or a span of years tells when, not how much: 近3年, 2025年
  if (
    quantity.unit === '年' &&
    (/(?:^|[^续历经期达耗])(?:近|最近|未来|过去|前|连续|今后)$/.test(
      text.slice(Math.max(0, quantity.start - 3), quantity.start + 1),
    ) ||
      /^(?:近|最近)/.test(quantity.text))
  )
    return true
  if (quantity.unit === '年' && /^(?:来|前|后|内|间|以来|底|初|末|中)/.test(after)) return true
  // 前2个月, 满6个月未开工: a stretch of time
  if (quantity.unit === '个月' && /[前近头首满]$/.test(before)) return true
  if (quantity.unit === '天' && /^(?:前|后|内|来|小?长假|假期|共)/.test(after)) return true
  if (quantity.unit === '' && !isBareCount(text, quantity) && !isIndex(text, quantity)) return true
  return inTitle(text, quantity.start)
}

/** Inside《…》a number belongs to the title of a document. */
function inTitle(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 60), at)
  return before.lastIndexOf('《') > before.lastIndexOf('》') && text.slice(at, at + 60).includes('》')
}

const RANKING =
  /(?:居|位居|列|位列|排|排名|名列|跃居|升至|跻身|总分|综合|成绩|规模|总量|增速|增幅|全省|全国|全市|全球|世界|国内|苏中|苏北|华东|获|荣获|夺得|分列|进位至|前移至|升到|跃升至|保持|稳居|稳列|占|勇夺|摘得|蝉联|取得|斩获|世界|亚洲|长三角)$/

function isRank(text: string, quantity: PrintedQuantity): boolean {
  if (/^(?:[位名])$/.test(quantity.unit)) return true
  if (quantity.unit !== '') return false
  const before = text.slice(Math.max(0, quantity.start - 4), quantity.start)
  const after = text.slice(quantity.end, quantity.end + 4)
  if (/^(?:大[^会赛家庭]|大$)/.test(after))
    return /(?:全国|全球|世界|中国|全省|全市|国内|亚洲|江苏|居|位列|的|为|是)$/.test(before)
  const standing = /(?:居|位列|名列|排名|排在|跃居|跃升至|升至|列)[\u4e00-\u9fff（）]{1,10}$/.test(
    text.slice(Math.max(0, quantity.start - 14), quantity.start),
  )
  return (standing || RANKING.test(before)) && /^(?:[，。；！、）”\n]|的成绩|方阵|$|和|与|，)/.test(after)
}

/** 江苏前百占24席, 4县市: a number without a unit that counts the noun behind it. */
export function isBareCount(text: string, quantity: PrintedQuantity): boolean {
  return (
    /^(?:县市|县（市|县区|县|区县|市县|省市|省份|省|市|区|镇|街道|村|国|部门|企业|项目|园区|城市|大类|板块)/.test(
      text.slice(quantity.end, quantity.end + 4),
    ) && quantity.value < 1000
  )
}

/** 综合指数为112.6, PMI达50.2: an index, a coefficient or a score goes without a unit. */
function isIndex(text: string, quantity: PrintedQuantity): boolean {
  return (
    /(?:指数|系数|得分|评分|PMI|CPI|PPI|景气度|容积率|信用分|收入比|浓度比|贡献度|满意度)(?:（[A-Za-z]{2,6}）)?(?:[由从][^，；。]{0,12}?[\d.]+)?(?:仅|已)?(?:为|达到?|是|报|升至|降至|提升至|升到|降到|回升至|回落至|缩小[至到]|下降[至到]|提高[至到]|上升[至到]|扩大[至到])?$/.test(
      text.slice(Math.max(0, quantity.start - 20), quantity.start),
    ) && /^(?:$|[，。；、！）\n和与])/.test(text.slice(quantity.end, quantity.end + 1))
  )
}

/** Numbers said in characters are figures when they are large or of a hard unit; 一个、两次、三方 are speech. */
function isSaidFigure(text: string, quantity: PrintedQuantity): boolean {
  if (/[万亿]/.test(quantity.unit)) return true
  // “最后一公里” is a saying
  if (/最后$/.test(text.slice(Math.max(0, quantity.start - 2), quantity.start))) return false
  if (/^(?:%|个百分点|亿?元|万元|平方米|平方公里|公里|吨|亩|公顷|千瓦|人次|小时|分钟)$/.test(quantity.unit))
    return quantity.value >= 2 || (/[元里吨亩]/.test(quantity.unit) && text[quantity.end] !== '地')
  // 占四成以上, 增长近两成; 一成不变 and 八成 are sayings
  if (quantity.unit === '成')
    return (
      quantity.bound !== null ||
      /(?:占|增长|下降|减少|提高|上升|达|完成)(?:到|了)?$/.test(
        text.slice(Math.max(0, quantity.start - 4), quantity.start),
      )
    )
  return (
    quantity.value >= 10 &&
    quantity.unit !== '' &&
    !NAMING.test(quantity.unit) &&
    !/^(?:年|天|成|点|方|分|度|字|面|口)$/.test(quantity.unit) &&
    !inTitle(text, quantity.start) &&
    !/“[^“”]{0,6}$/.test(text.slice(Math.max(0, quantity.start - 7), quantity.start)) &&
    !/^(?:举措|措施|意见|政策|规定|禁令|纪要|标准|行动|工程|任务|要求)/.test(text.slice(quantity.end, quantity.end + 4))
  )
}
