import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { liftPosition, type StaffedDistrict, type Worker } from '../../../../test/fixture/district';
import { good } from '../../../../test/fixture/uploads';
import { CodeService } from '../../code/code.service';
import { systemCtx } from '../../kernel/actor';
import { Clock } from '../../kernel/clock';
import { Database } from '../../kernel/database';
import { newId } from '../../kernel/new-id';
import { type TestService } from '../../kernel/testing/service';
import { UnitOfWork } from '../../kernel/unit-of-work';
import { Lift } from '../../lift/lift.entity';
import { Entrapment } from '../entrapment.entity';
import { HelpCall } from '../help-call.entity';
import { RescueClock } from '../rescue.clock';

type Draft = CallOf<typeof helpApi.call>;

let keys = 0;
const nextKey = () => {
  keys += 1;
  return keys;
};

/** What tests of rescues do again and again, in the own district: lifts, calls, looks, time. */
export function rescueHelpers(place: () => { service: TestService; own: StaffedDistrict; clock: Clock }) {
  const [service, own, clock] = [() => place().service, () => place().own, () => place().clock];
  const signed = async (who: Worker): Promise<Worker> => ({
    ...who,
    token: await service().signIn(who.personId, who.deviceId),
  });
  const write = async <T>(work: Parameters<UnitOfWork['run']>[1]): Promise<T> =>
    (await (await service().get(UnitOfWork)).run(systemCtx(clock().now(), 'test'), work)) as T;

  /** A lift of its own for each test, so that no test meets another's entrapment. */
  const aLift = async (change: Partial<Lift> = {}): Promise<{ liftId: string; code: string }> => {
    const codes = await service().get(CodeService);
    return write(async (tx) => {
      const pattern = await tx.manager.findOneByOrFail(Lift, { id: own().liftId });
      const liftId = newId();
      await tx.manager.insert(Lift, { ...pattern, ownNumber: `${nextKey()}#`, ...change, id: liftId });
      return { liftId, code: await codes.issue(tx, liftId) };
    });
  };
  const draftOf = (code: string, over: Partial<Draft> = {}): Draft => {
    return { code, key: `a-key-of-the-phone-${nextKey()}`, ...over };
  };
  const help = async (code: string, over: Partial<Draft> = {}, who = {}) =>
    good(await service().call(helpApi.call, draftOf(code, over), who));
  const rows = async () => (await service().get(Database)).reader.manager;
  const entrapmentOf = async (helpId: string): Promise<Entrapment> => {
    const manager = await rows();
    const { entrapmentId } = await manager.findOneByOrFail(HelpCall, { id: helpId });
    return manager.findOneByOrFail(Entrapment, { id: entrapmentId });
  };
  const shown = async (entrapmentId: string, who = own().regulator) =>
    good(await service().call(rescueApi.show, { entrapmentId }, await signed(who)));
  const trapped = async (over: Partial<Draft> = {}, change: Partial<Lift> = {}) => {
    const lift = await aLift(change);
    const called = await help(lift.code, over);
    const { id } = await entrapmentOf(called.helpId);
    return { ...lift, id, ...called };
  };
  const kinds = async (entrapmentId: string) => (await shown(entrapmentId)).timeline.map(({ kind }) => kind);
  const later = async (ms: number) => {
    clock().shift(ms);
    await (await service().get(RescueClock)).look();
  };
  const fix = () => ({ ...liftPosition, accuracyMetres: 15, isMock: false, capturedAt: clock().now() });
  return { signed, write, aLift, draftOf, help, rows, entrapmentOf, shown, trapped, kinds, later, fix };
}
