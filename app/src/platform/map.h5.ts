import type { OpenMap } from './types';

/** A browser hands the place to whatever shows maps on this device. */
export const openMap: OpenMap = async ({ lng, lat, name }) => {
  const spot = `position=${lng},${lat}&name=${encodeURIComponent(name)}&coordinate=gaode`;
  window.open(`https://uri.amap.com/marker?${spot}`, '_blank', 'noopener');
};
