import { DingtalkCallbacks } from '../../../../test/simulators/dingtalk-callback';
import { CallbackCrypto } from './callback.crypto';

// Published by DingTalk: github.com/open-dingtalk/DingTalk-Callback-Crypto, the trial at the end of its samples.
const official = {
  token: 'mryue',
  aesKey: 'Yue0EfdN5900c1ce5cf6A152c63DDe1808a60c5ecd7',
  owner: 'ding6ccabc44d2c8d38b',
  callback: {
    signature: '03044561471240d4a14bb09372dfcfd4fd0e40cb',
    timestamp: '1608001896814',
    nonce: 'WL4PK6yA',
    encrypt:
      '0vJiX6vliEpwG3U45CtXqi+m8PXbQRARJ8p8BbDuD1EMTDf0jKpQ79QS93qEk7XHpP6u+oTTrd15NRPvNvmBKyDCYxxOK+HZeKju4yhELOFchzNukR+t8SB/qk4ROMu3',
  },
};
const crypto = new CallbackCrypto(official.token, official.aesKey, [official.owner]);

test('the vector that DingTalk publishes opens', () => {
  expect(crypto.open(official.callback)).toEqual({ text: '{"EventType":"check_url"}' });
});

test('an answer opens with the same key and carries a good signature', () => {
  const { token, aesKey, owner } = official;
  const answer = crypto.seal('success', 1608001896814);
  expect(new DingtalkCallbacks(token, aesKey, owner).read(answer)).toBe('success');
});

test.each([
  ['another signature', { signature: 'f'.repeat(40) }, 'signature'],
  ['a signature of another length', { signature: 'f' }, 'signature'],
  ['another nonce', { nonce: 'WL4PK6yB' }, 'signature'],
  ['another time', { timestamp: '1608001896815' }, 'signature'],
  ['a ciphertext with one sign changed', { encrypt: `1${official.callback.encrypt.slice(1)}` }, 'signature'],
])('%s is not believed', (_what, change, disbelief) => {
  expect(crypto.open({ ...official.callback, ...change })).toEqual({ disbelief });
});

test('a callback for another application is not believed though key and token fit', () => {
  const { token, aesKey } = official;
  expect(new CallbackCrypto(token, aesKey, ['dingsomebodyelse']).open(official.callback)).toEqual({
    disbelief: 'owner',
  });
});

test('one sealed with another key is not believed though its signature fits', () => {
  const other = new DingtalkCallbacks(official.token, `${'z'.repeat(42)}A`, official.owner);
  const { query, body } = other.seal({ EventType: 'check_url' });
  const opened = crypto.open({ ...query, signature: query.msg_signature, encrypt: body.encrypt });
  expect(opened).toHaveProperty('disbelief');
});

test.each(['', 'AAAA', 'not base64 at all', 'A'.repeat(64)])(
  'nonsense (%s) with a good signature breaks nothing',
  (encrypt) => {
    const signed = new DingtalkCallbacks(official.token, official.aesKey, official.owner);
    const signature = (signed as unknown as { sign: (...parts: string[]) => string }).sign('1', 'n', encrypt);
    expect(crypto.open({ signature, timestamp: '1', nonce: 'n', encrypt })).toHaveProperty('disbelief');
  },
);
