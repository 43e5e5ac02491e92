import { parseDegrees } from '../reading/cell-words';
import type { RowDraft } from './row.draft';

interface Degrees {
  lng: number;
  lat: number;
}

/** A generous frame around the country; a lift outside it is a slip of the pen. */
const inChina = ({ lng, lat }: Degrees): boolean => lng >= 73 && lng <= 136 && lat >= 3 && lat <= 54;

/** The position with its reference system (CODES §10); what cannot be a lift's position is refused. */
export function readPosition(row: RowDraft): void {
  const cells = { lng: row.cell('lng'), lat: row.cell('lat') };
  if (cells.lng === '' && cells.lat === '') return;
  if (cells.lng === '' || cells.lat === '') {
    row.refuse(
      'coordinates_incomplete',
      cells.lng === '' ? 'lng' : 'lat',
      '经度和纬度只填了一个，请补齐或都留空。',
    );
    return;
  }
  const lng = parseDegrees(cells.lng);
  const lat = parseDegrees(cells.lat);
  if (lng === null || lat === null) {
    const field = lng === null ? 'lng' : 'lat';
    row.refuse('coordinates_unreadable', field, `“${cells[field]}”不是经纬度，请写成 118.6126 这样的度数。`);
    return;
  }
  keepPosition(row, { lng, lat });
}

function keepPosition(row: RowDraft, at: Degrees): void {
  if (at.lng === 0 && at.lat === 0) {
    row.warn('coordinates_zero', 'lng', '经纬度为 0，按没有坐标处理。');
    return;
  }
  if (inChina(at)) {
    row.values.position = { ...at, crs: row.terms.crs };
    return;
  }
  if (inChina({ lng: at.lat, lat: at.lng })) {
    row.refuse('coordinates_swapped', 'lng', '经度和纬度填反了，请对调两列的对应关系。');
    return;
  }
  row.refuse('coordinates_outside', 'lng', `坐标 ${at.lng}, ${at.lat} 不在我国境内，请核对。`);
}
