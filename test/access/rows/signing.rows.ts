import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { silenceConsent } from '@lifttrust/shared-types/signing/consent-text';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { Clock } from '../../../cloud/src/kernel/clock';
import { Outbox } from '../../../cloud/src/kernel/outbox';
import { signature } from '../../fixture/evidence';
import { good, upload } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const today = async (world: World) => dayOf((await world.service.get(Clock)).now());

async function agreed(world: World): Promise<void> {
  const input = { textVersion: silenceConsent.version, agreed: true as const };
  await world.service.call(signingApi.giveConsent, input, world.own.ownerAdmin);
}

/** Taken back first, since an owner agrees once. */
async function notAgreed(world: World): Promise<void> {
  await world.service.call(signingApi.withdrawConsent, {}, world.own.ownerAdmin);
}

const delegation = async (world: World) => ({
  personId: world.own.ownerAdmin.personId,
  fromDay: await today(world),
  untilDay: await today(world),
  reason: '安全员休假。',
});

async function returned(world: World): Promise<string> {
  const recordId = await world.freshRecordId();
  const input = { recordId, reason: '轿顶照片看不清。' };
  good(await world.service.call(recordApi.ownerReturn, input, world.own.officer));
  await (await world.service.get(Outbox)).settle();
  return recordId;
}

async function answered(world: World): Promise<string> {
  const recordId = await returned(world);
  good(await world.service.call(signingApi.answerDispute, { recordId, text: '已补拍。' }, world.own.admin));
  return recordId;
}

async function referred(world: World): Promise<string> {
  const recordId = await answered(world);
  const input = { recordId, text: '不认可。' };
  good(await world.service.call(signingApi.referDispute, input, world.own.officer));
  return recordId;
}

export const signingRows: Rows<typeof signingApi> = {
  consent: { input: () => ({}), strangers: 'none' },
  giveConsent: {
    input: async (world) => {
      await notAgreed(world);
      return { textVersion: silenceConsent.version, agreed: true };
    },
    strangers: 'none',
  },
  withdrawConsent: {
    input: async (world) => {
      await agreed(world);
      return {};
    },
    strangers: 'none',
  },
  delegations: {
    input: () => ({}),
    strangers: ({ people }, { own }) => people.some(({ id }) => id === own.ownerAdmin.personId),
  },
  delegate: { input: delegation, strangers: 'hidden' },
  endDelegation: {
    input: async (world) => {
      const made = await world.service.call(
        signingApi.delegate,
        await delegation(world),
        world.own.ownerAdmin,
      );
      return { delegationId: good(made).id };
    },
    strangers: 'hidden',
  },
  standing: { input: async (world) => ({ recordId: await world.recordId() }), strangers: 'hidden' },
  signMany: {
    input: async (world, caller) => ({
      records: [{ recordId: await world.freshRecordId(), contentHash: '0'.repeat(64) }],
      fileId: await upload(world.service, caller, { purpose: 'signature', bytes: await signature() }),
    }),
    strangers: 'hidden',
  },
  toSign: {
    input: () => ({}),
    strangers: ({ items }) => items.length > 0,
  },
  disputes: {
    input: async (world) => {
      await returned(world);
      return {};
    },
    strangers: ({ total }) => total > 0,
  },
  answerDispute: {
    input: async (world) => ({ recordId: await returned(world), text: '已补拍。' }),
    strangers: 'hidden',
  },
  settleDispute: { input: async (world) => ({ recordId: await answered(world) }), strangers: 'hidden' },
  referDispute: {
    input: async (world) => ({ recordId: await answered(world), text: '不认可。' }),
    strangers: 'hidden',
  },
  decideDispute: {
    input: async (world) => ({ recordId: await referred(world), text: '责令重新维保。' }),
    strangers: 'hidden',
  },
  rates: {
    input: async (world) => {
      await world.recordId();
      return { month: (await today(world)).slice(0, 7) };
    },
    strangers: ({ items }, { own }) => items.some(({ unit }) => unit.id === own.ownerId),
  },
};
