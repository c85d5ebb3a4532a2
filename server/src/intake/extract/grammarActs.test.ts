import { describe, expect, test } from 'vitest'
import type { FactKind } from '#contract/extraction.ts'
import { factsOf, read as readPage } from './testing/read.ts'

/** What an article states of one kind, where it is about something done: projects, signings, events, tasks, agendas. */
const read = <Kind extends FactKind>(kind: Kind, text: string, title = '我市推进重点工作') =>
  factsOf(readPage(`# ${title}\n\n本报讯 ${text}\n\n记者 陈一鸣`, { issueDate: '2025-03-08' }), kind)

describe('a project', () => {
  test('has the amount and the investor that stand before its name, and keeps them from the next', () => {
    const text =
      '在大安区，总投资52亿元的金澜科技海上风电产业园二期项目塔吊林立，预计明年6月投产，达产后年销售80亿元。润澜精密机械有限公司投资3.2亿美元建设的高端轴承项目，土建已完成八成；总投资35亿元的恒澜碳纤维扩建项目，由恒澜股份有限公司投资建设，一期投资15亿元。'
    expect(
      read('project', text).map(({ name, stage, parties, amounts }) => [
        name,
        stage,
        parties,
        amounts.map(({ value, what }) => `${what} ${value}`),
      ]),
    ).toEqual([
      ['金澜科技海上风电产业园二期项目', '在建', [], ['总投资 52', '年销售 80']],
      ['高端轴承项目', '在建', ['润澜精密机械有限公司'], ['投资 3.2']],
      ['恒澜碳纤维扩建项目', null, ['恒澜股份有限公司'], ['总投资 35', '一期投资 15']],
    ])
  })

  test('has the last stage reached, and none that is only planned', () => {
    const staged = (text: string) => read('project', text).map(({ name, stage }) => [name, stage])
    expect(staged('睿澜医药基地项目于2023年3月开工，今年8月通过竣工验收，预计年底试生产。')).toEqual([
      ['睿澜医药基地项目', '竣工验收'],
    ])
    expect(staged('此前签约的东澜能源丙烷脱氢三期项目因市场原因已终止。')).toEqual([
      ['东澜能源丙烷脱氢三期项目', '终止'],
    ])
    expect(staged('射阳县，远澜能源产业园一期已于今年3月投产，二期计划年内开工。')).toEqual([
      ['远澜能源产业园一期', '投产'],
    ])
  })

  test('keeps a dash in its name, is known without its last word, and what is visited is one', () => {
    expect(read('project', '昨天，克恩—里伯斯精密零部件三期等7个项目开工。').map(({ name }) => name)).toContain(
      '克恩—里伯斯精密零部件三期',
    )
    const [works] = read(
      'project',
      '昨天，甬澜实验室二期工程开工。\n甬澜实验室二期规划用地312亩，概算总投资45.9亿元，由宁波市轨道交通集团代建。',
    )
    expect(works).toMatchObject({ parties: ['宁波市轨道交通集团'], amounts: [{ value: 45.9, what: '概算总投资' }] })
    expect(works?.capacity).toMatchObject([{ value: 312, what: '用地' }])
    expect(read('project', '检查组来到镜湖新区金澜大道改造工程、袍江三期项目工地。').map(({ name }) => name)).toContain(
      '镜湖新区金澜大道改造工程',
    )
  })

  test('is not how many were begun in a time, nor what somebody declares', () => {
    expect(read('project', '今年以来，全市新开工亿元以上项目186个。')).toEqual([])
    expect(read('project', '截至10月底，34个项目已全部开工，162个市级项目开工148个。')).toEqual([])
    expect(read('project', '代表视察了捷澜微功率半导体“车规级”封测项目。')).toMatchObject([
      { name: '捷澜微功率半导体“车规级”封测项目' },
    ])
    expect(read('project', '太仓市委书记汪明元宣布项目开工。')).toEqual([])
    expect(read('project', '31个项目通过线上签约落户，总投资超150亿元。')).toMatchObject([{ count: 31 }])
  })
})

