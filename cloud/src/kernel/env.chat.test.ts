import { readEnv } from './env';

const dingtalk = { LIFTTRUST_DINGTALK_APP_KEY: 'key', LIFTTRUST_DINGTALK_APP_SECRET: 'secret' };
const wechat = { LIFTTRUST_WECHAT_APP_ID: 'id', LIFTTRUST_WECHAT_APP_SECRET: 'secret' };
const read = (source: Record<string, string>) => readEnv({ NODE_ENV: 'test', ...source });

test('without their variables neither DingTalk nor WeChat carries messages', () => {
  expect(read({ ...dingtalk, ...wechat })).toMatchObject({ dingtalkMessages: null, wechatMessages: null });
});

test('work notifications need an AgentId, cards a template and a secret of their own', () => {
  const agent = { ...dingtalk, LIFTTRUST_DINGTALK_AGENT_ID: '123' };
  expect(read(agent).dingtalkMessages).toMatchObject({ agentId: '123', cards: {} });
  const cards = { ...agent, LIFTTRUST_DINGTALK_CARDS: '{"record.to_confirm":"t.schema"}' };
  expect(() => read(cards)).toThrow('LIFTTRUST_DINGTALK_CARD_SECRET');
  const whole = { ...cards, LIFTTRUST_DINGTALK_CARD_SECRET: 'sixteen-characters' };
  expect(read(whole).dingtalkMessages?.cards).toEqual({ 'record.to_confirm': 't.schema' });
  const streamed = { ...cards, LIFTTRUST_DINGTALK_STREAM: 'on' };
  expect(read(streamed).dingtalkMessages?.cards).toEqual({ 'record.to_confirm': 't.schema' });
});

test('what needs the key of a platform says so', () => {
  expect(() => read({ LIFTTRUST_DINGTALK_AGENT_ID: '123' })).toThrow('LIFTTRUST_DINGTALK_APP_KEY');
  const templates = '{"record.to_confirm":{"id":"t","fields":{"thing1":"标题"}}}';
  expect(() => read({ LIFTTRUST_WECHAT_TEMPLATES: templates })).toThrow('LIFTTRUST_WECHAT_APP_ID');
  expect(read({ ...wechat, LIFTTRUST_WECHAT_TEMPLATES: templates }).wechatMessages).toMatchObject({
    state: 'formal',
  });
});

test.each([
  '{',
  '{"record.to_confirm":{"id":"t"}}',
  '{"record.to_confirm":{"id":"t","fields":{"Thing!":"标题"}}}',
])('templates written as %s are named as wrong', (text) => {
  expect(() => read({ ...wechat, LIFTTRUST_WECHAT_TEMPLATES: text })).toThrow('LIFTTRUST_WECHAT_TEMPLATES');
});
