import type { CityParameters } from '../city/city.parameters';
import type { Role } from '../kernel/access';
import type { Refusal } from '../kernel/app-error';
import type { FilePurpose } from './file.contract';

const pictures = ['image/jpeg', 'image/png'];
const spreadsheets = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel',
  'application/octet-stream',
];
const scans = ['application/pdf', ...pictures];
const mebibyte = 1_048_576;

/** Hours after which a scan that belongs to nothing is deleted. @basis FACE-15; 个人信息保护法 第十九条 (no longer than needed) */
export const scanRetention = { unattachedHours: 24 } as const;

interface Limits {
  types: string[];
  maxBytes: number;
  /** Faces and scans of papers lie encrypted; evidence lies as it came, so that its hash can be checked. */
  isSealed: boolean;
}

/**
 * What a file may be and how large, by what it is for.
 * @basis CHK-12, DECISIONS 29 (parameter `photos`); FACE-05, FACE-15 (frames and scans lie encrypted)
 */
export function limitsOf(purpose: FilePurpose, parameters: CityParameters): Limits {
  switch (purpose) {
    case 'photo':
      return { types: pictures, maxBytes: parameters.photos.maxBytes, isSealed: false };
    case 'signature':
      return { types: ['image/png'], maxBytes: 200_000, isSealed: false };
    case 'challenge_frame':
    case 'enrolment_frame':
      return { types: pictures, maxBytes: mebibyte, isSealed: true };
    case 'spreadsheet':
      return { types: spreadsheets, maxBytes: 60 * mebibyte, isSealed: false };
    case 'paper':
      return { types: scans, maxBytes: 20 * mebibyte, isSealed: true };
  }
}

/**
 * Refused before a byte is sent; the service looks at the bytes themselves afterwards (DECISIONS 12).
 * @basis CHK-12, CHK-13
 */
export function refuseAnnouncement(
  file: { purpose: FilePurpose; bytes: number; contentType: string },
  parameters: CityParameters,
): Refusal[] {
  const limits = limitsOf(file.purpose, parameters);
  const refusals: Refusal[] = [];
  if (!limits.types.includes(file.contentType)) {
    refusals.push({
      code: 'file.type_not_allowed',
      message:
        file.purpose === 'paper'
          ? '扫描件只收 PDF、JPG 和 PNG，请转换后再传。'
          : '文件类型不支持。照片请用相机拍摄，表格请用 CSV 或 XLSX。',
      field: 'contentType',
    });
  }
  if (file.bytes > limits.maxBytes) {
    const most =
      limits.maxBytes >= mebibyte
        ? `${Math.round(limits.maxBytes / mebibyte)} MB`
        : `${Math.round(limits.maxBytes / 1000)} kB`;
    refusals.push({ code: 'file.too_large', message: `文件超过 ${most}，请压缩后再传。`, field: 'bytes' });
  }
  return refusals;
}

/** Visits are the technicians' and owners' business; these roles send papers and nothing else. */
const paperOnly: readonly Role[] = ['inspector', 'unit_admin'];
/** Who only looks on: their own papers are nobody's business here. */
const withoutPapers: readonly Role[] = ['reviewer', 'hotline_operator'];

/**
 * May this role send a file for this purpose at all?
 * @basis ORG-04, ORG-08: papers come from people and their units
 */
export const mayAnnounce = (role: Role, purpose: FilePurpose): boolean =>
  purpose === 'paper' ? !withoutPapers.includes(role) : !paperOnly.includes(role);
