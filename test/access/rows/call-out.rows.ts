import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { faultReportApi } from '@lifttrust/shared-types/call-out/fault-report.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Clock } from '../../../cloud/src/kernel/clock';
import { newId } from '../../../cloud/src/kernel/new-id';
import { CallOutDriver, type RepairStage } from '../../fixture/call-out-driver';
import type { Worker } from '../../fixture/district';
import { sha256 } from '../../fixture/evidence';
import { scan } from '../../fixture/papers';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const driverOf = (world: World) => new CallOutDriver(world.service, world.own);

/** The lift has one open call-out at a time: what an earlier row left open is ended first. */
async function ended(world: World): Promise<void> {
  const { admin, regulator } = world.own;
  const { items } = good(await world.service.call(callOutApi.list, { pageSize: 100 }, admin));
  for (const { id: callOutId, state, major } of await Promise.all(
    items.map(({ id }) => driverOf(world).show(id, admin)),
  )) {
    const today = dayOf((await world.service.get(Clock)).now());
    if (state !== 'finished' && state !== 'confirmed') {
      const service = { callOutId, name: '示例服务站', permitNumber: 'TS-1', reason: '收尾' };
      good(await world.service.call(callOutApi.handToService, service, admin));
      const fileIds = [await scan(world.service, admin)];
      good(await driverOf(world).finish(callOutId, { fileIds }, admin));
    }
    if (major && !major.inspectionNumber)
      good(
        await world.service.call(
          callOutApi.inspected,
          { callOutId, inspectionNumber: 'JD-1', inspectedOn: today },
          admin,
        ),
      );
    const closing = { callOutId, reason: '收尾' };
    good(await world.service.call(callOutApi.close, closing, regulator));
  }
}

const at =
  (stage: RepairStage) =>
  async (world: World, caller: Worker): Promise<{ callOutId: string }> => {
    await ended(world);
    const who = caller.role === 'technician' ? caller : world.own.lead;
    return { callOutId: await driverOf(world).walk(stage, who) };
  };

const byService = async (world: World): Promise<{ callOutId: string }> => {
  const { callOutId } = await at('reported')(world, world.own.admin);
  const service = { callOutId, name: '示例服务站', permitNumber: 'TS-1', reason: '保修期内' };
  good(await world.service.call(callOutApi.handToService, service, world.own.admin));
  return { callOutId };
};

const major = async (world: World) => ({
  ...(await byService(world)),
  ...{ scope: '更换曳引机', noticeNumber: 'GZ-1' },
  noticeOn: dayOf((await world.service.get(Clock)).now()),
});

/** What the technician, or for another firm the company, may do. */
const working = (world: World, caller: Worker) =>
  caller.role === 'technician' ? at('in_progress')(world, caller) : byService(world);

