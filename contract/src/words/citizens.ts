export const zh = {
  'citizens.not-found': '没有这个人的资料，或已经删除。',
  'citizens.region-not-found': '这里没有这个地区。',
  'citizens.not-signed-in': '还没有登录。用手机号和验证码登录后再办。',
  'citizens.code-too-many': '验证码刚发过，或今天已发满10次。{seconds}秒后可以再发。',
  'citizens.code-wrong': '验证码不对，或已过5分钟、试满5次。可以再发一个。',
  'citizens.address-too-many': '这个网络里要验证码的人太多，{seconds}秒后可以再发。',
  'citizens.sender-unavailable': '主办方还没有接通短信，暂时不能登录。要主办方在启动时设 JIANGHAI_SENDER。',
  'citizens.carrier-unavailable': '短信没有发出去。没有计次，可以马上再发。',
  'citizens.sender-unfit': 'JIANGHAI_SENDER 写得不对。可以写 file:文件路径，或 https:// 开头的网址。',
  'citizens.consent-old': '同意书已有新的一版。重新打开这一页，看过新的再同意。',
} as const

export const en: Record<keyof typeof zh, string> = {
  'citizens.not-found': 'Nothing is kept about this person, or it was deleted.',
  'citizens.region-not-found': 'There is no such region here.',
  'citizens.not-signed-in': 'Not signed in. Sign in with a mobile number and the code sent to it.',
  'citizens.code-too-many':
    'A code was sent just now, or ten were sent today. Another can be sent in {seconds} seconds.',
  'citizens.code-wrong': 'The code is wrong, older than 5 minutes, or was tried 5 times. Another can be sent.',
  'citizens.address-too-many': 'Too many codes were asked for from this network. Try again in {seconds} seconds.',
  'citizens.sender-unavailable':
    'The organiser has not connected text messages yet, so nobody can sign in. JIANGHAI_SENDER is to be set at start.',
  'citizens.carrier-unavailable': 'The message could not be sent. It was not counted; try again at once.',
  'citizens.sender-unfit': 'JIANGHAI_SENDER is not right. Write file:PATH, or an address that begins with https://.',
  'citizens.consent-old': 'There is a newer text to agree to. Open this page again and read it first.',
}
