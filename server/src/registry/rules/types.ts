import type { OrganisationType, PlaceLevel } from '#contract/registryCodes.ts'

const byWord: ReadonlyArray<readonly [RegExp, OrganisationType]> = [
  [/^(政府|党政|机关|党委|人大|政协|法院|检察院|街道办)/, 'government'],
  [/(孵化器|众创空间|加速器)/, 'incubator'],
  [/(联盟)/, 'alliance'],
  [/(创新联合体)/, 'consortium'],
  [/(产教联合体|产教融合共同体|共同体)/, 'union'],
  [/(大学|学院|高校|院校|学校)/, 'university'],
  [/(医院|卫生院)/, 'hospital'],
  [/(商会)/, 'chamber'],
  [/(协会|学会|促进会|社会组织|团体)/, 'association'],
  [/(基金|创投)/, 'fund'],
  [/(银行|金融|证券|保险公司)/, 'bank'],
  [/(媒体|报社|传媒|报业|电视台)/, 'press'],
  [/(事业单位|统计机构|管理中心)/, 'institution'],
  [/(园区|产业园|科技园|开发区|高新区|园)$/, 'park'],
  [/(载体)/, 'carrier'],
  [/(平台|实验室|创新中心|示范中心)/, 'platform'],
  [/(科研|研究院|研究所|研究机构|研发机构|研发中心|设计院|智库)/, 'institute'],
  [/(企业|公司|集团|厂)/, 'firm'],
]

/** The code of a printed word for a kind of organisation (企业, 党政部门, …), or of a code; what is not known is `other`. */
export function organisationTypeOf(word: string, codes: readonly OrganisationType[]): OrganisationType {
  const code = codes.find(each => each === word)
  return code ?? byWord.find(([pattern]) => pattern.test(word))?.[1] ?? 'other'
}

const levelByWord: ReadonlyArray<readonly [RegExp, PlaceLevel]> = [
  [/^(国家|国)$/, 'country'],
  [/^(省|自治区|直辖市)$/, 'province'],
  [/^(市|地级市|设区市)$/, 'prefecture'],
  [/^(区|市辖区)$/, 'district'],
  [/^县级市$/, 'county-city'],
  [/^县$/, 'county'],
  [/^(镇|乡)$/, 'town'],
  [/^街道$/, 'subdistrict'],
  [/^(村|社区|行政村)$/, 'village'],
  [/(开发区|合作区|新区|示范区|园区|功能区|协同区|保税区)/, 'functional-zone'],
]

/** The level of a printed word for a kind of place; what is no division or zone is a `site`. */
export function placeLevelOf(word: string, codes: readonly PlaceLevel[]): PlaceLevel {
  const code = codes.find(each => each === word)
  return code ?? levelByWord.find(([pattern]) => pattern.test(word))?.[1] ?? 'site'
}

const OWN_CODE = /^(\d{6})-Z(\d{2,})$/

/** The next own code of a region for a place the state gives none (domain.md section 13): 320600-Z01 and on. */
export function nextOwnCode(regionId: number, codes: readonly (string | null)[]): string {
  const used = codes.map(code => OWN_CODE.exec(code ?? '')).filter(found => found?.[1] === String(regionId))
  const next = Math.max(0, ...used.map(found => Number(found?.[2]))) + 1
  return `${regionId}-Z${String(next).padStart(2, '0')}`
}
