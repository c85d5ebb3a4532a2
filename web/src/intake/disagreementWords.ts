export const zh = {
  'disagrees-amount': '金额对不上。',
  'disagrees-figure': '数对不上。',
  'disagrees-post': '同一天的职务不同。',
  'disagrees-stage': '进展倒退。',
  'disagrees-batch-count': '说的项目数与点到名的对不上。',
  'disagrees-batch-total': '总额与各项目相加对不上。',
  'disagrees-parts-total': '各部分相加与总数对不上。',
  'disagrees-months-change': '与上月的变化对不上。',
  'disagrees-months-year': '同比与各月环比连乘对不上。',
  'disagrees-said': '这里说{said}{unit}，另一边是{other}{unit}。',
  'disagrees-within': '相差{tolerance}{unit}以内算四舍五入。',
}

export const en: Record<keyof typeof zh, string> = {
  'disagrees-amount': 'The amounts differ.',
  'disagrees-figure': 'The numbers differ.',
  'disagrees-post': 'Another post on the same day.',
  'disagrees-stage': 'The stage goes backwards.',
  'disagrees-batch-count': 'The number of projects stated is not that of the projects named.',
  'disagrees-batch-total': 'The total is not the sum of the projects.',
  'disagrees-parts-total': 'The parts do not add up to the total.',
  'disagrees-months-change': 'It does not fit the change on the month before.',
  'disagrees-months-year': 'The year does not fit the chain of its months.',
  'disagrees-said': 'Here it says {said}{unit}, the other side {other}{unit}.',
  'disagrees-within': 'Up to {tolerance}{unit} apart may be rounding.',
}
