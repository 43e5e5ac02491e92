const { rmSync } = require('node:fs');

module.exports = async () => {
  const running = globalThis.lifttrustMariadb;
  if (!running) return;
  await running.server.end();
  rmSync(running.folder, { recursive: true, force: true });
};