test('two bodies that sign to build something together agree; “both sides” are those the report begins with', () => {
  expect(read('agreement', '昨天，无锡高新区管委会与南京理工大学签约共建未来感知研究院。')).toMatchObject([
    { parties: ['无锡高新区管委会', '南京理工大学'], subject: '共建未来感知研究院' },
  ])
  expect(
    read(
      'agreement',
      '昨天，市政府与哈尔滨工业大学举行工作会商会议。会上，双方签订共建研究院二期协议。12家企业与高校院所达成合作意向。',
    ),
  ).toMatchObject([{ parties: ['市政府', '哈尔滨工业大学'] }])
  expect(
    read('agreement', '江澜电容器股份有限公司、帝澜微电子股份有限公司等11家企业分别与中科院院所达成产学研合作。'),
  ).toMatchObject([{ parties: ['江澜电容器股份有限公司', '帝澜微电子股份有限公司', '中科院院所'] }])
  expect(read('agreement', '三地市场监管局签订《检测结果互认备忘录》。')).toMatchObject([
    { parties: ['三地市场监管局'] },
  ])
  expect(read('agreement', '余姚市人民政府与临港新片区管委会在上海续签共建协议。')[0]?.parties).toEqual([
    '余姚市人民政府',
    '临港新片区管委会',
  ])
})

describe('an event', () => {
  const names = (text: string) => read('event', text).map(({ name }) => name)

  test.each([
    ['昨日，市政协召开“加快科创走廊建设”专题协商会。', ['“加快科创走廊建设”专题协商会']],
    ['今天上午，诸暨智造飞地在杭州滨江区揭牌。', ['诸暨智造飞地揭牌']],
    ['昨天，长三角示范区“跨域中试联盟”在吴江开发区成立。', ['长三角示范区“跨域中试联盟”成立']],
    ['昨晚，区长徐军带队，对全区在建工地安全生产情况进行突击检查。', ['突击检查全区在建工地安全生产情况']],
    ['昨天，调研组对审议意见落实情况开展“回头看”。', ['“回头看”审议意见落实情况']],
    ['昨天，市长万华拜访中国信息通信研究院、华为技术有限公司，与其座谈。', ['拜访中国信息通信研究院等']],
    ['第十九届台商论坛9日在淮安举行。', ['第十九届台商论坛']],
    ['签约前，崔荣与张骏一行举行座谈。', ['与张骏一行座谈']],
    ['昨天，市人大代表围绕“跨江融合”开展专题视察。', ['“跨江融合”专题视察']],
    ['昨天，“澜城科技成果对接活动”在高新区举办。', ['澜城科技成果对接活动']],
    ['“全民普及有奖竞答”首轮抽奖昨天在医保中心举行。', ['“全民普及有奖竞答”首轮抽奖']],
    ['19日，两地政协在园区开展“科创飞地”联合协商。', ['“科创飞地”联合协商']],
    ['19日，市人大常委会就科技创新工作开展专题询问。', ['科技创新工作专题询问']],
    ['昨晚，对接会暨第六届“英才”创业周闭幕式在会展中心举行。', ['对接会暨第六届“英才”创业周闭幕式']],
    ['基地项目于2023年3月开工。', ['基地项目开工']],
    ['下一步将每季度召开一次联席会议。', []],
    ['研究院将选派专家赴泰州开展调研。', []],
  ])('is what was held or done, not what is to come: %s', (text, expected) => {
    expect(names(text)).toEqual(expected)
  })
})

