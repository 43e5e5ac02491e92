const PatientEnvironment = require('../patient-environment.cjs');

/** Lets a test file show what was on its screen at the moment a test failed. */
module.exports = class ScreenEnvironment extends PatientEnvironment {
  async handleTestEvent(event) {
    await super.handleTestEvent(event);
    if (event.name !== 'test_fn_failure') return;
    await this.global.lifttrustOnFailure?.().catch((error) => {
      process.stderr.write(`The page could not be read: ${error.message}\n`);
    });
  }
};
