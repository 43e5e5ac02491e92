import { ChatDesk, hour } from '../../../test/fixture/chat-desk';
import { DingtalkGateway } from '../../../test/simulators/dingtalk-gateway';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases } from '../kernel/testing/service';

onBothDatabases((start) => {
  const desk = new ChatDesk();
  const { dingtalk } = desk;
  const gateway = new DingtalkGateway();
  const kind = 'paper.rejected';
  const heard: Record<string, unknown>[] = [];

  beforeAll(async () => {
    dingtalk.gateway = await gateway.open();
    // No address that DingTalk could call, and no secret for it to sign with.
    await desk.open(start, { LIFTTRUST_DINGTALK_STREAM: 'on', LIFTTRUST_DINGTALK_CARD_SECRET: '' });
    (await desk.service.get(Outbox)).on('message.card_acted', async (payload) => void heard.push(payload));
    for (let wait = 0; wait < 200 && gateway.connections === 0; wait += 1)
      await new Promise((wake) => setTimeout(wake, 25));
  });
  afterAll(async () => {
    await desk.close();
    await gateway.close();
  });
  beforeEach(async () => {
    await desk.newDay();
    heard.length = 0;
  });

  const settled = async () => (await desk.service.get(Outbox)).settle();
  async function shown(): Promise<{ subjectId: string; cardId: string }> {
    const subjectId = await desk.tell([desk.own.lead], kind);
    await desk.send();
    const [row] = await desk.rows(subjectId);
    expect(row).toMatchObject({ channel: 'dingtalk_card', state: 'sent' });
    return { subjectId, cardId: row?.id ?? '' };
  }
  /** As DingTalk frames it: what it posts by HTTP, without headers to sign it. */
  const press = (
    cardId: string,
    action: string,
    { userId = 'user-lead', at = desk.clock.now(), ...body }: Record<string, unknown> = {},
    told: Record<string, unknown> = {},
  ) =>
    gateway.answerTo(
      gateway.card(
        { ...dingtalk.press(cardId, String(userId), action).body, ...body },
        { time: String(at), ...told },
      ),
    );

  test('with a stream, cards are made for it and no address is registered', async () => {
    await shown();
    expect(gateway.subscriptions).toEqual(['EVENT *', 'CALLBACK /v1.0/card/instances/callback']);
    expect(dingtalk.countOf('/card/callbacks/register')).toBe(0);
    const made = dingtalk.asked.findLast(({ path }) => path.endsWith('/createAndDeliver'));
    expect(made?.body).toMatchObject({ callbackType: 'STREAM' });
    expect(made?.body).not.toHaveProperty('callbackRouteKey');
  });

  test('a button pressed is heard once over the stream, however often DingTalk tells it', async () => {
    const { subjectId, cardId } = await shown();
    const messageId = newId();
    const answer = await press(cardId, 'agree', {}, { messageId });
    expect(answer).toMatchObject({
      code: 200,
      data: { response: { cardData: { cardParamMap: { state: 'open' } } } },
    });
    expect((await press(cardId, 'agree', {}, { messageId })).code).toBe(200);
    expect((await press(cardId, 'agree')).code).toBe(200);
    await settled();
    expect(heard).toEqual([
      expect.objectContaining({ subjectId, kind, personId: desk.own.lead.personId, action: 'agree' }),
    ]);
  });

  test('once the matter is settled the card answers with what became of it', async () => {
    const { subjectId, cardId } = await shown();
    await desk.settleMatter(subjectId, '已补正');
    expect(await press(cardId, 'late')).toMatchObject({
      code: 200,
      data: { response: { cardData: { cardParamMap: { state: 'done', outcome: '已补正' } } } },
    });
    await settled();
    expect(heard).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['of another corporation', { corpId: 'dingother' }],
    ['by somebody to whom the card was not shown', { userId: 'user-admin' }],
    ['of an hour ago', { at: Date.now() - hour }],
    ['without a time', { at: '' }],
    ['whose content is nonsense', { content: '{' }],
    ['on a card that is not ours', { outTrackId: newId() }],
  ])('a press %s is refused in the same words and changes nothing', async (_what, changes) => {
    const { cardId } = await shown();
    expect(await press(cardId, 'agree', changes)).toEqual({ code: 400, data: {} });
    await settled();
    expect(heard).toEqual([]);
  });

  test('a message that was heard stands for no other press', async () => {
    const { cardId } = await shown();
    const messageId = newId();
    expect((await press(cardId, 'agree', {}, { messageId })).code).toBe(200);
    gateway.answers.delete(messageId);
    expect((await press(cardId, 'refuse', {}, { messageId })).code).toBe(400);
    await settled();
    expect(heard).toHaveLength(1);
  });

  test('cards shown before the stream was switched on are still heard by HTTP only when signed', async () => {
    const { cardId } = await shown();
    const { headers, body } = dingtalk.press(cardId, 'user-lead', 'agree');
    const answer = await fetch(`${desk.service.url}/api/dingtalk/card-acts`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(403);
  });
});
