'use strict';
const {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const memory = '/dev/shm';
const enough = 4 * 1024 ** 3;
const prefix = 'lifttrust-tests-';

function hasRoom() {
  if (!existsSync(memory)) return false;
  try {
    accessSync(memory, constants.W_OK);
  } catch {
    return false;
  }
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= enough;
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return /** @type {NodeJS.ErrnoException} */ (problem).code === 'EPERM';
  }
}

/** What a run that was killed has left would lie in the memory until the machine is started again. */
function clearUp() {
  for (const name of readdirSync(memory)) {
    const pid = Number(name.startsWith(prefix) ? name.slice(prefix.length).split('-')[0] : Number.NaN);
    if (Number.isInteger(pid) && !isRunning(pid))
      rmSync(join(memory, name), { recursive: true, force: true });
  }
}

/**
 * One folder for everything that the services under test write, gone after the run. In the memory where there is room:
 * nobody pulls the plug of these databases, and waiting for the disk after every commit would be most of the time.
 * Tests that kill a service or a database give it a folder of their own on the disk.
 */
exports.makeRunFolder = () => {
  if (!hasRoom()) return mkdtempSync(join(tmpdir(), prefix));
  clearUp();
  return mkdtempSync(join(memory, `${prefix}${process.pid}-`));
};
