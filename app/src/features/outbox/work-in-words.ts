import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { type Item, itemResults } from '@lifttrust/shared-types/visit/visit.contract';
import { madeInstant } from '../../offline/made';
import type { Command } from '../../outbox/command';

type NamedItem = Pick<Item, 'code' | 'name'>;

/** Everything of one visit that is only on this phone, as plain text to keep or to send: one line each, with its time. */
export const workInWords = (title: string, commands: Command[], items: NamedItem[]): string =>
  [
    `${title}：手机里没有上传的内容`,
    ...commands.flatMap((command) => [headOf(command), ...answersOf(command, items)]),
  ].join('\n');

function headOf(command: Command): string {
  const { label, made, at, files, body } = command;
  const pictures = files.length > 0 ? `，${files.length} 张照片存在手机里` : '';
  const reason = typeof body.reason === 'string' && body.reason !== '' ? `（${body.reason}）` : '';
  return `${instantInWords(madeInstant(made, at))} ${label}${reason}${pictures}`;
}

function answersOf({ body }: Command, items: NamedItem[]): string[] {
  if (!Array.isArray(body.answers)) return [];
  return body.answers.flatMap((answer: unknown) => {
    if (typeof answer !== 'object' || answer === null) return [];
    const { code, result, note, reading }: Record<string, unknown> = { ...answer };
    const name = items.find((item) => item.code === code)?.name ?? String(code);
    const more = [note, reading].filter((text) => typeof text === 'string' && text !== '').join('；');
    return [`　${name}：${wordOf(result)}${more ? `（${more}）` : ''}`];
  });
}

const wordOf = (result: unknown): string =>
  Object.entries(itemResults).find(([code]) => code === result)?.[1] ?? '未填';
