import Taro from '@tarojs/taro';
import type { AskToRemind, ConsentWord } from './types';

export const canRemind = true;

const words = new Set<string>(['accept', 'reject', 'ban', 'filter']);
const isWord = (text: unknown): text is ConsentWord => typeof text === 'string' && words.has(text);

/** WeChat opens its question only as the direct answer to a tap, for at most three templates. */
export const askToRemind: AskToRemind = async (templateIds) => {
  const answers: unknown = await Taro.requestSubscribeMessage({
    tmplIds: templateIds.slice(0, 3),
    entityIds: [],
  }).catch(() => ({}));
  const given = typeof answers === 'object' && answers !== null ? Object.entries(answers) : [];
  return given.flatMap(([templateId, answer]) =>
    templateIds.includes(templateId) && isWord(answer) ? [{ templateId, answer }] : [],
  );
};