describe('a task', () => {
  const tasks = (text: string) =>
    read('task', text).map(({ statedBy, assignee, modality, what }) => [statedBy, assignee, modality, what])

  test.each([
    [
      '会议强调，要紧盯“九小场所”等重点领域，11月底前完成整改。',
      [['会议', null, 'instruction', '紧盯“九小场所”等重点领域，11月底前完成整改']],
    ],
    [
      '市长周伟在主持时说，各地各部门要对照会议要求，逐项细化任务清单。市政府督查室要每月通报一次进展。',
      [
        ['周伟', '各地各部门', 'instruction', '对照会议要求，逐项细化任务清单'],
        ['周伟', '市政府督查室', 'instruction', '每月通报一次进展'],
      ],
    ],
    [
      '副市长杨晓阳表示，将把委员建议逐条梳理，形成任务清单。',
      [['杨晓阳', null, 'commitment', '将把委员建议逐条梳理，形成任务清单']],
    ],
    ['市政协委员张颖认为，应建立校地对接机制。', [['张颖', null, 'request', '应建立校地对接机制']]],
    [
      '办公室副主任孙国平说，下一步将每季度召开一次联席会议。',
      [['孙国平', null, 'commitment', '下一步将每季度召开一次联席会议']],
    ],
    [
      '市长汤飞要求参建各方把好质量关、安全关，市直有关部门主动靠前服务，确保工程如期建成。',
      [
        ['汤飞', '参建各方', 'instruction', '把好质量关、安全关'],
        ['汤飞', '市直有关部门', 'instruction', '主动靠前服务，确保工程如期建成'],
      ],
    ],
    [
      '副市长刘洪要求，启东、崇川要在11月10日前拿出整改方案。',
      [['刘洪', '启东、崇川', 'instruction', '在11月10日前拿出整改方案']],
    ],
    ['代表对重点督办建议办理情况进行视察。', []],
    [
      '会议要求，各县（市、区）于11月30日前上报四季度签约项目。',
      [['会议', '各县（市、区）', 'instruction', '于11月30日前上报四季度签约项目']],
    ],
    [
      '区委书记沈旭强调，奖惩要动真格，年底兑现。市科技局局长李尚回应：明年新建中试平台10个以上。',
      [
        ['沈旭', null, 'instruction', '奖惩要动真格，年底兑现'],
        ['李尚', null, 'commitment', '明年新建中试平台10个以上'],
      ],
    ],
    [
      '办公室副主任凌峰表示，对未开工项目将逐个“过堂”，11月底前仍未取得许可证的，报请市政府调出计划。',
      [['凌峰', null, 'commitment', '对未开工项目将逐个“过堂”，11月底前仍未取得许可证的，报请市政府调出计划']],
    ],
    [
      '市人大常委会主任葛琴指出，各级人大要对去年交办的11件代表建议逐件跟踪问效。',
      [['葛琴', '各级人大', 'instruction', '对去年交办的11件代表建议逐件跟踪问效']],
    ],
  ])('is of whom it is asked, by who speaks: %s', (text, expected) => {
    expect(tasks(text)).toEqual(expected)
  })

  test('is put by a list on who leads it', () => {
    const text =
      '清单明确，由海门区政府与宝山区政府牵头，共建离岸孵化器，2026年3月底前建成投用；由市科技局负责，开放大型科学仪器326台。'
    expect(tasks(text)).toEqual([
      ['清单', '海门区政府与宝山区政府', 'instruction', '共建离岸孵化器，2026年3月底前建成投用'],
      ['清单', '市科技局', 'instruction', '开放大型科学仪器326台'],
    ])
  })
})

test('an agenda is told matter by matter, each once, in the order printed', () => {
  const text =
    '昨天，市长陆东主持召开市政府第48次常务会议，研究优化营商环境、科技成果转化、火灾防控等工作。会议听取了全市优化营商环境工作情况汇报，审议了《优化营商环境条例（草案）》、关于推进“无废城市”建设的实施意见、第四批市级重点产业链名单。会议研究了保税区扩区、国有企业债务管理等事项。'
  expect(read('agenda-item', text).map(({ order, mode, item }) => [order, mode, item])).toEqual([
    [1, '研究', '科技成果转化'],
    [2, '研究', '火灾防控'],
    [3, '听取', '全市优化营商环境工作情况汇报'],
    [4, '审议', '《优化营商环境条例（草案）》'],
    [5, '审议', '关于推进“无废城市”建设的实施意见'],
    [6, '审议', '第四批市级重点产业链名单'],
    [7, '研究', '保税区扩区'],
    [8, '研究', '国有企业债务管理'],
  ])
})

