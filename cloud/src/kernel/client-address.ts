import { BlockList, isIPv6 } from 'node:net';
import type { Context } from '@midwayjs/koa';
import { env } from './env';

/** What is called on Koa's context here; tests build one without a server. */
type Incoming = Pick<Context, 'get'> & { req: { socket: { remoteAddress?: string | undefined } } };

let list: { from: readonly string[]; trusted: BlockList } | undefined;

function trustedProxies(): BlockList {
  const from = env().trustedProxies;
  if (list?.from === from) return list.trusted;
  const trusted = new BlockList();
  for (const network of from) {
    const [address = '', bits] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  list = { from, trusted };
  return trusted;
}

/** An IPv4 address is one and the same however the socket spells it. */
const plain = (address: string) => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');

const isTrusted = (address: string) => {
  try {
    return trustedProxies().check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  } catch {
    // No address at all.
    return false;
  }
};

const peerOf = (koa: Incoming) => plain(koa.req.socket.remoteAddress ?? '');

/** Does this request come straight from a proxy whose headers are believed? */
export const comesFromTrustedProxy = (koa: Incoming): boolean => isTrusted(peerOf(koa));

/**
 * The client's address. Headers are believed only from a trusted proxy, and in X-Forwarded-For only what trusted
 * proxies have written: the last address that is none of theirs. Anybody can write the ones before it.
 */
export function clientAddress(koa: Incoming): string {
  const peer = peerOf(koa);
  if (!isTrusted(peer)) return peer;
  const forwarded = koa.get('x-forwarded-for').split(',').map(plain).filter(Boolean);
  return forwarded.reverse().find((address) => !isTrusted(address)) ?? peer;
}
