/**
 * How long a delivery is tried, and what its troubles are called.
 *
 * @basis ours (docs/adr/0011-one-text-message-at-most.md); limits, receipts and codes as Tencent Cloud documents SMS
 * 2021-01-11 and VMS 2020-09-02.
 */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** After this long a message that never left is given up: it lies in the inbox, and its day is over. */
export const giveUpAfterMs = 24 * hour;
/** A call that has not reported back by then belongs to a process that died. */
export const claimMs = minute;

const firstPauseMs = 30 * second;
const longestPauseMs = 30 * minute;

/**
 * Pause before the next attempt after `attempts` of them: doubling from half a minute to half an hour.
 * `chance` in [0, 1) spreads attempts by up to a quarter, so that those who failed together do not return together.
 */
export const pauseAfter = (attempts: number, chance: number): number => {
  const doubled = Math.min(firstPauseMs * 2 ** Math.max(0, attempts - 1), longestPauseMs);
  return Math.round(doubled * (1 + chance / 4));
};

// Carriers' receipts reach back seven days; the last question is asked within them.
const receiptsLastMs = 7 * 24 * hour - hour;

/**
 * When to ask the provider about a message it took (or may have taken) `ageMs` ago: soon at first, since carriers
 * mostly report within seconds, then ever more seldom. Null: nothing more is to be expected. While the provider itself
 * does not answer, asking goes on for as long as receipts are kept.
 */
export const askAgainAfter = (ageMs: number, isProviderSilent: boolean): number | null =>
  ageMs >= (isProviderSilent ? receiptsLastMs : giveUpAfterMs)
    ? null
    : Math.max(15 * second, Math.min(ageMs, 2 * hour));

/** Facts of a card by label, as a template's parameters name them; 标题 and 正文 are the card's own. */
export interface Fillable {
  title: string;
  text: string;
  facts: readonly { label: string; value: string }[];
}

// Carriers cut a text at 500 characters and a call at 350; no single word of ours may use it all up.
const longestParameter = 60;

/** The values for a template's `{1}`, `{2}` …; a fact that a card does not have is a dash, never a shifted value. */
export const fillTemplate = (card: Fillable, names: readonly string[]): string[] =>
  names.map((name) => {
    // By whole characters: a rare one in a name takes two units, and half of it is none.
    const characters = [...(valueIn(card, name).trim() || '—')];
    const isLong = characters.length > longestParameter;
    return isLong ? `${characters.slice(0, longestParameter - 1).join('')}…` : characters.join('');
  });

function valueIn(card: Fillable, name: string): string {
  if (name === '标题') return card.title;
  if (name === '正文') return card.text;
  return card.facts.find((fact) => fact.label === name)?.value ?? '';
}

const ownReasons: Record<string, string> = {
  timeout: '服务商没有及时回答，正在查询是否已经发出。',
  unreachable: '连接服务商时中断。',
  nonsense: '服务商的回答无法识别。',
  circuit_open: '服务商暂时不可用，稍后自动再发。',
  interrupted: '发送时服务中断，正在查询是否已经发出。',
  no_phone: '这个人没有登记手机号，请补登。',
  no_account: '这个人还没有绑定这个平台的账号，请提醒本人登录一次。',
  no_consent: '本人没有同意微信提醒，或者同意的次数已经用完。消息在消息箱里。',
  same_text: '同样的内容今天已经发给过这个人，不再重发。',
  person_daily_limit: '今天发给这个人的通知已到上限，明天自动再发。',
  no_template: '这类消息还没有配置模板，请联系系统管理员。',
  channel_missing: '本系统没有接通这种方式，消息只进了消息箱。',
  settled: '还没有发出，事情已经有了结果，不用再发。',
  replaced: '还没有发出，之后又呼叫了一次，由新的一次代替。',
  outcome_unknown: '查不到是否发出，没有再发，以免重复打扰。消息在消息箱里。',
  internal: '系统处理时出错，稍后自动再试；持续出现请联系系统管理员。',
};