describe('a page', () => {
  test('tells days from where a report was sent, and who wrote it however it is set', () => {
    const page =
      '智造飞地揭牌\n本报诸暨11月6日电（记者吴越 鄞州区委报道组 续大治）今天上午，智造飞地在杭州揭牌，八家企业首批入驻，各方表示欢迎。\n\n通报印发\n本报讯 近日，市政府办公室印发《若干措施》，自下月起施行，有效期三年，各地执行。\n（泰轩）'
    const [sent, signed] = readPage(page, { issueDate: '2025-11-07' }).articles
    expect(sent?.datelines.map(({ text, resolved }) => [text, resolved])).toEqual([
      ['11月6日', '2025-11-06'],
      ['今天上午', '2025-11-06'],
    ])
    expect(sent?.bylines.map(({ name, role }) => [name, role])).toEqual([
      ['吴越', '记者'],
      ['续大治', '通讯员'],
    ])
    expect(signed?.bylines.map(({ name }) => name)).toEqual(['泰轩'])
  })

  test('keeps what is continued from another page, a notice of a firm, and no folio', () => {
    const page =
      '2版 综合\n\n灯色亮出进度\n晚报讯 昨天，督查平台亮灯，三个项目转绿，其余仍在推进之中。\n记者 袁媛\n\n宝澜科技有限公司减资公告\n经股东会决议，本公司注册资本减至\n2000万元，请债权人申报债权。\n\n（上接1版）要突出重点区域联动，\n各园区要主动承接。'
    const { articles } = readPage(page, { issueDate: '2025-11-21' })
    expect(articles.map(({ kind, title }) => [kind, title])).toEqual([
      ['news', '灯色亮出进度'],
      ['notice', '宝澜科技有限公司减资公告'],
      ['news', '（上接1版）要突出重点区域联动，各园区要主动承接'],
    ])
  })

  test('keeps a notice with its telephone, and begins anew behind the head of a section', () => {
    const page =
      '## 关于公开遴选专家顾问的公告\n\n根据工作需要，现面向社会公开遴选专家顾问30名，报名时间截至2025年11月15日，联系电话0513-85098765。\n\n## 图片新闻\n\n昨天，在海缆基地，工人在吊装海缆。 许军 摄'
    const { articles, issueDate } = readPage(page, { issueDate: null })
    expect(articles.map(({ kind }) => kind)).toEqual(['notice', 'photo'])
    expect(issueDate.value).toBeNull()
  })
})

