export const zh = {
  'model.address-unfit':
    'JIANGHAI_LLM_URL 要是 https 地址，或本机的 http 地址，不带用户名、问号和井号；专用网内的 http 须另设 JIANGHAI_LLM_NETWORK=private-network。',
  'model.name-missing': '设了 JIANGHAI_LLM_URL，就要用 JIANGHAI_LLM_MODEL 写明模型的名字。',
  'model.key-unfit': 'JIANGHAI_LLM_KEY 里有不能放进请求头的字符。',
  'model.limits-unfit': 'JIANGHAI_LLM_LIMITS 里的“{given}”不对；能设的有{known}，写作 per-hour=120。',
  'model.unreachable': '连不上模型的地址',
  'model.timed-out': '等了{seconds}秒没有答完',
  'model.broke-off': '答到一半断了',
  'model.redirected': '它要转到别的地址，没有跟去',
  'model.busy': '它说太忙，试了几次仍不接',
  'model.status': '它答了状态{status}',
  'model.answer-too-large': '答得太长，超过{most}字节',
  'model.answer-cut': '答得太长，被它自己截断',
  'model.answer-unfit': '答的不合约定的格式',
  'model.hour-full': '本地区这一小时已问满{most}次',
  'model.off': '没有接模型。要接，由系统管理员设 JIANGHAI_LLM_URL。',
  'model.fault': '程序自己出了错，已记下',
  'model.stopped': '问到一半程序停了',
} as const

export const en: Record<keyof typeof zh, string> = {
  'model.address-unfit':
    'JIANGHAI_LLM_URL must be an https address, or an http address of this machine, without a user name, question mark or hash; http within a private network needs JIANGHAI_LLM_NETWORK=private-network.',
  'model.name-missing': 'With JIANGHAI_LLM_URL set, JIANGHAI_LLM_MODEL must name the model.',
  'model.key-unfit': 'JIANGHAI_LLM_KEY holds characters that cannot stand in a header.',
  'model.limits-unfit':
    '“{given}” in JIANGHAI_LLM_LIMITS is not right; what can be set is {known}, written as per-hour=120.',
  'model.unreachable': 'its address cannot be reached',
  'model.timed-out': 'it did not finish within {seconds} seconds',
  'model.broke-off': 'it broke off in the middle',
  'model.redirected': 'it pointed to another address, which was not followed',
  'model.busy': 'it said it was too busy, several times',
  'model.status': 'it answered with status {status}',
  'model.answer-too-large': 'its answer was longer than {most} bytes',
  'model.answer-cut': 'its answer was too long and it cut it off',
  'model.answer-unfit': 'its answer was not in the form agreed',
  'model.hour-full': 'this region has asked {most} times this hour already',
  'model.off': 'No model is connected. A system administrator connects one with JIANGHAI_LLM_URL.',
  'model.fault': 'the program itself failed, and it was noted',
  'model.stopped': 'the program stopped in the middle',
}
