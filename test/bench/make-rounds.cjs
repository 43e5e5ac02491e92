const { join } = require('node:path');

/** Loaded into the service under measurement: a signal makes the rounds of the day, at whatever hour it is. */
process.on('SIGUSR2', async () => {
  const { getCurrentApplicationContext } = require('@midwayjs/core');
  const { DailyRound } = require(join(__dirname, '../../cloud/dist/src/round/daily-round.js'));
  const rounds = await getCurrentApplicationContext().getAsync(DailyRound);
  const took = [];
  for (const [name, round] of rounds.rounds)
    rounds.on(name, async (...given) => {
      const begun = performance.now();
      await round(...given);
      took.push({ name, seconds: (performance.now() - begun) / 1000 });
    });
  const begun = performance.now();
  await rounds.make();
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(`\nrounds-made ${JSON.stringify({ seconds, took })}\n`);
});
