/**
 * Short forms of bodies as Chinese papers and offices write them, each with the words it stands for. Only what means one thing wherever it
 * stands: 交大 may be Shanghai's or Xi'an's, but with the city before it there is one. The longer short form comes first.
 */
const SHORT: ReadonlyArray<readonly [short: string, full: string]> = [
  // Departments (国务院机构改革方案 2018, 2023, and the reform of cities and counties after them).
  ['发展改革委', '发展和改革委员会'],
  ['发改委', '发展和改革委员会'],
  ['经信委', '经济和信息化委员会'],
  ['经信局', '经济和信息化局'],
  ['工信部', '工业和信息化部'],
  ['工信厅', '工业和信息化厅'],
  ['工信局', '工业和信息化局'],
  ['人社部', '人力资源和社会保障部'],
  ['人社厅', '人力资源和社会保障厅'],
  ['人社局', '人力资源和社会保障局'],
  ['住建部', '住房和城乡建设部'],
  ['住建厅', '住房和城乡建设厅'],
  ['住建局', '住房和城乡建设局'],
  ['卫健委', '卫生健康委员会'],
  ['国资委', '国有资产监督管理委员会'],
  ['市监局', '市场监督管理局'],
  ['市场监管局', '市场监督管理局'],
  ['资规局', '自然资源和规划局'],
  ['自规局', '自然资源和规划局'],
  ['文广旅局', '文化广电和旅游局'],
  ['文旅局', '文化和旅游局'],
  ['医保局', '医疗保障局'],
  ['审批局', '行政审批局'],
  ['应急局', '应急管理局'],
  ['交通局', '交通运输局'],
  ['环保局', '环境保护局'],
  ['科创委', '科技创新委员会'],
  ['科技厅', '科学技术厅'],
  ['科技局', '科学技术局'],
  ['科技部', '科学技术部'],
  ['科委', '科学技术委员会'],
  ['体改委', '体制改革委员会'],
  ['纪委监委', '纪律检查委员会监察委员会'],
  ['纪委', '纪律检查委员会'],
  ['监委', '监察委员会'],
  ['编办', '机构编制委员会办公室'],
  ['网信办', '互联网信息办公室'],
  ['政法委', '政法委员会'],
  ['贸促会', '国际贸易促进委员会'],
  // Bodies of the people.
  ['人大常委会', '人民代表大会常务委员会'],
  ['人大', '人民代表大会'],
  ['政协', '人民政治协商会议'],
  ['工商联', '工商业联合会'],
  ['妇联', '妇女联合会'],
  ['残联', '残疾人联合会'],
  ['文联', '文学艺术界联合会'],
  ['侨联', '归国华侨联合会'],
  ['团委', '共青团委员会'],
  ['科协', '科学技术协会'],
  ['红会', '红十字会'],
  ['法院', '人民法院'],
  ['检察院', '人民检察院'],
  // Learning and research.
  ['中科院', '中国科学院'],
  ['社科院', '社会科学院'],
  ['农科院', '农业科学院'],
  ['产研院', '产业技术研究院'],
  ['工研院', '工业技术研究院'],
  ['交大', '交通大学'],
  ['理工', '理工大学'],
  ['工大', '工业大学'],
  ['师大', '师范大学'],
  ['医大', '医科大学'],
  ['农大', '农业大学'],
  ['财大', '财经大学'],
  ['职院', '职业学院'],
  ['高职院', '高等职业技术学院'],
  ['附院', '附属医院'],
  ['附中', '附属中学'],
  // Zones.
  ['经开区', '经济技术开发区'],
  ['高新区', '高新技术产业开发区'],
  ['综保区', '综合保税区'],
  ['自贸区', '自由贸易试验区'],
  ['自贸试验区', '自由贸易试验区'],
  ['科创园', '科技创新园'],
  // Money and trade.
  ['工行', '工商银行'],
  ['农行', '农业银行'],
  ['建行', '建设银行'],
  ['招行', '招商银行'],
  ['社科联', '社会科学界联合会'],
  ['农商行', '农村商业银行'],
  ['城投', '城市建设投资'],
  ['创投', '创业投资'],
  ['管委会', '管理委员会'],
  ['筹委会', '筹备委员会'],
]

const bySize = [...SHORT].sort(([one], [other]) => other.length - one.length)
/** 交大学 is no 交大 with a 学 after it, and 发改委员会 has its end already. */
const notBefore: Readonly<Record<string, string>> = { 大: '(?!学)', 委: '(?!员)', 办: '(?!公)', 理工: '(?![大学])' }
const any = new RegExp(
  bySize.map(([short]) => short + (notBefore[short] ?? notBefore[short.slice(-1)] ?? '')).join('|'),
  'g',
)
const full = new Map(SHORT)
const words = [...new Set(SHORT.map(([, long]) => long))].sort((one, other) => other.length - one.length)
const written = new RegExp(words.join('|'), 'g')

/**
 * A name with its short forms written out: 市发改委 becomes 市发展和改革委员会. What is written out already stays, so that writing out twice
 * is writing out once.
 */
export function writtenOut(name: string): string {
  let out = ''
  let from = 0
  for (const { 0: word, index } of name.matchAll(written)) {
    out += name.slice(from, index).replace(any, short => full.get(short) ?? short) + word
    from = index + word.length
  }
  return out + name.slice(from).replace(any, short => full.get(short) ?? short)
}

/** Whether a name has a short form that is known. */
export const isShortened = (name: string): boolean => writtenOut(name) !== name
