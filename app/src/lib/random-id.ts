const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A ULID by the phone's clock and Math.random: mini-programs have no `crypto`. Good enough to be unique, which is
 * all that a request key and a device id have to be; never a secret.
 */
export function randomId(now: number): string {
  let time = now;
  let head = '';
  for (let place = 0; place < 10; place += 1) {
    head = alphabet.charAt(time % 32) + head;
    time = Math.floor(time / 32);
  }
  let tail = '';
  for (let place = 0; place < 16; place += 1) tail += alphabet.charAt(Math.floor(Math.random() * 32));
  return head + tail;
}
