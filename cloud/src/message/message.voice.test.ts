import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { type District, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VoiceSimulator } from '../../../test/simulators/voice';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageSender } from './message.sender';
import { MessageService } from './message.service';

const minute = 60_000;

/** Requests to confirm by call; returned records too, for which nobody has made a template. */
function cityFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'lifttrust-city-')), 'city.json');
  const messageChannels = { 'record.to_confirm': ['voice'], 'record.returned': ['voice'] };
  writeFileSync(file, JSON.stringify({ code: '999900', name: '示例市', parameters: { messageChannels } }));
  return file;
}

onBothDatabases((start) => {
  let simulator: VoiceSimulator;
  let service: TestService;
  let own: District;
  let clock: Clock;
  let sender: MessageSender;
  beforeAll(async () => {
    simulator = await new VoiceSimulator().open();
    service = await start({
      ...simulator.environment,
      LIFTTRUST_CITY_FILE: cityFile(),
      LIFTTRUST_VOICE_APP_ID: simulator.appId,
      LIFTTRUST_VOICE_TEMPLATES: JSON.stringify({
        'record.to_confirm': { id: '7654321', parameters: ['标题'] },
        'rescue.called': { id: '7654322', parameters: ['标题'] },
      }),
      LIFTTRUST_PHONE_TIMEOUT: '400',
    });
    [clock, sender] = [await service.get(Clock), await service.get(MessageSender)];
    ({ own } = await twoDistricts(service));
  });
  afterAll(async () => {
    await service.stop();
    await simulator.close();
  });
  beforeEach(() => {
    simulator.recover();
    simulator.placed.length = 0;
  });

  test('the rescue desk is told by which ways nobody can be called, not of one that is connected', async () => {
    const queue = good(await service.call(rescueDeskApi.queue, {}, own.regulator));
    expect(queue.missingWays).toEqual(['app', 'sms']);
  });

  async function tell(kind: string): Promise<string> {
    const [messages, work] = [await service.get(MessageService), await service.get(UnitOfWork)];
    const subjectId = newId();
    const card = { kind, subjectId, title: '维保记录待确认', text: '请签字。', facts: [], page: null };
    await work.run(systemCtx(clock.now()), (tx) => messages.send(tx, [own.officer.personId], card));
    return subjectId;
  }
  const delivery = async (subjectId: string) => {
    const about = await service.call(messageApi.about, { subjectId }, own.regulator);
    return good(about).items[0]?.deliveries[0];
  };

  test('a call is placed once, and stays “sent”, since nobody tells whether it was picked up', async () => {
    const subjectId = await tell('record.to_confirm');
    await sender.settle();
    clock.shift(minute);
    await sender.settle();
    expect(await delivery(subjectId)).toMatchObject({ channel: 'voice', state: 'sent', nextAt: null });
    expect(simulator.placed).toEqual([
      expect.objectContaining({
        phone: expect.stringMatching(/^\+86100\d{8}$/),
        parameters: ['维保记录待确认'],
      }),
    ]);
  });

  test('a call that nobody answers for is not placed again', async () => {
    const subjectId = await tell('record.to_confirm');
    simulator.latencyMs = 700;
    await sender.settle();
    expect((await delivery(subjectId))?.state).toBe('unknown');
    await new Promise((done) => setTimeout(done, 500));
    simulator.latencyMs = 0;
    for (let turn = 0; turn < 3; turn += 1) {
      clock.shift(minute);
      await sender.settle();
    }
    expect(await delivery(subjectId)).toMatchObject({ state: 'failed', code: 'outcome_unknown' });
    expect(simulator.placed).toHaveLength(1);
  });

  test('a kind without a template is shown as not connected', async () => {
    const subjectId = await tell('record.returned');
    await sender.settle();
    expect(await delivery(subjectId)).toMatchObject({
      state: 'not_connected',
      reason: expect.stringContaining('模板'),
    });
    expect(simulator.placed).toEqual([]);
  });
});
