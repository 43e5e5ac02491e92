import type { MessagePort } from 'node:worker_threads';
import type { CityParameters } from '@lifttrust/shared-types/city/city.parameters';
import type { Separator, TextEncoding } from '@lifttrust/shared-types/import/import.contract';
import type { ImportKindName } from '@lifttrust/shared-types/import/import.fields';
import type { ErrorBody } from '@lifttrust/shared-types/kernel/app-error';

/** What the service hands to a worker thread. Everything here crosses by copy or transfer. */
export interface FileToRead {
  bytes: Uint8Array<ArrayBuffer>;
  encoding: TextEncoding | null;
  separator: Separator | null;
}

/** A file whose headings are looked for; what they may be is said by the kind. */
export interface OverviewOrder extends FileToRead {
  kind: ImportKindName;
}

export interface StageOrder {
  database: string;
  /** Folder of the keys with which personal data are sealed. */
  keyDir: string;
  parameters: CityParameters;
  importId: string;
  /** The claim under which the stage is carried out. */
  stageId: string;
  port: MessagePort;
}

export interface CheckOrder extends StageOrder {
  file: FileToRead;
  /** In Asia/Shanghai. */
  today: string;
}

export interface ErrorListOrder {
  database: string;
  importId: string;
  file: FileToRead;
}

/** Errors lose their kind on the way between threads: a refusal travels as a value. */
export type Answered<T> = { value: T } | { refusal: ErrorBody };
