import { AppError } from '@lifttrust/shared-types/kernel/app-error';

/** One row as text. `rowNumber` is the row a person sees in the table program. */
export interface SheetRow {
  rowNumber: number;
  cells: string[];
}

/** A spreadsheet opened for reading; `rows()` may be asked for again and starts at the top each time. */
export interface Spreadsheet {
  format: 'csv' | 'xlsx';
  /** In words for the person who sent it: the text encoding or 工作簿. */
  encoding: string;
  /** Empty for workbooks. */
  separator: string;
  rows(): AsyncIterable<SheetRow>;
}

/** What a file may cost us, whatever it claims about itself. */
export interface ReadingLimits {
  fileBytes: number;
  entries: number;
  unpackedBytes: number;
  /** Unpacked : packed, looked at once more than `ratioFromBytes` have come out. */
  ratio: number;
  ratioFromBytes: number;
  sharedStringChars: number;
  rows: number;
  /** In all rows together, empty ones included. */
  cells: number;
  /** In all cells together. */
  textChars: number;
  columns: number;
  cellChars: number;
}

export const readingLimits: ReadingLimits = {
  fileBytes: 60_000_000,
  entries: 1_000,
  unpackedBytes: 600_000_000,
  ratio: 120,
  ratioFromBytes: 4_000_000,
  sharedStringChars: 60_000_000,
  rows: 100_000,
  cells: 12_000_000,
  textChars: 120_000_000,
  columns: 300,
  cellChars: 4_000,
};

/** Stable code → what the person can do about it. */
const refusals = {
  empty_file: '文件是空的，请重新导出后再上传。',
  file_too_large: '文件超过 60 MB，请拆成几个文件后分别导入。',
  xls_binary: '这是旧版 Excel（.xls）文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。',
  xlsb_binary: '这是二进制工作簿（.xlsb），请另存为 .xlsx 再上传。',
  ods: '这是 ODS 表格，请另存为 .xlsx 再上传。',
  html: '这个文件其实是网页（常见于旧系统导出的 .xls），请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。',
  pdf: '这是 PDF 文件，请从原系统导出 .xlsx 或 .csv 表格再上传。',
  image: '这是图片，请从原系统导出 .xlsx 或 .csv 表格再上传。',
  archive: '这是压缩包，请解压后上传里面的 .xlsx 或 .csv 表格。',
  encrypted: '文件设有打开密码，请去掉密码后再上传。',
  truncated: '文件不完整，可能没有下载完，请重新导出后再上传。',
  not_spreadsheet: '文件不是 .xlsx 或 .csv 表格，请核对后再上传。',
  unsafe_archive: '文件解开后大得不合常理，已停止读取。请在 Excel 中只保留数据，另存为新的 .xlsx 再上传。',
  unsafe_xml: '文件中含有不允许的内容（外部引用），已停止读取。请在 Excel 中另存为新的 .xlsx 再上传。',
  damaged: '文件内容已损坏，请用 Excel 或 WPS 打开后另存为新的 .xlsx 再上传。',
  no_sheet: '工作簿里没有可见的工作表，请取消隐藏后再上传。',
  encoding_unknown: '看不出文件的文字编码，请用 Excel 另存为“CSV UTF-8”或 .xlsx 再上传。',
  encoding_wrong: '按选定的文字编码读不通这份表格，请换一种编码，或另存为 .xlsx 再上传。',
  csv_quote_open: '表格里有一个引号没有成对，从那里起无法分行。请改好引号，或另存为 .xlsx 再上传。',
  row_too_long: '有一行过长，可能是引号没有成对。请核对后再上传，或另存为 .xlsx。',
  too_many_rows: '表格超过 10 万行，请拆成几个文件后分别导入。',
  too_many_columns: '表格超过 300 列，请只保留需要的列再上传。',
  no_header: '没有找到标题行，请保证表格里有一行写明各列的名称。',
  no_rows: '标题行下面没有数据，请核对后再上传。',
} as const;

export type ReadingRefusal = keyof typeof refusals;

export const refuseReading = (reason: ReadingRefusal): AppError =>
  AppError.invalid(`import.${reason}`, refusals[reason]);
