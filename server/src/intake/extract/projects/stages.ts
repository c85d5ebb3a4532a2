import { allMatches } from '../scan.ts'

/** Words for what a project has reached (签约、开工、投产 …), as printed; longer ones first. */
const STAGES =
  '竣工投产 竣工验收 集中签约 集中开工 集中竣工 签约 落地 落户 开工 奠基 动工 竣工 完工 封顶 试生产 试运营 试运行 投产 投运 投用 启用 达产 量产 开园 开业 开馆 通车 通航 开通 揭牌 交付 摘牌 获批 备案 验收 点火 下水 启动建设 开工建设 建成投产 建成投用 通水 通气 合龙 贯通 下线 复工 停工 停摆 停建 延期建设 延期开工 开港 缓建 暂缓 搁置 退出 取消实施 取消建设 解除协议 解除合同 进度滞后 终止 中止 解约 落成 揭牌成立 建成启用 通电 并网发电 并网 投入使用 投入运行 投入运营 主体完工 完成招标 设备入驻 设备进场 入驻'
const WORDS = STAGES.split(' ').sort((a, b) => b.length - a.length)
const STAGE = new RegExp(WORDS.join('|'), 'g')

/** Words before a stage that say it is not reached: 将开工, 尚未投产, 力争年内竣工, 推动项目落地. */
const NOT_YET =
  /(?:将|未|拟|待|即将|原定|原计划|本应|计划|预计|力争|争取|有望|准备|推动|推进|加快|促进|确保|早日|尽快|加速|年底前|年内|可|后|再|服务|保障|等待|申请|促|抓|盯|争|争取更多|更多|吸引|助力|助推|实现)[\u4e00-\u9fff\d]{0,8}$/
/** 开工 inside 开工活动, 签约仪式: an event named for the stage, which has been reached all the same. */
const NOUN_AFTER = /^(?:率|纪录|记录|速度|数|率先|量|项目|面积|时间|日期|企业|条件|手续|准备|前|许可)/

/** That something stands still is reached whatever was not done before: 因环评手续未办结停工. */
const STOPPED = /^(?:停|延期|暂缓|搁置|退出|终止|中止|取消|缓建)/

/** 昨日实现主体结构封顶, 日前通过考核，实现达产: what was realised is reached. */
function isReached(text: string, { 0: stage, index }: RegExpExecArray): boolean {
  const before = text.slice(Math.max(0, index - 40), index)
  if (STOPPED.test(stage))
    return /未[\u4e00-\u9fff]{1,8}$/.test(before) && !/(?:将|拟|尚未|防止|避免|可能)$/.test(before)
  return (
    /实现(?:主体|结构|全面|全线|工程|整体)*$/.test(before) &&
    /昨[日天]|今[日天]|日前|近日|已|如期|顺利|成功|^，实现/.test(before) &&
    !/将|计划|预计|力争|争取|确保|年内|可|后/.test(before)
  )
}

/** The stage a stretch behind a project's name states as reached; null where it states none or only plans it. */
export function stageIn(text: string): { stage: string; at: number } | null {
  for (const match of allMatches(STAGE, text)) {
    const before = text.slice(Math.max(0, match.index - 12), match.index)
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 4)
    if ((NOT_YET.test(before) && !isReached(text, match)) || NOUN_AFTER.test(after)) continue
    if (match[0] === '入驻' && !/设备/.test(before)) continue
    if (match[0] === '入驻') return { stage: '设备入驻', at: match.index - 2 }
    return { stage: match[0].replace(/^集中/, ''), at: match.index }
  }
  return null
}
