import { type ColumnUse, type RowKind, rowKinds } from '#contract/intake/tables.ts'

/** Words of a head, by what its rows are and what the column is; the first that fits counts. `weight` is how much it says of the kind. */
type Entry = readonly [use: ColumnUse, words: RegExp, weight: number]

const entries: Readonly<Record<RowKind, readonly Entry[]>> = {
  project: [
    ['name', /项目名称|项目名|工程名称|^项目$|^工程$/, 3],
    [
      'amount',
      /投资额|总投资|投资总额|投资规模|计划投资|协议投资|注册资本|合同额|合同金额|到位资金|利用外资|^投资$|^金额$/,
      2,
    ],
    [
      'party',
      /投资方|投资主体|投资商|投资人|投资单位|投资企业|签约企业|企业名称|建设单位|业主|实施主体|项目单位|承建|来源企业/,
      2,
    ],
    ['place', /落户|落地|选址|属地|所在地|建设地|^地点$|区县|县区|板块|园区|镇街/, 2],
    ['date', /(?:签约|开工|竣工|投产|落地|签订|开业)(?:时间|日期|年月)/, 1],
    ['stage', /阶段|进度|状态|^进展$/, 2],
    ['capacity', /产能|年产|建筑面积|用地|占地|^面积|装机|床位/, 1],
    ['date', /时间|日期/, 0],
    ['name', /^名称$/, 0],
  ],
  figure: [
    ['indicator', /指标/, 4],
    ['unit', /^(?:计量)?单位$/, 2],
    ['period', /^(?:期间|时期|报告期|年月|月份|年份|时间|日期)$/, 1],
    [
      'value',
      /数值|绝对值|绝对量|总量|本月|本期|累计|同比|环比|增长|增速|增幅|完成数|占比|比重|\d{1,2}月|季度|上半年|全年|\d{4}年/,
      2,
    ],
    ['subject', /地区|区域|县区|区县|市县|板块|单位名称|^名称$/, 1],
    ['indicator', /^项目$|^类别$/, 0],
  ],
  person: [
    ['name', /姓名|^名字$/, 5],
    ['post', /职务|职位|岗位|职称|头衔/, 2],
    ['organisation', /工作单位|所在单位|^单位|单位$|公司|机构|部门/, 1],
  ],
  agreement: [
    ['party', /甲方|乙方|丙方|签约方|签约双方|合作方|签约单位|合作单位/, 4],
    ['what', /协议名称|合同名称|协议内容|合作内容|合作事项|签约内容|^协议$|^合同$|备忘录/, 3],
    ['form', /协议类型|合同类型|协议形式|^形式$|^类型$/, 2],
    ['date', /(?:签约|签署|签订)(?:时间|日期)|时间|日期/, 0],
    ['what', /^项目|^内容$|^名称$|^事项$/, 0],
  ],
  task: [
    ['what', /事项|任务|工作内容|工作要点|重点工作|具体措施|^措施$|^要求$|交办内容/, 3],
    ['assignee', /责任单位|责任部门|牵头单位|牵头部门|承办单位|主办单位|落实单位|责任人|承办人|^承办$|^牵头$/, 3],
    ['date', /时限|期限|完成时间|完成日期|截止|办结时间|时间节点/, 2],
    ['statedBy', /交办领导|批示领导|交办人|提出人/, 2],
    ['what', /^内容$|问题/, 0],
  ],
}

/** What a column of rows of a kind is by the words of its name, which words say so, and how much these say; null for unknown words. */
export function meaningOfName(kind: RowKind, base: string): { use: ColumnUse; words: string; weight: number } | null {
  const name = base.replace(/\s/g, '')
  for (const [use, words, weight] of entries[kind]) {
    const found = words.exec(name)
    if (found) return { use, words: found[0], weight }
  }
  return null
}

/** The words by which a name is known to stand in a head, whatever the rows are: those above, and such as 序号 and 备注; null for others. */
export function headWord(name: string): string | null {
  const plain = name.replace(/\s/g, '')
  const common = /^(?:序号|编号|备注|说明|联系人|联系电话|电话|类别|行业|产业)/.exec(plain)
  if (common) return common[0]
  for (const kind of rowKinds) {
    const found = meaningOfName(kind, plain)
    if (found) return found.words
  }
  return null
}
