import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import type { VisitOnPhone } from '../../offline/reduce';
import { outbox } from '../../outbox/outbox';
import { atVisit } from './at-visit';
import type { Answer } from './draft';

export const answerItems = (visitId: string, answers: Answer[]): Promise<VisitOnPhone> =>
  atVisit(
    visitId,
    outbox.run(visitApi.answerItems, { visitId, answers }, { label: `保存 ${answers.length} 项检查结果` }),
  );

/** The phone names the item, so that it can be answered before the service has heard of it. */
export const addItem = (visitId: string, name: string, requirement: string): Promise<VisitOnPhone> =>
  atVisit(
    visitId,
    outbox.run(
      visitApi.addItem,
      { visitId, name, requirement, code: addedCode() },
      { label: `增加检查项目：${name}` },
    ),
  );

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const addedCode = (): string =>
  `X-${Array.from({ length: 5 }, () => letters.charAt(Math.floor(Math.random() * 32))).join('')}`;

export const gradeLift = (visitId: string, grade: string, reason: string): Promise<VisitOnPhone> =>
  atVisit(
    visitId,
    outbox.run(visitApi.gradeLift, { visitId, grade, reason }, { label: `设备状态等级：${grade}` }),
  );

/** Two technicians answered an item differently: the lead says whose answer stands. */
export const settleItem = (visitId: string, code: string, personId: string, name: string) =>
  atVisit(
    visitId,
    outbox.run(visitApi.settleItem, { visitId, code, personId }, { label: `确定“${name}”以谁为准` }),
  );
