import { Bootstrap } from '@midwayjs/bootstrap';
import { log } from '../kernel/log';
import { bootstrapLogger } from '../kernel/log.midway';

const signals = ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const;

// A terminal tells the whole group, and npm tells it again: that is still one wish to stop.
const sameWishMs = 1000;

/** Starts the service in this process. The first signal stops it in order, a second one at once. */
export async function runService(options: Parameters<typeof Bootstrap.configure>[0]): Promise<void> {
  Bootstrap.configure({ ...options, logger: bootstrapLogger });
  await Bootstrap.run();
  // Midway would let the second signal, whatever it is, begin the same stop again.
  for (const signal of signals) process.removeAllListeners(signal);
  let firstAt: number | undefined;
  const onSignal = (signal: string): void => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      log.info('signal', { signal });
      stopInOrder();
    } else if (performance.now() - firstAt > sameWishMs) {
      log.warn('signal.second', { signal });
      process.exit(1);
    }
  };
  for (const signal of signals) process.on(signal, () => onSignal(signal));
}

function stopInOrder(): void {
  Bootstrap.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      log.error('stopping.failed', {}, error);
      process.exit(1);
    },
  );
}
