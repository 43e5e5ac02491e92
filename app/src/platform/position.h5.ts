import { device } from './device';
import { simulator } from './sandbox';
import { type FindPosition, Unavailable } from './types';

/** A browser answers WGS-84; the service converts (CHK-05). */
export const findPosition: FindPosition = async () => {
  const simulated = await simulator();
  if (simulated) return { ...(await simulated.findPosition()), capturedAt: device.now() };
  const { coords } = await located();
  return {
    lng: coords.longitude,
    lat: coords.latitude,
    crs: 'WGS84',
    accuracyMetres: coords.accuracy,
    isMock: null,
    capturedAt: device.now(),
  };
};

function located(): Promise<GeolocationPosition> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      resolve,
      ({ code, PERMISSION_DENIED }) =>
        reject(
          code === PERMISSION_DENIED
            ? new Unavailable('denied', '没有定位权限，请在浏览器里允许。')
            : new Unavailable('failed', '没有得到位置，请到窗边或室外再试。'),
        ),
      { enableHighAccuracy: true, maximumAge: 0, timeout: 15_000 },
    );
  });
}
