import { validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { systemCtx } from '../../../cloud/src/kernel/actor';
import { Clock } from '../../../cloud/src/kernel/clock';
import { UnitOfWork } from '../../../cloud/src/kernel/unit-of-work';
import { RecordAnswerService } from '../../../cloud/src/record/record.answer.service';
import { MaintenanceRecord } from '../../../cloud/src/record/record.entity';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

/** Declared invalid by nobody of this test, so that everybody of it may decide the appeal. */
async function invalid(world: World): Promise<string> {
  const recordId = await world.freshRecordId();
  const { service } = world;
  const [work, answers] = [await service.get(UnitOfWork), await service.get(RecordAnswerService)];
  await work.run(systemCtx((await service.get(Clock)).now()), async (tx) => {
    const record = await tx.manager.findOneByOrFail(MaintenanceRecord, { id: recordId });
    const decided = { by: '另一名核验人员', personId: null, reason: '用时不足。' };
    await answers.sealValidity(tx, record, false, decided);
  });
  return recordId;
}

async function appealed(world: World): Promise<string> {
  const recordId = await invalid(world);
  good(await world.service.call(validityApi.appeal, { recordId, text: '请复核。' }, world.own.lead));
  return recordId;
}

// The work of this test takes seconds, hence a doubt.
export const validityRows: Rows<typeof validityApi> = {
  queue: { input: () => ({}), strangers: ({ total }) => total > 0 },
  show: { input: async (world) => ({ recordId: await world.recordId() }), strangers: 'hidden' },
  ask: {
    input: async (world) => ({ recordId: await world.freshRecordId(), text: '请说明用时。' }),
    strangers: 'hidden',
  },
  state: {
    input: async (world) => ({ recordId: await world.freshRecordId(), text: '两台连做。' }),
    strangers: 'hidden',
  },
  appeal: {
    input: async (world) => ({ recordId: await invalid(world), text: '请复核。' }),
    strangers: 'hidden',
  },
  decideAppeal: {
    input: async (world) => ({ recordId: await appealed(world), valid: true, reason: '情况属实。' }),
    strangers: 'hidden',
  },
};
