import type { Mapping } from '@lifttrust/shared-types/import/import.contract';
import { type LiftImportField } from '@lifttrust/shared-types/import/import.fields';
import { normaliseHeader } from '../reading/header-synonyms';

/** A superior system whose headings are known. */
interface Preset {
  id: string;
  name: string;
  /** Headings that only this system has; so many of them betray it. */
  marks: readonly string[];
  atLeast: number;
  /** By preference: the first heading found is taken. */
  headings: Readonly<Partial<Record<LiftImportField, readonly string[]>>>;
}

/**
 * Fujian: column names of 福建省特种设备动态监管平台 and of the inspection institute's database beside it, with their
 * labels as several public programs of that province give them (docs/guide/import-layouts.md says which). EQP_COD is
 * the platform's own running number and no 设备代码; that is EQP_STATION_COD. EQP_LONG and EQP_LAT do not say which
 * reference system they are in.
 */
const fujian: Preset = {
  id: 'fujian',
  name: '福建省特种设备动态监管平台',
  marks: [
    'EQP_COD',
    'OIDNO',
    'EQP_STATION_COD',
    'EQP_REG_COD',
    'EQP_USECERT_COD',
    'EQP_INNER_COD',
    'EQP_VART',
    'EQP_VART_NAME',
    'EQP_USE_STA',
    'EQP_USE_STA_NAME',
    'EQP_USE_ADDR',
    'EQP_AREA_COD',
    'MANT_UNT_NAME',
    'NEXT_ISP_DATE2',
    'ELEFLOORNUMBER',
  ],
  atLeast: 4,
  headings: {
    equipmentCode: ['EQP_STATION_COD'],
    registrationCode: ['EQP_REG_COD'],
    useRegistration: ['EQP_USECERT_COD'],
    factoryNumber: ['FACTORY_COD'],
    rescueCode: ['OIDNO'],
    ownNumber: ['EQP_INNER_COD'],
    type: ['EQP_VART_NAME', 'EQP_VART'],
    state: ['EQP_USE_STA_NAME', 'EQP_USE_STA'],
    place: ['BUILD_NAME', 'EQP_USE_PLACE'],
    address: ['EQP_USE_ADDR'],
    divisionCode: ['EQP_AREA_COD'],
    manufacturer: ['MAKE_UNT_NAME'],
    madeOn: ['MAKE_DATE'],
    ratedSpeed: ['RUNVELOCITY'],
    ratedLoad: ['RATEDLOAD'],
    floors: ['ELESTADENUMBER', 'ELEFLOORNUMBER'],
    nextInspectionOn: ['NEXT_ISP_DATE2', 'NEXT_ISP_DATE'],
    lng: ['EQP_LONG'],
    lat: ['EQP_LAT'],
    companyName: ['MANT_UNT_NAME'],
    ownerName: ['USE_UNT_NAME'],
  },
};

/** Guangdong's export is not publicly described: its tables go by the general synonyms until somebody shows one. */
export const presets: readonly Preset[] = [fujian];

export function presetFor(headers: string[]): { name: string; mapping: Mapping } | null {
  const byName = new Map(headers.map((header) => [normaliseHeader(header), header]));
  const has = (heading: string) => byName.has(normaliseHeader(heading));
  const preset = presets.find(({ marks, atLeast }) => marks.filter(has).length >= atLeast);
  if (!preset) return null;
  const mapping: Record<string, string> = {};
  for (const [field, headings] of Object.entries(preset.headings)) {
    const found = headings?.map((heading) => byName.get(normaliseHeader(heading))).find(Boolean);
    if (found !== undefined) mapping[field] = found;
  }
  return { name: preset.name, mapping };
}
