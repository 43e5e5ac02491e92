/** The reflected ECMA-182 polynomial in two halves: 64-bit integers of the language are fifty times slower. */
const polynomial = { high: 0xc96c5795, low: 0xd7870f42 };

const highs = new Uint32Array(256);
const lows = new Uint32Array(256);
for (let index = 0; index < 256; index += 1) {
  let [high, low] = [0, index];
  for (let bit = 0; bit < 8; bit += 1) {
    const isOdd = (low & 1) === 1;
    low = (low >>> 1) | ((high & 1) << 31);
    high >>>= 1;
    if (isOdd) [high, low] = [high ^ polynomial.high, low ^ polynomial.low];
  }
  [highs[index], lows[index]] = [high, low];
}

/** CRC-64 as COS gives it in `x-cos-hash-crc64ecma`: a decimal number. Finds accidents, not forgery. */
export function crc64(bytes: Uint8Array): string {
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) {
    const index = (low ^ (bytes[at] ?? 0)) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0);
    high = (high >>> 8) ^ (highs[index] ?? 0);
  }
  return String((BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0));
}
