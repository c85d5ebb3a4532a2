/** What two articles are to each other, as a person says: the same, one a correction of the other, or different. */
export type Label = 'same' | 'correction' | 'different'
export type Pair = { label: Label; about: string; first: string; second: string }

const port =
  '沿江物流走廊开进第三座码头\n本报讯 昨天，江海演示物流集团有限公司与南通演示港务局在崇川区签署合作框架协议，共建沿江物流走廊。市交通运输局局长沈怀舟出席签约仪式并讲话。走廊总投资42亿元，首期建设两座仓库。沈怀舟要求各承建单位本月底前排出施工计划，每月报送一次进度。天色将晚，码头上仍有人驻足张望。'
const figures =
  '4月份港口吞吐量公布\n市统计局发布数据，2025年4月，全市港口货物吞吐量2150万吨，同比增长3.2%。集装箱吞吐量19.8万标箱，环比持平。其中外贸货物吞吐量486万吨，同比增长1.7%。1至4月，全市港口累计完成货物吞吐量8320万吨，同比增长2.9%。'
const meeting =
  '科技创新双月例会召开\n本报讯 昨天下午，市委召开科技创新双月例会，听取各地各部门工作汇报，点评上两个月重点任务完成情况。市委书记陆景澄主持会议并讲话。会议通报，截至目前全市高新技术企业达3620家，今年新增128家；签约科技项目56个，开工41个。陆景澄强调，要把清单上的事一件一件办完，逾期的说明原因。'
const signing =
  '海晟海上风电运维基地签约\n本报讯 5日下午，海晟能源集团与如东县人民政府签署投资协议，海晟海上风电运维基地项目落户如东。项目总投资15.6亿元，占地210亩，将建设备件库和培训中心，计划2025年年底前开工，2027年投用。海晟能源集团董事长魏听松、副市长顾柏年出席签约仪式。'
const inspection =
  '不打招呼看六处 找出六个具体问题\n本报讯 昨天上午，副市长顾柏年带队对城市长效管理开展“四不两直”检查，先后看了六处地方。正在改造的城西农贸市场，临时摊位挤占消防通道；望江家园的地下智能车库通风不足；和平里商业街的非机动车停放越过了黄线。顾柏年要求崇川区会同市消防救援支队，两个月内完成整改。'

/**
 * Pairs written for this measure. The hard ones are those of the same form that tell of different things: the figures of another month, the
 * next meeting of a series, a signing told in the same words.
 */
