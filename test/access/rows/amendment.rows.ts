import { type Amendment, amendmentApi } from '@lifttrust/shared-types/amendment/amendment.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import type { Worker } from '../../fixture/district';
import { signature } from '../../fixture/evidence';
import { good, upload } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';
import { named } from './work.rows';

const correction = {
  kind: 'amendment' as const,
  reason: '登记的编号写错。',
  corrections: [{ field: 'remark', after: '机房门锁已登记报修。' }],
};

/** A record that nobody else corrects meanwhile. */
async function freshRecord(world: World): Promise<string> {
  const recordId = await world.freshRecordId();
  const { validity } = good(await world.service.call(recordApi.show, { recordId }, world.own.reviewer));
  if (validity === 'suspect')
    good(
      await world.service.call(
        recordApi.decideValidity,
        { recordId, valid: true, reason: '核对过。' },
        world.own.reviewer,
      ),
    );
  return recordId;
}

async function proposed(world: World, by: Worker = world.own.admin): Promise<Amendment> {
  const recordId = await freshRecord(world);
  return good(await world.service.call(amendmentApi.propose, { recordId, ...correction }, by));
}

const image = async (world: World, who: Worker) =>
  upload(world.service, who, { purpose: 'signature', bytes: await signature() });

async function signed(world: World, by: Worker = world.own.admin): Promise<Amendment> {
  const { id: amendmentId, contentHash } = await proposed(world, by);
  const fileId = await image(world, world.own.lead);
  return good(
    await world.service.call(amendmentApi.sign, { amendmentId, contentHash, fileId }, world.own.lead),
  );
}

async function objected(world: World): Promise<Amendment> {
  const { id: amendmentId, contentHash } = await signed(world);
  const input = { amendmentId, contentHash, accept: false, text: '不属实。' };
  return good(await world.service.call(amendmentApi.confirm, input, world.own.officer));
}

export const amendmentRows: Rows<typeof amendmentApi> = {
  ofRecord: {
    input: async (world) => ({ recordId: await world.recordId() }),
    strangers: 'hidden',
  },
  list: {
    input: async (world) => {
      await proposed(world);
      return { pageSize: 100 };
    },
    strangers: ({ items }, { own }) => items.some(({ proposedBy }) => proposedBy === own.admin.name),
  },
  show: { input: async (world) => ({ amendmentId: (await proposed(world)).id }), strangers: 'hidden' },
  propose: {
    input: async (world) => ({ recordId: await freshRecord(world), ...correction }),
    strangers: 'hidden',
  },
  sign: {
    input: async (world, caller) => {
      const { id: amendmentId, contentHash } = await proposed(world);
      return { amendmentId, contentHash, fileId: await image(world, caller) };
    },
    strangers: 'hidden',
  },
  approve: {
    input: async (world) => {
      const { id: amendmentId, contentHash } = await signed(world, world.own.lead);
      return { amendmentId, contentHash, accept: true, text: '属实。' };
    },
    strangers: 'hidden',
  },
  confirm: {
    input: async (world, caller) => {
      await named(world, caller);
      const { id: amendmentId, contentHash } = await signed(world);
      return { amendmentId, contentHash, accept: false, text: '不属实。' };
    },
    strangers: 'hidden',
  },
  decide: {
    input: async (world) => {
      const { id: amendmentId, contentHash } = await objected(world);
      return { amendmentId, contentHash, accept: true, text: '核对过。' };
    },
    strangers: 'hidden',
  },
  withdraw: {
    input: async (world, caller) => ({ amendmentId: (await proposed(world, caller)).id }),
    strangers: 'hidden',
  },
};
