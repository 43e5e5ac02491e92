const { TestEnvironment } = require('jest-environment-node');

/** Beside other tests on two processors a test takes up to this many times as long as alone. */
const busier = 3;

/**
 * The limits that tests and hooks set themselves are written for a quiet machine, and are there to end what hangs: how
 * fast something is belongs to the benchmarks. Here they grow, so that a busy machine is not taken for a fault.
 */
module.exports = class PatientEnvironment extends TestEnvironment {
  async handleTestEvent({ name, test, hook }) {
    if (name === 'test_start' && test.timeout) test.timeout *= busier;
    if (name === 'hook_start' && hook.timeout) hook.timeout *= busier;
  }
};
