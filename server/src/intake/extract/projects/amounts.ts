import type { Quantity } from '#contract/extraction.ts'
import { between, clauseAt, type Reading, type Sentence } from '../reading.ts'
import { allMatches } from '../scan.ts'

const WHAT =
  /(计划总投资|概算总投资|概算投资|总投资额?|固定资产投资|设备投资|一期投资|二期投资|年度投资|累计投资|完成投资|单体投资|单项投资|协议投资|投资额?|注册资本|注册资金|合同引资额?|协议引资额?|引资额|到位资金|标的额|合同金额|合同额|签约额|签约金额|协议金额|总规模|总额|金额|年产值|产值|年销售|销售收入|营收|税收|利税|融资)[^，。；\d]{0,8}$/
const CAPACITY =
  /(年产|日产|产能|生产能力|供水规模|处理规模|处理能力|规模|总建筑面积|建筑面积|占地面积|用地面积|占地|用地|面积|装机容量|装机|容量|吞吐量|床位|厂房|设备|生产线|车位|泊位|全长|长度|里程|总长)/g

/** The money and the capacity stated of a project in a sentence, between two offsets; which amount it is stands in `what` (总投资 is never 注册资本). */
export function quantitiesOf(
  reading: Reading,
  sentence: Sentence,
  from: number,
  to: number,
): { amounts: Quantity[]; capacity: Quantity[] } {
  const amounts: Quantity[] = []
  const capacity: Quantity[] = []
  for (const quantity of between(reading.quantities, from, to)) {
    const { start, end } = quantity
    if (
      quantity.shape === 'rank' ||
      /^(?:期|号|年|天|个?月|小时|批|次|届)$/.test(quantity.unit) ||
      quantity.unit === '' ||
      quantity.unit === '%'
    )
      continue
    const clause = clauseAt(sentence, start)
    const before = reading.text.slice(clause.start, start)
    const at = Math.max(clause.start, start - 20)
    const evidence = reading.evidence(at, Math.min(Math.max(end, clause.end), end + 16))
    if (/元$/.test(quantity.unit)) {
      const what = WHAT.exec(before)?.[1]
      if (what) amounts.push({ value: quantity.value, unit: quantity.unit, what, evidence })
    } else {
      if (/^[个家项名]$/.test(quantity.unit)) continue
      const what =
        allMatches(CAPACITY, before).at(-1)?.[1] ??
        allMatches(CAPACITY, reading.text.slice(end, Math.min(end + 10, clause.end)))[0]?.[1]
      if (what) capacity.push({ value: quantity.value, unit: quantity.unit, what, evidence })
    }
  }
  return { amounts, capacity }
}
