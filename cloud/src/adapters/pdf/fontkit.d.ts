declare module 'fontkit' {
  export interface FontRun {
    glyphs: { codePoints: number[] }[];
    positions: Record<string, number>[];
  }
  export interface OpenFont {
    layout(text: string, ...how: unknown[]): FontRun;
    _glyphs: Record<number, unknown>;
  }
  export interface FontFormat {
    (stream: { buffer: Uint8Array }): OpenFont;
    probe?(bytes: Uint8Array): boolean;
  }
  export function create(bytes: Uint8Array): OpenFont;
  export function registerFormat(format: FontFormat): void;
}