describe('a list of projects', () => {
  const staged = (text: string) => read('project', text).map(({ name, stage }) => `${name} ${stage}`)
  test.each([
    [
      '此次签约的项目包括：睿澜科技股份有限公司投资的G8.6代显示配套项目、安澜半导体有限公司12英寸光刻掩膜版项目、默澜集团华东总部项目等。',
      ['G8.6代显示配套项目 签约', '安澜半导体有限公司12英寸光刻掩膜版项目 签约', '默澜集团华东总部项目 签约'],
    ],
    [
      '弗澜电池璧山三期、京澜绵阳显示模组、顺澜西部航空货运枢纽等一批标志性项目落地。',
      ['弗澜电池璧山三期 落地', '京澜绵阳显示模组 落地', '顺澜西部航空货运枢纽 落地'],
    ],
    ['即将签约的项目包括：睿澜科技显示配套项目、默澜集团华东总部项目等。', []],
    [
      '集中开工的项目中，彩澜玻璃基板三期项目总投资46亿元；东方大道快速化改造工程全长7.6公里，概算投资21.3亿元。',
      ['彩澜玻璃基板三期项目 开工', '东方大道快速化改造工程 开工'],
    ],
    ['引江济淮二期工程最后一仓混凝土浇筑完成，标志着该工程主体完工。', ['引江济淮二期工程 主体完工']],
    [
      '烈山区年产30万吨可降解塑料项目未通过环评，已终止；平度石墨负极材料项目进度滞后，仅完成年度投资的35%。',
      ['烈山区年产30万吨可降解塑料项目 终止', '平度石墨负极材料项目 进度滞后'],
    ],
    ['北澜能源集团与乌兰察布市政府签约，拟投资126亿元建设300万千瓦风光制氢项目。', ['300万千瓦风光制氢项目 签约']],
    [
      '三亚新机场临空产业园一期、崖州中心渔港升级改造工程同步开工。',
      ['三亚新机场临空产业园一期 开工', '崖州中心渔港升级改造工程 开工'],
    ],
    [
      '检查组先后来到中澜高温合金四期、京港台高铁邢台段等项目建设现场。',
      ['中澜高温合金四期 在建', '京港台高铁邢台段 在建'],
    ],
    [
      '金澜县高端铝材加工项目因环评手续未办结停工，昆玉市风电制氢项目用地指标未落实，推迟至三季度开工。',
      ['金澜县高端铝材加工项目 停工', '昆玉市风电制氢项目 推迟'],
    ],
    ['福州市金澜保健院新院项目昨日实现主体结构全面封顶，比原计划提前45天。', ['福州市金澜保健院新院项目 封顶']],
    ['新疆天澜年产60万吨乙二醇项目日前通过性能考核，实现达产达标。', ['新疆天澜年产60万吨乙二醇项目 达产']],
    ['新疆天澜年产60万吨乙二醇项目力争年内建成，实现达产达标。', []],
    [
      '睿澜股份公司新能源轨道客车基地占地42万平方米，总投资28.6亿元，标志着该基地正式进入试生产阶段。',
      ['睿澜股份公司新能源轨道客车基地 试生产'],
    ],
    [
      '影都板块17个重点项目已全面复工，可门作业区13号泊位工程获批。',
      ['17个重点项目集中复工 复工', '可门作业区13号泊位工程 获批'],
    ],
    ['今年以来，示范区累计开工项目79个、总投资512亿元；签约项目112个、总投资733亿元。', []],
    ['其中，总投资50.2亿元的太澜智能装备产业园二期，由太澜股份有限公司投资。', ['太澜智能装备产业园二期 null']],
    ['停摆两年多的济南泉澜12英寸芯片制造项目有了新进展。', ['济南泉澜12英寸芯片制造项目 停摆']],
    ['长水国际机场改扩建工程是国家“十四五”重大工程，总投资734.5亿元。', ['长水国际机场改扩建工程 null']],
  ])('%s', (text, expected) => expect(staged(text)).toEqual(expected))
})

test('those whose representatives sign are parties, and what is signed with is no project', () => {
  const text =
    '昨天，珠海市政府、中山大学、招澜工业集团有限公司、澳门大学四方代表签署战略合作框架协议。五澜集团与重庆高新区签约。海口市人民政府还与国家开发银行海南省分行签署合作备忘录。宜宾、泸州、昭通三市召开联席会议，三市政府共同签署《流域保护合作协议》。福建师范大学与台湾东海大学、静宜大学、逢甲大学续签校际交流协议。四会市与中澜集团签约智能仓储物流中心项目，苏州市文旅集团、携澜集团、同程旅行三方签订产品开发协议。'
  expect(read('agreement', text).map(({ parties }) => parties)).toEqual([
    ['珠海市政府', '中山大学', '招澜工业集团有限公司', '澳门大学'],
    ['五澜集团', '重庆高新区'],
    ['海口市人民政府', '国家开发银行海南省分行'],
    ['宜宾', '泸州', '昭通'],
    ['福建师范大学', '台湾东海大学', '静宜大学', '逢甲大学'],
    ['四会市', '中澜集团'],
    ['苏州市文旅集团', '携澜集团', '同程旅行'],
  ])
  expect(read('project', '五澜集团与重庆高新区签约。')).toEqual([])
  expect(read('project', '怀集县与国澜集团签约“茶光互补”200兆瓦光伏发电项目。')).toMatchObject([
    { name: '“茶光互补”200兆瓦光伏发电项目', stage: '签约' },
  ])
})

