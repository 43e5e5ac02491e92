import { isTemporary, OutsideError } from './outside.error';
import { OutsideService } from './outside-service';

const limits = { timeoutMs: 50, repeats: 2, failuresInARow: 3, restMs: 60 };
const down = () => new OutsideError('cos', 'temporary', '503', 'busy');
const rest = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe('an outside service', () => {
  it('is asked again when its trouble is temporary and repeating does no harm', async () => {
    let asked = 0;
    const service = new OutsideService('cos', limits);
    const answer = await service.call(true, async () => {
      asked += 1;
      if (asked < 3) throw down();
      return 'here';
    });
    expect([answer, asked]).toEqual(['here', 3]);
  });

  it('is asked once only when the act may not be repeated', async () => {
    let asked = 0;
    const service = new OutsideService('sms', limits);
    const act = service.call(false, async () => {
      asked += 1;
      throw down();
    });
    await expect(act).rejects.toMatchObject({ trouble: 'temporary', code: '503' });
    expect(asked).toBe(1);
  });

  it('is believed at once when it refuses', async () => {
    let asked = 0;
    const service = new OutsideService('cos', limits);
    const act = service.call(true, async () => {
      asked += 1;
      throw new OutsideError('cos', 'refused', 'AccessDenied', 'no');
    });
    await expect(act).rejects.toMatchObject({ code: 'AccessDenied' });
    expect([asked, service.state]).toEqual([1, 'well']);
  });

  it('that keeps silent is given up after the time limit', async () => {
    const service = new OutsideService('cos', { ...limits, repeats: 0 });
    const act = service.call(true, () => new Promise(() => {}));
    await expect(act).rejects.toMatchObject({ trouble: 'temporary', code: 'timeout' });
  });

  it('that fails in a row is left alone, then tried again, then trusted', async () => {
    const service = new OutsideService('cos', { ...limits, repeats: 0 });
    for (let turn = 0; turn < 3; turn += 1) {
      await service.call(false, async () => Promise.reject(down())).catch(() => undefined);
    }
    expect(service.state).toBe('resting');
    let reached = false;
    const meanwhile = service.call(true, async () => {
      reached = true;
    });
    await expect(meanwhile).rejects.toMatchObject({ code: 'circuit_open' });
    expect(reached).toBe(false);
    await rest(80);
    await expect(service.call(false, async () => 'well')).resolves.toBe('well');
    expect([service.state, service.lastTrouble]).toEqual(['well', null]);
  });

  it('whose connection breaks counts as temporarily unreachable', async () => {
    const service = new OutsideService('cos', { ...limits, repeats: 0 });
    const error = await service
      .call(false, async () => Promise.reject(new Error('ECONNRESET')))
      .catch((e) => e);
    expect(isTemporary(error)).toBe(true);
    expect(error.code).toBe('unreachable');
  });
});
