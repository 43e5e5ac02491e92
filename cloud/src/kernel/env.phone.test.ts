import { readEnv } from './env';

const key = { LIFTTRUST_TENCENT_SECRET_ID: 'AKIDexample', LIFTTRUST_TENCENT_SECRET_KEY: 'example' };
const sms = { ...key, LIFTTRUST_SMS_APP_ID: '1400006666', LIFTTRUST_SMS_SIGN: '鹭湾电梯监管' };

test('without configuration neither text messages nor calls are connected', () => {
  expect(readEnv({})).toMatchObject({ sms: null, voice: null });
});

test('templates are given by kind of message, with what fills them', () => {
  const templates = { 'record.returned': { id: '1234567', parameters: ['标题', '退回人'] } };
  const read = readEnv({ ...sms, LIFTTRUST_SMS_TEMPLATES: JSON.stringify(templates) });
  expect(read.sms).toEqual({ appId: '1400006666', sign: '鹭湾电梯监管', templates });
});

test.each<[string, Record<string, string>, string]>([
  ['an application without its signature', { ...sms, LIFTTRUST_SMS_SIGN: '' }, 'LIFTTRUST_SMS_SIGN'],
  ['an application without a key', { LIFTTRUST_VOICE_APP_ID: '1' }, 'LIFTTRUST_TENCENT_SECRET_ID'],
  ['templates that are no JSON', { ...sms, LIFTTRUST_SMS_TEMPLATES: '{' }, 'LIFTTRUST_SMS_TEMPLATES'],
  [
    'a template by its name instead of its number',
    { ...sms, LIFTTRUST_SMS_TEMPLATES: '{"record.returned":{"id":"退回","parameters":[]}}' },
    'LIFTTRUST_SMS_TEMPLATES',
  ],
])('%s is refused at the start, and the variable is named', (_what, environment, variable) => {
  expect(() => readEnv(environment)).toThrow(variable);
});