describe('an event', () => {
  const events = (text: string) => read('event', text).map(({ name }) => name)
  test.each([
    ['昨天，市十五届人大常委会召开第九十二次主任会议。', ['第九十二次主任会议']],
    ['由市文旅局主办的“神都洛阳”文旅知识有奖竞答活动即日起至12月10日举行。', ['“神都洛阳”文旅知识有奖竞答活动']],
    [
      '昨天，国家南繁种业中试基地项目在三亚崖州湾科技城正式动工建设，有关方面将推进金澜大桥开工建设。',
      ['国家南繁种业中试基地项目动工'],
    ],
    ['昨天，市委常委会召开会议，研究重点工作。', ['市委常委会会议']],
    ['市长郑德雁与来访的群山市市长姜任俊举行会谈。', ['与姜任俊会谈']],
    ['两校共建的“乳品智造联合实验室”揭牌。', ['乳品智造联合实验室揭牌']],
    ['今年5月，区政协就“山城步道适老化改造”开展专题协商。', ['“山城步道适老化改造”专题协商']],
  ])('%s', (text, expected) => expect(events(text)).toEqual(expected))
})

describe('what is asked', () => {
  const tasks = (text: string) =>
    read('task', text).map(({ statedBy, assignee, modality, what }) => [statedBy, assignee, modality, what])
  test.each([
    [
      '会议强调，要压紧压实“三管三必须”责任，开展拉网式排查。',
      [['会议', null, 'instruction', '压紧压实“三管三必须”责任，开展拉网式排查']],
    ],
    [
      '市安委会要求，各级各部门要建立问题清单、责任清单，逐一整改销号。',
      [['市安委会', '各级各部门', 'instruction', '建立问题清单、责任清单，逐一整改销号']],
    ],
    [
      '街道办事处现场回应：充电棚选址已初步确定，月底前完成施工招标。',
      [[null, null, 'commitment', '月底前完成施工招标']],
    ],
    [
      '会议决定，成立现场指挥部，由常务副市长任总指挥。',
      [['会议', null, 'resolution', '成立现场指挥部，由常务副市长任总指挥']],
    ],
    ['会议决定，市人大常委会第四十一次会议于11月25日召开。', []],
    [
      '昨天，市委书记宋华英来到产业园调研。他当场责成市城管局、市发投集团拿出方案，一周内解决。',
      [['宋华英', null, 'instruction', '市城管局、市发投集团拿出方案，一周内解决']],
    ],
    [
      '市长郑德雁期待两市在海工装备领域加强合作。姜任俊表示，群山市将组织企业参加国际海洋装备展。',
      [
        ['郑德雁', null, 'request', '两市在海工装备领域加强合作'],
        ['姜任俊', null, 'commitment', '群山市将组织企业参加国际海洋装备展'],
      ],
    ],
    [
      '市财政局副局长陆海答复，明年将安排专项资金。党工委书记马俊当场表态，本月底前成立协调专班。',
      [
        ['陆海', null, 'commitment', '明年将安排专项资金'],
        ['马俊', null, 'commitment', '本月底前成立协调专班'],
      ],
    ],
    ['会议要求，要压实河湖长责任。', [['会议', null, 'instruction', '压实河湖长责任']]],
  ])('%s', (text, expected) => expect(tasks(text)).toEqual(expected))
})

test('an agenda keeps what is quoted, splits what is taught, and has what is agreed to', () => {
  const text =
    '昨天，市长陆东主持召开市政府第49次常务会议，逐项研究“一线”口岸通关、社会面宣传等5方面事项。会议传达学习了党的二十届四中全会精神和省委十二届八次全会精神；研究审定了专项资金分配方案、港口特许经营权转让等有关事项；会前，集体学习了《民营经济促进法》。会议原则同意景区门票价格调整方案。'
  expect(read('agenda-item', text).map(({ mode, item }) => `${mode} ${item}`)).toEqual([
    '研究 “一线”口岸通关',
    '研究 社会面宣传',
    '传达学习 党的二十届四中全会精神',
    '传达学习 省委十二届八次全会精神',
    '研究审定 专项资金分配方案',
    '研究审定 港口特许经营权转让',
    '学习 《民营经济促进法》',
    '原则同意 景区门票价格调整方案',
  ])
})
