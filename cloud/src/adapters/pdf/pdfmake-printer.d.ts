declare module 'pdfmake/js/Printer' {
  import type { TDocumentDefinitions } from 'pdfmake/interfaces';

  interface Files {
    existsSync(name: string): boolean;
    readFileSync(name: string): Buffer;
  }
  interface Addresses {
    resolve(address: string): void;
    resolved(): Promise<void>;
  }
  export default class Printer {
    constructor(
      fonts: Record<string, { normal: string; bold: string }>,
      files: Files,
      addresses: Addresses,
      mayReadFile: (path: string) => boolean,
    );
    createPdfKitDocument(definition: TDocumentDefinitions): Promise<NodeJS.ReadableStream & { end(): void }>;
  }
}
