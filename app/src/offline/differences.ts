import {
  type ItemResult,
  itemResults,
  type PositionVerdict,
  type VisitPack,
} from '@lifttrust/shared-types/visit/visit.contract';
import type { Command } from '../outbox/command';

/**
 * What the service holds differently from what this phone sent, one calm sentence each. Nothing is decided here: the
 * service's word stands, and the person is told.
 */
export function differencesOf(
  { path, body, expected }: Pick<Command, 'path' | 'body' | 'expected'>,
  pack: VisitPack,
): string[] {
  if (path.endsWith('/items')) return itemDifferences(body.answers, pack);
  if (path.endsWith('/positions')) return positionDifference(expected.positionVerdict, pack);
  if (path.endsWith('/grade') && pack.grade !== null && body.grade !== pack.grade)
    return [`设备状态等级：您给的是“${String(body.grade)}”，现在记的是“${pack.grade}”。`];
  return [];
}

function itemDifferences(answers: unknown, pack: VisitPack): string[] {
  if (!Array.isArray(answers)) return [];
  return answers.flatMap((answer: unknown) => {
    if (typeof answer !== 'object' || answer === null || !('code' in answer) || !('result' in answer))
      return [];
    const item = pack.items.find(({ code }) => code === answer.code);
    if (!item) return [`检查项目 ${String(answer.code)} 已不在清单里，您填的没有记上。`];
    if (item.result === answer.result) return [];
    return [`“${item.name}”：您填“${wordOf(answer.result)}”，现在记的是“${wordOf(item.result)}”。`];
  });
}

const wordOf = (result: unknown): string =>
  typeof result === 'string' && result in itemResults ? itemResults[result as ItemResult] : '未填';

const verdictWords: Record<PositionVerdict, string> = {
  none: '没有定位',
  fine: '在范围内',
  weak: '不够准',
  outside: '不在范围内',
  no_reference: '电梯未标位置',
};

function positionDifference(judged: string | undefined, pack: VisitPack): string[] {
  const verdict = pack.mine?.positionVerdict;
  if (!judged || !verdict || judged === verdict || !(judged in verdictWords)) return [];
  const seen = verdictWords[judged as PositionVerdict];
  return [`定位：手机当时判断“${seen}”，服务端核对为“${verdictWords[verdict]}”。`];
}
