import type { Because } from '#contract/matters.ts'

type Line = Pick<Because, 'rule' | 'labelZh' | 'labelEn' | 'measure' | 'light' | 'value' | 'inputs'>

/** One rule's finding in a few words, for lists and packs: 比计划落后22.0个百分点. */
export function findingOf({ measure, value, labelZh, labelEn, inputs }: Line): { zh: string; en: string } {
  const count = value ?? 0
  const late = Math.abs(count)
  switch (measure) {
    case 'points-behind':
      return count === 0
        ? { zh: '不落后计划', en: 'not behind plan' }
        : { zh: `比计划落后${count.toFixed(1)}个百分点`, en: `${count.toFixed(1)} points behind plan` }
    case 'feedback-late-workdays':
      return count === 0
        ? { zh: '反馈按时', en: 'reports in time' }
        : { zh: `反馈迟${count}个工作日`, en: `report ${count} working days late` }
    case 'workdays-left':
      if (count < 0) return { zh: `逾期${late}个工作日`, en: `${late} working days overdue` }
      if (count === 0 && inputs.on === inputs.dueOn) return { zh: '今日到期', en: 'due today' }
      return { zh: `余${count}个工作日`, en: `${count} working days left` }
    case 'days-left':
      return count < 0
        ? { zh: `逾期${late}天`, en: `${late} days overdue` }
        : { zh: `余${count}天`, en: `${count} days left` }
    case 'returns':
      return { zh: `退回${count}次`, en: `returned ${count} times` }
    case 'state':
      return inputs.closedOn ? { zh: '已办结', en: 'closed' } : { zh: '未判', en: 'not judged' }
    default:
      return { zh: `${labelZh}${value ?? '未填'}`, en: `${labelEn} ${value ?? 'not given'}` }
  }
}

/** What makes the light what it is, in one short sentence: the rules at its weight, and others that are not green. */
export function shortSentence(because: readonly Line[]): { zh: string; en: string } {
  const heavy = because.filter(each => each.light !== 'green' && each.light !== 'grey')
  // That nothing was returned is no reason worth a line while something else can be said.
  const good = because.filter(each => each.light === 'green')
  const calm = good.some(each => each.measure !== 'returns') ? good.filter(each => each.measure !== 'returns') : good
  const said = (heavy.length > 0 ? heavy : calm.slice(0, 2)).map(findingOf)
  if (said.length === 0) {
    const state = because.find(each => each.rule === 'state')
    return state ? findingOf(state) : { zh: '未填，未判', en: 'not known, not judged' }
  }
  return { zh: said.map(each => each.zh).join('；'), en: said.map(each => each.en).join('; ') }
}
