import { posix } from 'node:path';
import { type ReadingLimits, refuseReading } from './spreadsheet';
import { unescapeControls } from './xlsx-controls';
import { type CellFormat, formatOf } from './xlsx-number';
import { readXml } from './xml-events';
import type { ZipPackage } from './zip-package';

/** What the cells of the first visible sheet refer to. */
export interface Workbook {
  sheetPath: string;
  sharedStrings: string[];
  /** By the cell's style index. */
  formats: CellFormat[];
  since1904: boolean;
}

interface SheetEntry {
  relation: string;
  hidden: boolean;
}

const relationId = (attributes: Record<string, string>): string =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';

export async function readWorkbook(zip: ZipPackage, limits: ReadingLimits): Promise<Workbook> {
  const sheets: SheetEntry[] = [];
  let since1904 = false;
  await readXml(zip.read('xl/workbook.xml'), {
    open: (name, attributes) => {
      if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      sheets.push({
        relation: relationId(attributes),
        hidden: (attributes.state ?? 'visible') !== 'visible',
      });
    },
    close: () => undefined,
    text: () => undefined,
  });
  const parts = await readRelations(zip);
  const sheetPath = sheets
    .filter((sheet) => !sheet.hidden)
    .map((sheet) => parts.worksheets.get(sheet.relation))
    .find((path) => path !== undefined);
  if (sheetPath === undefined) throw refuseReading('no_sheet');
  return {
    sheetPath,
    sharedStrings: await readSharedStrings(zip, parts.sharedStrings, limits),
    formats: await readFormats(zip, parts.styles),
    since1904,
  };
}

interface Parts {
  worksheets: Map<string, string>;
  sharedStrings: string;
  styles: string;
}

async function readRelations(zip: ZipPackage): Promise<Parts> {
  const parts: Parts = {
    worksheets: new Map(),
    sharedStrings: 'xl/sharedStrings.xml',
    styles: 'xl/styles.xml',
  };
  await readXml(zip.read('xl/_rels/workbook.xml.rels'), {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return;
      const target = attributes.Target ?? '';
      const path = target.startsWith('/') ? target.slice(1) : posix.join('xl', target);
      // Chart and dialogue sheets have other relation types and hold no rows.
      if (attributes.Type?.endsWith('/worksheet')) parts.worksheets.set(attributes.Id ?? '', path);
      if (attributes.Type?.endsWith('/sharedStrings')) parts.sharedStrings = path;
      if (attributes.Type?.endsWith('/styles')) parts.styles = path;
    },
    close: () => undefined,
    text: () => undefined,
  });
  return parts;
}

async function readSharedStrings(zip: ZipPackage, path: string, limits: ReadingLimits): Promise<string[]> {
  const strings: string[] = [];
  if (!zip.has(path)) return strings;
  let current = '';
  let reading = false;
  let phonetic = 0;
  let total = 0;
  await readXml(zip.read(path), {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic += 1;
      reading = name === 't' && phonetic === 0;
    },
    close: (name) => {
      reading = false;
      if (name === 'rPh') phonetic -= 1;
      if (name !== 'si') return;
      total += current.length;
      if (total > limits.sharedStringChars) throw refuseReading('unsafe_archive');
      // Here and not at each cell: a million cells may point to one string.
      strings.push(unescapeControls(current).slice(0, limits.cellChars));
    },
    text: (text) => {
      if (reading && current.length <= limits.cellChars) current += text;
    },
  });
  return strings;
}

async function readFormats(zip: ZipPackage, path: string): Promise<CellFormat[]> {
  if (!zip.has(path)) return [];
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCellFormats = false;
  await readXml(zip.read(path), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) formats.push(Number(attributes.numFmtId ?? '0'));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
    text: () => undefined,
  });
  return formats.map((id) => formatOf(id, codes.get(id)));
}
