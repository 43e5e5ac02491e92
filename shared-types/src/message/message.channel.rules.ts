/**
 * Which way a message goes, what it may hold there, and what a trouble means for the register.
 *
 * @basis ours; limits of work notifications, cards and subscription messages as DingTalk and WeChat document them.
 */
import { timeInWords } from '../kernel/time';
import type { DeliveryChannel } from './message.contract';
import type { Fillable } from './message.delivery.rules';

/** Whole characters, since half of a rare one is none; what is too long ends in an ellipsis. */
export const cutWords = (text: string, most: number): string => {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, Math.max(0, most - 1)).join('')}…` : text;
};

/** Kinds that somebody's safety hangs on go before all others, whatever waits. */
const safety = /^(rescue|hazard|safety|entrapment)\./;
/** Kinds whose day ends today, or for which somebody stands waiting. */
const urgent = new Set([
  'record.to_confirm',
  'record.returned',
  'contract.alarm',
  'face.review_waits',
  'call_out.reported',
  'call_out.dispatched',
  'call_out.declined',
]);

/**
 * 0 goes first. A repeated ring waits for every message of safety that has not been heard of yet, and for nothing else:
 * people in a second lift must not stand behind the fifth call for the first.
 */
export const priorityOf = (kind: string, isRepeat = false): number => {
  if (safety.test(kind)) return isRepeat ? 1 : 0;
  return urgent.has(kind) ? 2 : 3;
};

const longestRungTitle = 40;

/**
 * The title of a ring: from the second on it says which and when (epoch ms), since platforms swallow the same words to
 * the same person.
 * @basis EMG-11 (RULES §12)
 */
export const rungTitle = (title: string, count: number, at: number): string =>
  count < 2 ? title : `${cutWords(title, longestRungTitle)}（第 ${count} 次呼叫，${timeInWords(at)}）`;

/** DingTalk takes so many work notifications of one application for one person on one day. */
const mostADay = 500;
/** The last of them are kept for the first word of what somebody's safety hangs on. */
const keptForSafety = 50;
export const mostOnDay = (priority: number): number => (priority === 0 ? mostADay : mostADay - keptForSafety);

/** What is known of a person when a message is to go out. */
export interface Reach {
  isOwner: boolean;
  hasDingtalk: boolean;
  hasWechat: boolean;
}

/** What this installation can send for a kind. */
export type Connected = Partial<Record<DeliveryChannel, boolean>>;

/**
 * The way besides the inbox where the city has not chosen: DingTalk for whoever works with it, WeChat for owners
 * without it. Null: the inbox alone.
 */
export const usualChannel = (reach: Reach, connected: Connected): DeliveryChannel | null => {
  const dingtalk = connected.dingtalk_card ? 'dingtalk_card' : 'dingtalk_work';
  if (reach.hasDingtalk && connected[dingtalk]) return dingtalk;
  const isForWechat = reach.isOwner || (reach.hasWechat && !connected.dingtalk_work);
  if (isForWechat && connected.wechat_subscribe) return 'wechat_subscribe';
  return !reach.isOwner && connected.dingtalk_work ? 'dingtalk_work' : null;
};

/** Kinds on which a deadline hangs: it counts only once somebody was verifiably reached (SIG-03). */
const needsReceipt = new Set(['record.to_confirm', 'record.unsigned', 'call_out.to_confirm']);

/**
 * Every way besides the inbox where the city has not chosen. DingTalk gives no receipts for cards, and for work
 * notifications it does: what needs a receipt goes both ways, the card to act on and the notice that proves it came.
 */
export function usualChannels(kind: string, reach: Reach, connected: Connected): DeliveryChannel[] {
  const usual = usualChannel(reach, connected);
  if (usual === null) return [];
  const isBoth = usual === 'dingtalk_card' && needsReceipt.has(kind) && connected.dingtalk_work;
  return isBoth ? [usual, 'dingtalk_work'] : [usual];
}

/** Somebody waits behind a closed door: a push alone may lie unseen. */
const loudKinds = new Set(['rescue.called', 'rescue.owner_called', 'rescue.desk']);

/**
 * Ways that a message goes besides the usual one, all at once; missing ones are written down as missing.
 * @basis EMG-11 (RULES §12)
 */
export const loudChannels = (kind: string): readonly DeliveryChannel[] =>
  loudKinds.has(kind) ? ['sms', 'voice'] : [];

/** What stands in the register about a person and must be right for this way. */
export type AddressKind = 'phone' | 'dingtalk' | 'wechat';
export const addressOf: Record<DeliveryChannel, AddressKind> = {
  dingtalk_work: 'dingtalk',
  dingtalk_card: 'dingtalk',
  wechat_subscribe: 'wechat',
  sms: 'phone',
  voice: 'phone',
};

const wrongAddress = [
  /^no_(phone|account)$/,
  /IncorrectPhoneNumber|CalledNumberVerifyFail|PhoneNumberInBlacklist/,
  /^dingtalk_(user_invalid|33012|60121|400002|1430000)$|^param\.userId/,
  /^wechat_40003$/,
];
/** Words of carriers for a number that nobody has: 空号, 停机, 不存在. */
const carriersWords = /UNDELIV|NOROUTE|MBBLACK|空号|停机|不存在/i;

/** Does the code say that the register is wrong about the person, so that somebody has to put it right? */
export const isDataTrouble = (code: string | null): boolean =>
  code !== null && (carriersWords.test(code) || wrongAddress.some((pattern) => pattern.test(code)));

const markdown = /[\\`*_{}[\]()#+\-.!|<>~]/g;
/** Words that others typed stay words: no link, no heading, no picture. */
export const plainInMarkdown = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(markdown, (sign) => `\\${sign}`);

/** A work notification's own words in markdown: at most `most` characters, facts left out from the end before text is cut. */
export const workWords = (card: Fillable, most = 500): string => {
  const head = `#### ${plainInMarkdown(card.title)}`;
  const facts = card.facts.map(
    ({ label, value }) => `- ${plainInMarkdown(label)}：${plainInMarkdown(cutWords(value, 60))}`,
  );
  for (let count = facts.length; count >= 0; count -= 1) {
    const lines = [head, plainInMarkdown(card.text), ...facts.slice(0, count)].join('\n\n');
    if ([...lines].length <= most) return lines;
  }
  // Cut before the signs are marked: a cut must not leave half a mark.
  return `${head}\n\n${plainInMarkdown(cutWords(card.text, Math.floor((most - [...head].length) / 2)))}`;
};

const valueLengths: readonly [RegExp, number][] = [
  [/^thing/, 20],
  [/^phrase/, 5],
  [/^name/, 10],
  [/^(number|letter|character_string)/, 32],
  [/^(time|date)/, 24],
];

/**
 * A value for a field of a subscription template, within the field's length; a field of numbers keeps digits only.
 * @basis WeChat open documentation, 订阅消息参数值内容限制说明
 */
export const subscribeValue = (field: string, value: string): string => {
  const most = valueLengths.find(([pattern]) => pattern.test(field))?.[1] ?? 20;
  const text = value.replace(/\s+/g, ' ').trim();
  if (field.startsWith('number')) return cutDigits(text, most);
  if (field.startsWith('phrase')) return [...text.replace(/[^\p{Script=Han}]/gu, '')].slice(0, most).join('');
  return cutWords(text, most);
};

const cutDigits = (text: string, most: number): string => /\d+(\.\d+)?/.exec(text)?.[0].slice(0, most) ?? '0';