export const pairs: readonly Pair[] = [
  {
    label: 'same',
    about: '另一家报纸，标题和电头不同',
    first: port,
    second: `第三座码头接入沿江物流走廊\n江海晚报讯（记者 闻溪）12日，江海演示物流集团有限公司与南通演示港务局在崇川区签署合作框架协议，共建沿江物流走廊。市交通运输局局长沈怀舟出席签约仪式并讲话。走廊总投资42亿元，首期建设两座仓库。沈怀舟要求各承建单位本月底前排出施工计划，每月报送一次进度。`,
  },
  {
    label: 'same',
    about: '摘要',
    first: port,
    second:
      '沿江物流走廊签约\n江海演示物流集团有限公司与南通演示港务局签署合作框架协议，共建沿江物流走廊。走廊总投资42亿元，首期建设两座仓库。',
  },
  {
    label: 'same',
    about: '全角半角、标点和分行不同',
    first: figures,
    second: figures
      .replaceAll('，', ',')
      .replaceAll('2150', '２１５０')
      .replaceAll('。', '。\n')
      .replace('4月份', '４月份'),
  },
  {
    label: 'same',
    about: '段落次序不同',
    first: meeting,
    second:
      '全市高新技术企业达3620家\n市委科技创新双月例会通报，截至目前全市高新技术企业达3620家，今年新增128家；签约科技项目56个，开工41个。市委书记陆景澄主持会议并讲话。陆景澄强调，要把清单上的事一件一件办完，逾期的说明原因。会议听取各地各部门工作汇报，点评上两个月重点任务完成情况。',
  },
  {
    label: 'same',
    about: '补了一段背景',
    first: signing,
    second: `${signing}\n据了解，如东是全省海上风电装机规模最大的县，目前已有9家运维企业落户，形成从叶片、塔筒到安装船的完整链条。近年来当地围绕风电母港建设，先后出台了用地、用海、人才等方面的扶持政策，引来一批上下游企业。`,
  },
  { label: 'same', about: '两篇合一篇', first: figures, second: `${port}\n${figures}` },
  {
    label: 'same',
    about: '检查报道的删节',
    first: inspection,
    second:
      '副市长顾柏年带队开展“四不两直”检查\n昨天上午，副市长顾柏年带队对城市长效管理开展“四不两直”检查。正在改造的城西农贸市场，临时摊位挤占消防通道；望江家园的地下智能车库通风不足。顾柏年要求崇川区会同市消防救援支队，两个月内完成整改。',
  },
  { label: 'correction', about: '一个数改了', first: figures, second: figures.replace('2150万吨', '2160万吨') },
  {
    label: 'correction',
    about: '两个数改了',
    first: figures,
    second: figures.replace('2150万吨', '2160万吨').replace('同比增长3.2%', '同比增长3.6%'),
  },
  { label: 'correction', about: '人名改了', first: port, second: port.replaceAll('沈怀舟', '沈怀周') },
  {
    label: 'correction',
    about: '金额和面积改了',
    first: signing,
    second: signing.replace('15.6亿元', '16.5亿元').replace('210亩', '201亩'),
  },
  {
    label: 'correction',
    about: '职务改了',
    first: signing,
    second: signing.replace('副市长顾柏年', '市政府秘书长顾柏年'),
  },
  {
    label: 'correction',
    about: '加了更正说明',
    first: meeting,
    second: `更正：昨日本报第1版所刊数据有误，现更正如下。\n${meeting.replace('3620家', '3602家')}`,
  },
  {
    label: 'different',
    about: '下一个月的数',
    first: figures,
    second:
      '5月份港口吞吐量公布\n市统计局发布数据，2025年5月，全市港口货物吞吐量2231万吨，同比增长4.1%。集装箱吞吐量20.4万标箱，环比增长3.0%。其中外贸货物吞吐量502万吨，同比增长2.4%。1至5月，全市港口累计完成货物吞吐量10551万吨，同比增长3.1%。',
  },
  {
    label: 'different',
    about: '上一年同月的数',
    first: figures,
    second:
      '4月份港口吞吐量公布\n市统计局发布数据，2024年4月，全市港口货物吞吐量2083万吨，同比增长5.9%。集装箱吞吐量19.1万标箱，环比下降0.6%。其中外贸货物吞吐量478万吨，同比增长6.3%。1至4月，全市港口累计完成货物吞吐量8085万吨，同比增长6.0%。',
  },
  {
    label: 'different',
    about: '下一次例会',
    first: meeting,
    second:
      '科技创新双月例会召开\n本报讯 昨天下午，市委召开科技创新双月例会，听取各地各部门工作汇报，点评上两个月重点任务完成情况。市委书记陆景澄主持会议并讲话。会议通报，截至目前全市高新技术企业达3755家，今年新增263家；签约科技项目71个，开工58个。陆景澄强调，要盯住没有开工的项目，把卡住的环节逐个打通。',
  },
  {
    label: 'different',
    about: '同样写法的另一份签约',
    first: signing,
    second:
      '澜石生物医药中试基地签约\n本报讯 9日上午，澜石生物科技公司与海门区人民政府签署投资协议，澜石生物医药中试基地项目落户海门。项目总投资8.3亿元，占地95亩，将建设中试车间和检测中心，计划2025年10月开工，2026年投用。澜石生物科技公司董事长白映、副市长顾柏年出席签约仪式。',
  },
  {
    label: 'different',
    about: '同一人的另一次检查',
    first: inspection,
    second:
      '再看六处 旧问题改了四个\n本报讯 昨天上午，副市长顾柏年带队对城市长效管理开展“四不两直”检查，回头看上月查过的六处地方。城西农贸市场的消防通道已经腾空，望江家园的地下智能车库装上了新风机，和平里商业街划出了停车区。还有两处没有改完，顾柏年要求当场排出时间表。',
  },
  {
    label: 'different',
    about: '同一家企业的另一件事',
    first: port,
    second:
      '江海演示物流集团招录新员工\n本报讯 江海演示物流集团有限公司日前举行校园招聘会，面向物流、机械、信息三个专业招录毕业生86人。公司人力资源部负责人介绍，今年的岗位比去年多两成，起薪也有提高，新员工将先在崇川区的两座仓库轮岗半年。',
  },
  {
    label: 'different',
    about: '同一件事的评论',
    first: port,
    second:
      '码头的灯为什么亮到深夜\n一条走廊，三座码头。签约的第二天，记者再到江边，吊机没有停，卡车排到了路口。搬运工老周说，以前货到了要等两天，现在当天就走。物流不是把货从这边挪到那边，而是把时间省下来。省下来的时间，就是一座城市的竞争力。',
  },
  {
    label: 'different',
    about: '两张图片的说明',
    first: '图片新闻\n昨天，濠河边的樱花开了，市民纷纷前来拍照留念。',
    second: '图片新闻\n昨天，滨江公园的郁金香开了，市民纷纷前来拍照留念。',
  },
]
