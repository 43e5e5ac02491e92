import { NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { VisitPack, visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { call } from '../../lib/call';
import { outbox } from '../../outbox/outbox';
import { storage } from '../../platform/storage';
import { answered } from '../outbox/answered';
import type { Answer } from './draft';

const packKey = (visitId: string): string => `pack:${visitId}`;

function keep(pack: VisitPack): VisitPack {
  storage.write(packKey(pack.id), pack);
  return pack;
}

/** From the service; in a machine room without signal, as it was last seen. */
export async function readPack(visitId: string): Promise<VisitPack> {
  try {
    return keep(await call(visitApi.pack, { visitId }));
  } catch (error) {
    const stored = VisitPack.safeParse(storage.read(packKey(visitId)));
    if (error instanceof NetworkError && stored.success) return stored.data;
    throw error;
  }
}

export const answerItems = (visitId: string, answers: Answer[]) =>
  outbox.run(visitApi.answerItems, { visitId, answers }, { label: `保存 ${answers.length} 项检查结果` });

export const addItem = (visitId: string, name: string, requirement: string): Promise<VisitPack> =>
  answered(outbox.run(visitApi.addItem, { visitId, name, requirement }, { label: `增加检查项目：${name}` }));

export const gradeLift = (visitId: string, grade: string, reason: string): Promise<VisitPack> =>
  answered(outbox.run(visitApi.gradeLift, { visitId, grade, reason }, { label: `设备状态等级：${grade}` }));