// The first that fits: what is narrow comes before what is wide.
const reasons: readonly [RegExp, string][] = [
  [/^dingtalk_143(10|20)6$/, '同样的内容今天已经发给过这个人，钉钉没有再发。'],
  [/^dingtalk_143(10|20)5$/, '今天发给这个人的通知已到上限，明天自动再发。'],
  [/^dingtalk_(user_invalid|33012|60121|400002)$|^param\.userId/, '钉钉里找不到这个人，请核对通讯录。'],
  [/^dingtalk_(90\d{3}|143103|143104|143203|143204|Throttling\S*|429)$/, '发送太快，稍后自动再发。'],
  [/^dingtalk_1430002$|contentUnsafe/, '内容被钉钉拦截。消息在消息箱里。'],
  [
    /^dingtalk_(88|40\d{3}|41001|42001|60011|50002|50004|52013|credentials_refused|Forbidden\S*|Invalid\S*)$/,
    '钉钉应用的密钥或权限不对，请系统管理员检查配置。',
  ],
  [/^(param\.|card)\S*template/i, '钉钉卡片模板不对或没有发布，请系统管理员检查。'],
  [/^wechat_43101$/, '本人没有同意或已关闭微信提醒。消息在消息箱里。'],
  [/^wechat_40037$/, '微信订阅消息的模板不对，请系统管理员检查。'],
  [/^wechat_47003$/, '内容不符合微信模板的格式，没有发出。请系统管理员检查模板。'],
  [/^wechat_40003$/, '微信里找不到这个人，请本人重新登录一次。'],
  [/^wechat_41030$/, '消息要打开的页面还没有发布，请系统管理员检查。'],
  [/^wechat_45009$/, '今天的发送总量已到上限，明天自动再发。'],
  [/^wechat_45011$/, '发送太快，稍后自动再发。'],
  [/^wechat_-1$/, '微信的系统繁忙，稍后自动再发。'],
  [/^wechat_(400\d\d|40125|40164|41\d{3}|42001)$/, '微信小程序的密钥或权限不对，请系统管理员检查配置。'],
  [/SameContentDailyLimit/, '同样的内容今天已经发给过这个号码，不再重发。'],
  [/PhoneNumber\w+Limit|DeliveryFrequencyLimit/, '这个号码接收太频繁，稍后自动再发。'],
  [/DailyLimit/, '今天的发送总量已到上限，明天自动再发。'],
  [/RequestLimitExceeded/, '发送太快，稍后自动再发。'],
  [/InsufficientBalance|Arrears/, '余额不足或欠费，请充值，之后自动再发。'],
  [/TemplateParameter|ProhibitedUseUrl/, '内容里有服务商不接收的字，没有发出。消息在消息箱里。'],
  [/SignatureIncorrect|Template|MissingSign/, '签名或模板未通过审核，请系统管理员检查。'],
  [
    /^AuthFailure|^UnauthorizedOperation|SdkAppId|Sig|RequestTimeException/,
    '账号、密钥或权限不对，请系统管理员检查配置。',
  ],
  [/IncorrectPhoneNumber|CalledNumberVerifyFail/, '手机号格式不对，请核对登记的号码。'],
  [/Blacklist/, '这个号码拒收短信。'],
  [/SensitiveWord|DirtyWord/, '内容被服务商拦截。'],
  [/^(http_|dingtalk_http_|wechat_http_)/, '服务商的系统暂时出错。'],
  [/ContentLengthLimit/, '内容太长，服务商没有接收。'],
];

/** A code in words for the overseer; what nobody has met before is named as it came. */
export const deliveryReason = (code: string | null): string | null => {
  if (code === null) return null;
  const own = ownReasons[code] ?? reasons.find(([pattern]) => pattern.test(code))?.[1];
  return own ?? `服务商答复：${code}。`;
};
