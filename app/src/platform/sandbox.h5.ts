/**
 * The way to the simulated phone of the local preview; null in production. The condition is a constant of the
 * build and stands outside any `async` function, whose compiled form would hide it: so a production build drops
 * the import (a test searches the artefact for it).
 */
export const simulator = () =>
  __SANDBOX__
    ? import('../sandbox/simulated-phone').then(({ simulatedPhone }) => simulatedPhone)
    : Promise.resolve(null);
