const { rmSync } = require('node:fs');

module.exports = async () => {
  const running = globalThis.lifttrustMariadb;
  if (!running) return;
  await new Promise((done) => {
    running.child.once('exit', done);
    running.child.kill('SIGTERM');
  });
  rmSync(running.folder, { recursive: true, force: true });
};