export const callOutRows: Rows<typeof callOutApi> = {
  list: { input: () => ({}), strangers: ({ items }) => items.length > 0 },
  focusLifts: {
    input: () => ({}),
    strangers: ({ items }, { own }) => items.some(({ lift }) => lift.id === own.liftId),
  },
  show: { input: at('dispatched'), strangers: 'hidden' },
  report: { input: (world) => ({ liftId: world.own.liftId, sign: 'door' }), strangers: 'hidden' },
  proposal: { input: at('reported'), strangers: 'hidden' },
  dispatch: {
    input: async (world, caller) => ({
      ...(await at('reported')(world, caller)),
      personIds: [world.own.lead.personId],
    }),
    strangers: 'hidden',
  },
  handToService: {
    input: async (world, caller) => ({
      ...(await at('reported')(world, caller)),
      ...{ name: '示例服务站', reason: '保修期内' },
    }),
    strangers: 'hidden',
  },
  callbacks: { input: at('dispatched'), strangers: 'hidden' },
  accept: { input: at('dispatched'), strangers: 'hidden' },
  decline: {
    input: async (world, caller) => ({ ...(await at('dispatched')(world, caller)), reason: '在救援。' }),
    strangers: 'hidden',
  },
  arrive: {
    input: async (world, caller) => ({
      ...(await at('accepted')(world, caller)),
      ...{ token: world.own.code, scannedAt: Date.now(), fix: null },
    }),
    strangers: 'hidden',
  },
  start: {
    input: async (world, caller) => {
      const { callOutId } = await at('arrived')(world, caller);
      await driverOf(world).identify(callOutId, caller);
      return { callOutId };
    },
    strangers: 'hidden',
  },
  addPhoto: {
    input: async (world, caller) => {
      const { callOutId } = await at('in_progress')(world, caller);
      const fileId = await driverOf(world).photo(callOutId, caller);
      return { callOutId, fileId, slot: 'fault' as const };
    },
    strangers: 'hidden',
  },
  addPart: {
    input: async (world, caller) => ({
      ...(await at('in_progress')(world, caller)),
      ...{ name: '熔断器', isSafety: false },
    }),
    strangers: 'hidden',
  },
  stop: {
    input: async (world, caller) => ({
      ...(await working(world, caller)),
      ...{ reason: '等待配件', solution: '订货后更换。', waitsForParts: true },
      expectedOn: dayOf((await world.service.get(Clock)).now()),
    }),
    strangers: 'hidden',
  },
  major: { input: major, strangers: 'hidden' },
  inspected: {
    input: async (world) => {
      const { callOutId, ...rest } = await major(world);
      good(await world.service.call(callOutApi.major, { callOutId, ...rest }, world.own.admin));
      return { callOutId, inspectionNumber: 'JD-1', inspectedOn: rest.noticeOn };
    },
    strangers: 'hidden',
  },
  finish: {
    input: async (world, caller) => {
      const { callOutId } = await working(world, caller);
      const isOwn = caller.role === 'technician';
      if (isOwn)
        for (const slot of ['fault', 'finished'] as const)
          await driverOf(world).attach(callOutId, slot, caller);
      return {
        ...{ callOutId, outcome: 'repaired' as const, cause: 'door' as const },
        ...{ work: '更换门锁触点。', feedback: '已修好。' },
        fileIds: isOwn ? [] : [await scan(world.service, world.own.admin)],
      };
    },
    strangers: 'hidden',
  },
  confirm: { input: at('finished'), strangers: 'hidden' },
  returnWork: {
    input: async (world, caller) => ({ ...(await at('finished')(world, caller)), reason: '没有修好。' }),
    strangers: 'hidden',
  },
  close: {
    input: async (world, caller) => ({ ...(await at('finished')(world, caller)), reason: '现场核实。' }),
    strangers: 'hidden',
  },
  // Two open call-outs need two lifts; that a merge works is the module's own test.
  merge: {
    input: async (world, caller) => {
      const { callOutId } = await at('reported')(world, caller);
      return { callOutId, intoId: callOutId };
    },
    strangers: 'hidden',
    refusal: 'call_out.merge_wrong',
  },
};

const told = async (world: World) => good(await driverOf(world).tell());
const bytes = Buffer.from('a picture of a door');
const picture = { sha256: sha256(bytes), bytes: bytes.length, contentType: 'image/jpeg' as const };

export const faultReportRows: Rows<typeof faultReportApi> = {
  report: {
    input: (world) => ({ code: world.own.code, sign: 'door', clientKey: newId() }),
    strangers: 'none',
  },
  follow: {
    input: async (world) => {
      const { reportId, token } = await told(world);
      return { reportId, token };
    },
    strangers: 'none',
  },
  announcePicture: {
    input: async (world) => {
      const { reportId, token } = await told(world);
      return { reportId, token, ...picture };
    },
    strangers: 'none',
  },
  // No bytes have come yet.
  reportPicture: {
    input: async (world) => {
      const { reportId, token } = await told(world);
      const announced = { reportId, token, ...picture };
      const { fileId } = good(await world.service.call(faultReportApi.announcePicture, announced));
      return { reportId, token, fileId };
    },
    strangers: 'none',
    refusal: 'file.not_received',
  },
};
