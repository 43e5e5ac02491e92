import { ChatDesk, hour } from '../../../test/fixture/chat-desk';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases } from '../kernel/testing/service';
import { MessageCard } from './message-card.entity';

const minute = 60_000;
type Told = ReturnType<ChatDesk['dingtalk']['press']>;
const with_ = (one: Told, name: string, value: string): Told => ({
  ...one,
  headers: { ...one.headers, [name]: value },
});

onBothDatabases((start) => {
  const desk = new ChatDesk();
  const { dingtalk } = desk;
  beforeAll(() => desk.open(start));
  afterAll(() => desk.close());
  beforeEach(() => desk.newDay());

  const kind = 'paper.rejected';
  const acted = async (pressed: Told) => {
    const { headers, body } = pressed;
    return fetch(`${desk.service.url}/api/dingtalk/card-acts`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
  };
  const heard: Record<string, unknown>[] = [];
  beforeAll(async () => {
    (await desk.service.get(Outbox)).on('message.card_acted', async (payload) => void heard.push(payload));
  });
  beforeEach(() => {
    heard.length = 0;
  });
  async function shown(): Promise<{ subjectId: string; cardId: string }> {
    const subjectId = await desk.tell([desk.own.lead], kind);
    await desk.send();
    const [row] = await desk.rows(subjectId);
    expect(row).toMatchObject({ channel: 'dingtalk_card', state: 'sent' });
    return { subjectId, cardId: row?.id ?? '' };
  }
  const settled = async () => (await desk.service.get(Outbox)).settle();

  test('many cards of a matter that is over are changed beside each other, so that the next matter does not wait for them', async () => {
    const matters: string[] = [];
    for (let one = 0; one < 8; one += 1) matters.push((await shown()).subjectId);
    for (const subjectId of matters) await desk.settleMatter(subjectId, '已补正');
    dingtalk.latencyMs = 200;
    dingtalk.lateAtOnce = 0;
    await desk.send();
    dingtalk.latencyMs = 0;
    expect(dingtalk.lateAtOnce).toBeGreaterThan(2);
    const states = [...dingtalk.cards.values()].slice(-8).map(({ variables }) => variables.state);
    expect(states).toEqual(Array.from({ length: 8 }, () => 'done'));
  });

  test('a card shows what is to be done, and afterwards in the same place what became of it', async () => {
    const { subjectId, cardId } = await shown();
    const card = dingtalk.cards.get(cardId);
    expect(card).toMatchObject({ userId: 'user-lead', variables: { title: '请您处理', state: 'open' } });
    expect(dingtalk.callback?.url).toBe('https://lift.example.invalid/api/dingtalk/card-acts');
    await desk.settleMatter(subjectId, '已补正');
    dingtalk.nextCodes.push('503');
    await desk.send();
    expect(card?.variables.state).toBe('open');
    await desk.later(minute);
    expect(card?.variables).toMatchObject({ state: 'done', outcome: '已补正' });
    expect(await (await acted(dingtalk.press(cardId, 'user-lead', 'late'))).json()).toMatchObject({
      cardData: { cardParamMap: { state: 'done', outcome: '已补正' } },
    });
    await settled();
    expect(heard).toEqual([]);
  });

  test('a card that DingTalk made and could not show is told as not delivered', async () => {
    dingtalk.refusesDelivery = true;
    const subjectId = await desk.tell([desk.own.lead], kind);
    await desk.send();
    dingtalk.refusesDelivery = false;
    expect(await desk.ways(subjectId)).toEqual(['dingtalk_card failed dingtalk_failed']);
  });

  test('a pressed button is heard once, however often DingTalk tells it', async () => {
    const { subjectId, cardId } = await shown();
    const pressed = dingtalk.press(cardId, 'user-lead', 'agree');
    expect((await acted(pressed)).status).toBe(200);
    expect((await acted(pressed)).status).toBe(200);
    expect((await acted(dingtalk.press(cardId, 'user-lead', 'agree', desk.clock.now() + 1))).status).toBe(
      200,
    );
    await settled();
    expect(heard).toEqual([
      expect.objectContaining({ subjectId, kind, personId: desk.own.lead.personId, action: 'agree' }),
    ]);
  });

  test.each([
    ['without a signature', (one: Told) => with_(one, 'x-ddpaas-signature', '')],
    ['signed with another key', (one: Told) => with_(one, 'x-ddpaas-signature', `${'A'.repeat(43)}=`)],
    [
      'signed an hour ago',
      (one: Told) => ({
        ...one,
        ...dingtalk.press(one.body.outTrackId, 'user-lead', 'agree', desk.clock.now() - hour),
      }),
    ],
    ['of another corporation', (one: Told) => ({ ...one, body: { ...one.body, corpId: 'dingother' } })],
    ['that is no callback', (one: Told) => ({ ...one, body: { ...one.body, content: '{' } })],
  ])('a callback %s is refused and changes nothing', async (_, forge) => {
    const { cardId } = await shown();
    const response = await acted(forge(dingtalk.press(cardId, 'user-lead', 'agree')));
    expect(response.status).toBe(403);
    await settled();
    expect(heard).toEqual([]);
  });

  test('a signature that was seen is good for no other body', async () => {
    const { cardId } = await shown();
    const pressed = dingtalk.press(cardId, 'user-lead', 'agree');
    expect((await acted(pressed)).status).toBe(200);
    const other = dingtalk.press(cardId, 'user-lead', 'refuse');
    expect((await acted({ ...pressed, body: other.body })).status).toBe(403);
    await settled();
    expect(heard).toHaveLength(1);
  });

  test('nobody presses on somebody else’s card, nor on one that is not ours', async () => {
    const { cardId } = await shown();
    expect((await acted(dingtalk.press(cardId, 'user-admin', 'agree'))).status).toBe(404);
    expect((await acted(dingtalk.press(newId(), 'user-lead', 'agree', desk.clock.now() + 2))).status).toBe(
      404,
    );
    await settled();
    expect(heard).toEqual([]);
    const manager = await desk.manager();
    expect(await manager.countBy(MessageCard, { id: cardId })).toBe(1);
  });
});
