import type { codeViewApi } from '@lifttrust/shared-types/disclosure/code-view.contract';
import type { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { rescueDeskApi as deskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { CodeService } from '../../../cloud/src/code/code.service';
import { systemCtx } from '../../../cloud/src/kernel/actor';
import { Clock } from '../../../cloud/src/kernel/clock';
import { newId } from '../../../cloud/src/kernel/new-id';
import { UnitOfWork } from '../../../cloud/src/kernel/unit-of-work';
import { Lift } from '../../../cloud/src/lift/lift.entity';
import { HelpCall } from '../../../cloud/src/rescue/help-call.entity';
import { liftPosition, type Worker } from '../../fixture/district';
import { scan } from '../../fixture/papers';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

let made = 0;

/** A lift of the own district for one call. */
async function freshLift({ service, own }: World): Promise<{ liftId: string; code: string }> {
  const [work, clock, codes] = [
    await service.get(UnitOfWork),
    await service.get(Clock),
    await service.get(CodeService),
  ];
  made += 1;
  return work.run(systemCtx(clock.now(), 'fixture'), async (tx) => {
    const pattern = await tx.manager.findOneByOrFail(Lift, { id: own.liftId });
    const liftId = newId();
    const rescueCode = `8${String(made).padStart(5, '0')}`;
    await tx.manager.insert(Lift, { ...pattern, id: liftId, ownNumber: `救${made}#`, rescueCode });
    return { liftId, code: await codes.issue(tx, liftId) };
  });
}

/** Somebody calls, and the station is called too, so that everybody rightful is concerned. */
async function called(world: World) {
  const { code, liftId } = await freshLift(world);
  made += 1;
  const draft = { code, key: `rows-of-access-${made}`, isPanic: true };
  const answer = good(await world.service.call(helpApi.call, draft));
  const work = await world.service.get(UnitOfWork);
  const at = (await world.service.get(Clock)).now();
  const { entrapmentId } = await work.run(systemCtx(at, 'fixture'), (tx) =>
    tx.manager.findOneByOrFail(HelpCall, { id: answer.helpId }),
  );
  return { entrapmentId, liftId, code, helpId: answer.helpId, token: answer.helpToken, answer };
}

const entrapment = async (world: World) => ({ entrapmentId: (await called(world)).entrapmentId });

async function confirmed(world: World) {
  const one = await entrapment(world);
  const came = { ...one, side: 'company' as const };
  good(await world.service.call(rescueApi.confirmArrival, came, world.own.regulator));
  return one;
}

async function freed(world: World, by: 'company' | 'fire' = 'company') {
  const one = await entrapment(world);
  good(await world.service.call(rescueApi.free, { ...one, by, people: 1 }, world.own.regulator));
  return one;
}

/** A rescue that is over, done by the caller of a station: they may show who they are. */
export async function rescuedBy(world: World, caller: Worker): Promise<string> {
  const one = await entrapment(world);
  good(await world.service.call(rescueApi.free, { ...one, people: 1 }, caller));
  return one.entrapmentId;
}

const isDesk = ({ role }: Worker) => ['regulator', 'regulator_admin', 'hotline_operator'].includes(role);

async function accepted(world: World, caller: Worker) {
  const one = await entrapment(world);
  if (!isDesk(caller)) good(await world.service.call(rescueApi.accept, one, caller));
  return one;
}

/** Somebody of the company has said that they come. */
async function comes(world: World) {
  const one = await accepted(world, world.own.lead);
  return { ...one, personId: world.own.lead.personId };
}

const fixOf = async (world: World) => ({
  ...liftPosition,
  accuracyMetres: 10,
  isMock: false,
  capturedAt: (await world.service.get(Clock)).now(),
});

export const helpRows: Rows<typeof helpApi> = {
  call: {
    input: async (world) => ({
      code: (await freshLift(world)).code,
      key: `rows-of-access-call-${made}`,
    }),
    strangers: 'none',
  },
  show: {
    input: async (world) => {
      const { helpId, token } = await called(world);
      return { helpId, token };
    },
    strangers: 'none',
  },
  neighbours: {
    input: async (world) => {
      const { helpId, token } = await called(world);
      return { helpId, token };
    },
    strangers: 'none',
  },
  correct: {
    input: async (world) => {
      const { helpId, token } = await called(world);
      return { helpId, token, what: 'details' as const, situation: { people: 2 } };
    },
    strangers: 'none',
  },
};

export const rescueRows: Rows<typeof rescueApi> = {
  list: {
    input: async (world) => {
      await called(world);
      return { pageSize: 100 };
    },
    strangers: ({ total }) => total > 0,
  },
  show: { input: entrapment, strangers: 'hidden' },
  callers: { input: accepted, strangers: 'hidden' },
  accept: { input: async (world) => ({ ...(await entrapment(world)), etaMinutes: 10 }), strangers: 'hidden' },
  decline: {
    input: async (world) => ({ ...(await entrapment(world)), reason: '在外地' }),
    strangers: 'hidden',
  },
  depart: { input: async (world) => ({ ...(await entrapment(world)), etaMinutes: 10 }), strangers: 'hidden' },
  changeEta: {
    input: async (world, caller) => ({ ...(await accepted(world, caller)), etaMinutes: 20 }),
    strangers: 'hidden',
  },
  arrive: {
    input: async (world) => ({ ...(await entrapment(world)), fix: await fixOf(world) }),
    strangers: 'hidden',
  },
  confirmArrival: {
    input: async (world) => ({ ...(await accepted(world, world.own.lead)), side: 'company' as const }),
    strangers: 'hidden',
  },
  start: { input: entrapment, strangers: 'hidden' },
  free: {
    input: async (world, caller) => {
      const by = isDesk(caller) ? ('company' as const) : undefined;
      return { ...(await entrapment(world)), by, people: 1 };
    },
    strangers: 'hidden',
  },
  restore: { input: (world) => freed(world), strangers: 'hidden' },
  startPlan: { input: entrapment, strangers: 'hidden' },
  prove: {
    input: async (world, caller) => ({
      ...(await freed(world)),
      fileIds: [await scan(world.service, caller)],
    }),
    strangers: 'hidden',
  },
  report: {
    // Nobody of the company or a station came: the desk may write it down as well.
    input: async (world) => ({
      ...(await freed(world, 'fire')),
      first: 'outside' as const,
      second: '停电',
      measures: '恢复供电后检查正常。',
    }),
    strangers: 'hidden',
  },
  close: {
    input: async (world) => ({
      ...(await entrapment(world)),
      outcome: 'mistaken' as const,
      callBack: '已核实无人被困。',
    }),
    strangers: 'hidden',
  },
  plans: { input: () => ({}), strangers: 'none' },
  setPlan: { input: () => ({ text: '一、安抚；二、断电；三、盘车。' }), strangers: 'none' },
};

export const rescueDeskRows: Rows<typeof rescueDeskApi> = {
  queue: {
    input: async (world) => {
      await called(world);
      return {};
    },
    strangers: ({ items }) => items.length > 0,
  },
  history: { input: () => ({}), strangers: ({ total }) => total > 0 },
  report: {
    input: async (world) => ({ liftId: (await freshLift(world)).liftId, source: 'phone' as const }),
    strangers: 'hidden',
  },
  dispatch: {
    input: async (world) => ({ ...(await entrapment(world)), tier: 2 as const }),
    strangers: 'hidden',
  },
  candidates: { input: entrapment, strangers: 'hidden' },
  outside: {
    input: async (world) => ({ ...(await entrapment(world)), number: '119' as const }),
    strangers: 'hidden',
  },
  declineFor: {
    input: async (world) => ({ ...(await comes(world)), reason: '路上车坏了' }),
    strangers: 'hidden',
  },
  changeEtaFor: {
    input: async (world) => ({ ...(await comes(world)), etaMinutes: 20 }),
    strangers: 'hidden',
  },
  withdrawArrival: {
    input: async (world) => ({ ...(await confirmed(world)), text: '物业点错了，人还没有到。' }),
    strangers: 'hidden',
  },
  note: { input: async (world) => ({ ...(await entrapment(world)), text: '已回电。' }), strangers: 'hidden' },
  correct: {
    input: async (world) => ({ ...(await entrapment(world)), text: '实为三人。', situation: { people: 3 } }),
    strangers: 'hidden',
  },
  sources: { input: () => ({}), strangers: ({ items }) => items.length > 0 },
  issueSource: { input: () => ({ name: '示例平台', kind: 'telemetry' as const }), strangers: 'none' },
  revokeSource: {
    input: async (world) => {
      const source = { name: '示例平台', kind: 'car_alarm' as const };
      const { id } = good(await world.service.call(deskApi.issueSource, source, world.own.regulatorAdmin));
      return { sourceId: id, reason: '不再使用' };
    },
    strangers: 'hidden',
  },
  alarm: {
    input: async (world) => {
      const source = { name: '示例平台', kind: 'car_alarm' as const };
      const { key } = good(await world.service.call(deskApi.issueSource, source, world.own.regulatorAdmin));
      await freshLift(world);
      return { key, event: `e-${made}`, rescueCode: `8${String(made).padStart(5, '0')}` };
    },
    strangers: 'none',
  },
};

/** A rescuer sees a lift while somebody is shut in it and they are called. */
export const codeViewRows: Rows<typeof codeViewApi> = {
  show: { input: async (world) => ({ code: (await called(world)).code }), strangers: 'hidden' },
};
