/** Not to go live with. */
export const must = (code, text) => ({ code, level: 'must', text });
/** To be known and decided. */
export const should = (code, text) => ({ code, level: 'should', text });

const loopback = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i;
export const isLocal = (host) => loopback.test(host);
