import type { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import type { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import type { Worker } from '../../fixture/district';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

export const visitRows: Rows<typeof visitApi> = {
  today: { input: () => ({}), strangers: ({ items }) => items.length > 0 },
  list: { input: () => ({}), strangers: ({ total }) => total > 0 },
  plan: {
    input: ({ own }) => ({
      liftId: own.liftId,
      class: 'half_month',
      plannedOn: dayOf(Date.now()),
      leadId: own.lead.personId,
      partnerIds: [own.partner.personId],
    }),
    strangers: 'hidden',
  },
  pack: { input: async (world) => ({ visitId: await world.visitId('planned') }), strangers: 'hidden' },
  cancel: {
    input: async (world) => ({ visitId: await world.freshVisitId('planned'), reason: '电梯停用。' }),
    strangers: 'hidden',
  },
  answerItems: {
    input: async (world) => ({
      visitId: await world.visitId('started'),
      answers: [{ code: 'A-1-01', result: 'pass' }],
    }),
    strangers: 'hidden',
  },
  addItem: {
    input: async (world) => ({ visitId: await world.visitId('started'), name: '轿厢扶手' }),
    strangers: 'hidden',
  },
  settleItem: {
    input: async (world) => {
      const visitId = await world.visitId('started');
      const { lead } = world.own;
      const answers = [{ code: 'A-1-01', result: 'pass' as const }];
      good(await world.service.call(visitApi.answerItems, { visitId, answers }, lead));
      return { visitId, code: 'A-1-01', personId: lead.personId };
    },
    strangers: 'hidden',
  },
  attachPhoto: {
    input: async (world, caller) => {
      const visitId = await world.visitId('started');
      return { visitId, fileId: await world.driver.photo(caller, visitId), slot: 'lift' };
    },
    strangers: 'hidden',
  },
  gradeLift: {
    input: async (world) => ({ visitId: await world.visitId('started'), grade: '正常' }),
    strangers: 'hidden',
  },
};

export const checkInRows: Rows<typeof checkInApi> = {
  scanCode: {
    input: async (world) => ({
      visitId: await world.freshVisitId('planned'),
      token: world.own.code,
      scannedAt: Date.now(),
    }),
    strangers: 'hidden',
  },
  givePosition: {
    input: async (world) => ({ visitId: await world.arrivedVisitId(), ...world.driver.fix() }),
    strangers: 'hidden',
  },
  addPositionEvidence: {
    input: async (world, caller) => {
      const visitId = await world.arrivedVisitId();
      return { visitId, fileId: await world.driver.photo(caller, visitId) };
    },
    strangers: 'hidden',
  },
  start: {
    input: async (world) => ({ visitId: await world.freshVisitId('identified') }),
    strangers: 'hidden',
  },
  checkOut: {
    input: async (world) => ({ visitId: await world.freshVisitId('signed'), fix: world.driver.fix() }),
    strangers: 'hidden',
  },
};

/** An administrator answers for the owner where they hold a post for the lift (SIG-07). */
export async function named({ service, own }: World, { role, personId }: Worker): Promise<void> {
  if (role !== 'owner_admin') return;
  const input = { liftIds: [own.liftId], post: 'responsible' as const, personId };
  good(await service.call(officerApi.name, input, own.ownerAdmin));
}

export const recordRows: Rows<typeof recordApi> = {
  sheet: { input: async (world) => ({ visitId: await world.visitId('started') }), strangers: 'hidden' },
  sign: {
    input: async (world, caller) => {
      const visitId = await world.visitId('worked');
      const fileId = await world.driver.signatureOf(caller, visitId);
      return { visitId, fileId, contentHash: await world.driver.contentHash(caller, visitId) };
    },
    strangers: 'hidden',
  },
  submit: {
    input: async (world, caller) => {
      const visitId = await world.freshVisitId('checked_out');
      return { visitId, contentHash: await world.driver.contentHash(caller, visitId) };
    },
    strangers: 'hidden',
  },
  list: { input: () => ({}), strangers: ({ total }) => total > 0 },
  show: { input: async (world) => ({ recordId: await world.recordId() }), strangers: 'hidden' },
  ownerSign: {
    input: async (world, caller) => {
      await named(world, caller);
      return world.driver.ownerSignature(caller, await world.freshRecordId());
    },
    strangers: 'hidden',
  },
  ownerReturn: {
    input: async (world, caller) => {
      await named(world, caller);
      return { recordId: await world.freshRecordId(), reason: '轿厢照明没有修好。' };
    },
    strangers: 'hidden',
  },
  // The work of this test takes seconds, hence a doubt, hence something to decide.
  decideValidity: {
    input: async (world) => ({
      recordId: await world.freshRecordId(),
      valid: true,
      reason: '已向双方核实。',
    }),
    strangers: 'hidden',
  },
};
