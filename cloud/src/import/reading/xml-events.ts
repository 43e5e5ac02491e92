import { SaxesParser } from 'saxes';
import { refuseReading } from './spreadsheet';

export interface XmlEvents {
  open(name: string, attributes: Record<string, string>): void;
  close(name: string): void;
  text(text: string): void;
}

/** Spreadsheets nest some ten deep. */
const deepest = 64;
/** So much without a tag is no table: a text or a name of this length would be collected in memory as a whole. */
const longestSilence = 2_000_000;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Feeds one XML part to a reader, piece by piece. DOCTYPE is refused outright, so no entity can be declared,
 * nested or fetched; what is not well-formed is refused too.
 */
export class XmlFeed {
  private readonly decoder = new TextDecoder('utf-8');
  private readonly parser = new SaxesParser();
  private depth = 0;
  private silence = 0;

  constructor(events: XmlEvents) {
    this.parser.on('doctype', () => {
      throw refuseReading('unsafe_xml');
    });
    this.parser.on('error', () => {
      throw refuseReading('damaged');
    });
    this.parser.on('opentag', (tag) => {
      this.silence = 0;
      this.depth += 1;
      if (this.depth > deepest) throw refuseReading('unsafe_xml');
      events.open(localName(tag.name), tag.attributes);
    });
    this.parser.on('closetag', (tag) => {
      this.silence = 0;
      this.depth -= 1;
      events.close(localName(tag.name));
    });
    this.parser.on('text', (text) => events.text(text));
    this.parser.on('cdata', (text) => events.text(text));
  }

  write(piece: Buffer): void {
    this.silence += piece.length;
    if (this.silence > longestSilence) throw refuseReading('unsafe_archive');
    this.parser.write(this.decoder.decode(piece, { stream: true }));
  }

  end(): void {
    this.parser.write(this.decoder.decode());
    this.parser.close();
  }
}

export async function readXml(pieces: AsyncIterable<Buffer>, events: XmlEvents): Promise<void> {
  const feed = new XmlFeed(events);
  for await (const piece of pieces) feed.write(piece);
  feed.end();
}
