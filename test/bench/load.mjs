import autocannon from 'autocannon';

/** Makes load from a process of its own, so that it does not take the measured one's time. */
process.on('message', async ({ url, connections, seconds, requests, once }) => {
  let next = 0;
  const setupRequest = (request) => {
    const wanted = requests[next % requests.length];
    next += 1;
    return { ...request, ...wanted };
  };
  const failures = new Map();
  const length = once ? { amount: requests.length } : { duration: seconds };
  const run = autocannon({ url, connections, ...length, timeout: 60, requests: [{ setupRequest }] });
  run.on('response', (_client, status) => {
    last = performance.now();
    if (status !== 200) failures.set(status, (failures.get(status) ?? 0) + 1);
  });
  const begun = performance.now();
  let last = begun;
  const result = await run;
  // Autocannon itself counts in whole seconds.
  const took = (last - begun) / 1000;
  process.send({
    perSecond: result['2xx'] / took,
    p50: result.latency.p50,
    p99: result.latency.p99,
    bytes: result.throughput.total / Math.max(1, result['2xx']),
    answered: result['2xx'],
    failures: [...failures],
    errors: result.errors,
  });
});
process.on('disconnect', () => process.exit(0));
