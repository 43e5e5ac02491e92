import { refuseFlood } from './reporter.rules';

const limits = { perDevice: 3, perAddress: 5 };

test('the first report of a device is taken, also where the city’s number is nought', () => {
  expect(refuseFlood({ fromDevice: 0, fromAddress: 0 }, { perDevice: 0, perAddress: 5 })).toBeNull();
});

test('the third of three is taken, the fourth is not', () => {
  expect(refuseFlood({ fromDevice: 2, fromAddress: 2 }, limits)).toBeNull();
  expect(refuseFlood({ fromDevice: 3, fromAddress: 3 }, limits)?.code).toBe('reporter.device_over_limit');
});

test('devices that are new each time are stopped by their address', () => {
  expect(refuseFlood({ fromDevice: 0, fromAddress: 4 }, limits)).toBeNull();
  expect(refuseFlood({ fromDevice: 0, fromAddress: 5 }, limits)?.code).toBe('reporter.address_over_limit');
});

test('where only the device counts, a building full of people may call', () => {
  expect(refuseFlood({ fromDevice: 0, fromAddress: 900 }, { perDevice: 3, perAddress: null })).toBeNull();
});
