import type { WrittenFact } from '#contract/intake.ts'

/** A page with what it says, as a careful person would keep it: each fact with the words it stands on. */
export type Bulletin = { text: string; truth: ReadonlyArray<{ words: string; fact: WrittenFact }> }

const person = (words: string, name: string, post: string, organisation: string | null, role?: string) => ({
  words,
  fact: { kind: 'person', name, post, organisation, ...(role === undefined ? {} : { role }) } satisfies WrittenFact,
})
const body = (name: string, type: string, words = name) => ({
  words,
  fact: { kind: 'organisation', name, type } satisfies WrittenFact,
})
const place = (name: string, type: string) => ({
  words: name,
  fact: { kind: 'place', name, type } satisfies WrittenFact,
})
const figure = (
  words: string,
  [subject, indicator, period]: [string, string, string],
  value: number,
  unit: string,
) => ({
  words,
  fact: {
    kind: 'figure',
    subject,
    indicator,
    value,
    unit,
    period,
    comparison: unit === '%' ? '同比' : null,
    bound: null,
  } satisfies WrittenFact,
})

/**
 * Two numbers of a bulletin that no city has, of an office with posts of its own: the grammar does not know its 驻链专员, takes 特邀 for part
 * of a name, and reads 亿 where the office means 亿元. No name of the first comes back in the second but that of the office.
 */
export const firstBulletin: Bulletin = {
  text: `## 走访澄泽链上企业

5月9日，驻链专员应知微、链务秘书闵若川走访澄泽智造股份有限公司。澄泽智造股份有限公司链务联络员席怀瑾介绍了情况。

## 澄泽链一季度数据

市链务办公室通报，一季度，全链企业订单额86.3亿，同比增长6.2%；全链企业出口额9.7亿，同比下降1.8%。

## 链上课堂开讲

5月10日，驻链专员应知微主讲，驻链专员蒲天佑主持。特邀砚湖材料研究院、特邀东溪科技学院参加。
`,
  truth: [
    person('驻链专员应知微', '应知微', '驻链专员', null),
    person('链务秘书闵若川走访澄泽智造股份有限公司', '闵若川', '链务秘书', null, '走访澄泽智造股份有限公司'),
    person('澄泽智造股份有限公司链务联络员席怀瑾', '席怀瑾', '链务联络员', '澄泽智造股份有限公司'),
    person('驻链专员应知微主讲', '应知微', '驻链专员', null),
    person('驻链专员蒲天佑', '蒲天佑', '驻链专员', null),
    body('澄泽智造股份有限公司', '企业'),
    body('市链务办公室', '党政部门'),
    body('砚湖材料研究院', '科研院所'),
    body('东溪科技学院', '学校'),
    place('东溪科技学院', '学校'),
    figure('全链企业订单额86.3亿', ['全链企业', '订单额', '一季度'], 86.3, '亿元'),
    figure('同比增长6.2%', ['全链企业', '订单额', '一季度'], 6.2, '%'),
    figure('全链企业出口额9.7亿', ['全链企业', '出口额', '一季度'], 9.7, '亿元'),
    figure('同比下降1.8%', ['全链企业', '出口额', '一季度'], -1.8, '%'),
  ],
}

export const secondBulletin: Bulletin = {
  text: `## 走访云汀链上企业

8月8日，驻链专员岑望舒、链务秘书陆知行走访云汀精工股份有限公司。云汀精工股份有限公司链务联络员褚明远介绍了情况。

## 云汀链上半年数据

市链务办公室通报，上半年，全链企业订单额172.5亿，同比增长7.3%；全链企业出口额20.6亿，同比增长0.9%。

## 链上课堂再开讲

8月10日，驻链专员岑望舒主讲，驻链专员宁采薇主持。特邀柳汀材料研究院、特邀白沙科技学院参加。
`,
  truth: [
    person('驻链专员岑望舒', '岑望舒', '驻链专员', null),
    person('链务秘书陆知行走访云汀精工股份有限公司', '陆知行', '链务秘书', null, '走访云汀精工股份有限公司'),
    person('云汀精工股份有限公司链务联络员褚明远', '褚明远', '链务联络员', '云汀精工股份有限公司'),
    person('驻链专员岑望舒主讲', '岑望舒', '驻链专员', null),
    person('驻链专员宁采薇', '宁采薇', '驻链专员', null),
    body('云汀精工股份有限公司', '企业'),
    body('市链务办公室', '党政部门'),
    body('柳汀材料研究院', '科研院所'),
    body('白沙科技学院', '学校'),
    place('白沙科技学院', '学校'),
    figure('全链企业订单额172.5亿', ['全链企业', '订单额', '上半年'], 172.5, '亿元'),
    figure('同比增长7.3%', ['全链企业', '订单额', '上半年'], 7.3, '%'),
    figure('全链企业出口额20.6亿', ['全链企业', '出口额', '上半年'], 20.6, '亿元'),
    figure('同比增长0.9%', ['全链企业', '出口额', '上半年'], 0.9, '%'),
  ],
}
