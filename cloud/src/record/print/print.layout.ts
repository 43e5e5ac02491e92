import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces';
import { orDash } from './print.words';

const line = '#9AA0A8';
export const faint = '#5A5F66';
export const headFill = '#EEF1F6';
export const warning = '#A8480A';
export const danger = '#B3261E';

export const ruled: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => line,
  vLineColor: () => line,
  paddingLeft: () => 4,
  paddingRight: () => 4,
  paddingTop: () => 2.5,
  paddingBottom: () => 2.5,
};

/** A heading never stays alone at the foot of a page. */
export const heading = (text: string): Content => ({
  text,
  style: 'heading',
  margin: [0, 9, 0, 4],
  headlineLevel: 1,
});

export const subheading = (text: string): Content => ({
  text,
  bold: true,
  margin: [0, 6, 0, 3],
  headlineLevel: 1,
});

export const labelCell = (text: string): TableCell => ({ text, fillColor: headFill, color: faint });

/** A4 less the margins left and right. */
export const pageWidth = 527;

/**
 * Shares of the page as fixed points: pdfmake widens a `*` column for a word that will not break, past the paper's
 * edge. One column may be 0 and takes the rest.
 */
export function columns(widths: number[]): number[] {
  const rest = pageWidth - widths.reduce((sum, width) => sum + width + 8.5, 0.5);
  return widths.map((width) => (width === 0 ? Math.floor(rest) : width));
}

/** Two label–value pairs a row, as on the paper form. */
export function pairs(facts: { label: string; value: string }[]): Content {
  const rows: TableCell[][] = [];
  for (let index = 0; index < facts.length; index += 2) {
    const [left, right] = [facts[index], facts[index + 1]];
    rows.push([
      labelCell(orDash(left?.label ?? '')),
      { text: orDash(left?.value ?? ''), ...(right ? {} : { colSpan: 3 }) },
      ...(right ? [labelCell(orDash(right.label)), { text: orDash(right.value) }] : ['', '']),
    ]);
  }
  return { table: { widths: columns([78, 168, 78, 0]), body: rows, dontBreakRows: true }, layout: ruled };
}

/** A table whose head returns on every page. */
export const listing = (widths: number[], head: string[], rows: TableCell[][]): Content => ({
  table: {
    widths: columns(widths),
    headerRows: 1,
    keepWithHeaderRows: 1,
    dontBreakRows: true,
    body: [head.map((text): TableCell => ({ text, bold: true, fillColor: headFill })), ...rows],
  },
  layout: ruled,
});
