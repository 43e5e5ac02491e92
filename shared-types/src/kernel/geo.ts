import gcoord from 'gcoord';

export type Crs = 'WGS84' | 'GCJ02' | 'BD09' | 'UNKNOWN';

/** Degrees in the reference system named by `crs`. */
export interface GeoPoint {
  lng: number;
  lat: number;
  crs: Crs;
}

const systems = { WGS84: gcoord.WGS84, GCJ02: gcoord.GCJ02, BD09: gcoord.BD09 } as const;

/**
 * The same place in GCJ-02, the one system in which positions are compared (CHK-05): mixing systems costs
 * 480–625 m. Null when the source system is unknown, because then no comparison is honest.
 */
export function toGcj02(point: GeoPoint): { lng: number; lat: number } | null {
  if (point.crs === 'UNKNOWN') return null;
  if (point.crs === 'GCJ02') return { lng: point.lng, lat: point.lat };
  const [lng, lat] = gcoord.transform([point.lng, point.lat], systems[point.crs], gcoord.GCJ02);
  return { lng, lat };
}

const earthRadiusMetres = 6_371_008.8;
const radians = Math.PI / 180;

/** Great-circle distance in metres between two points of the same reference system. */
export function distanceMetres(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  const dLat = (b.lat - a.lat) * radians;
  const dLng = (b.lng - a.lng) * radians;
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(dLng / 2) ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.sqrt(h));
}
