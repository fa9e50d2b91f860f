/** The part of gifenc that pictures use. It is CommonJS and brings no types of its own. */
declare module 'gifenc' {
  type Colour = [red: number, green: number, blue: number];

  interface FrameOptions {
    /** Required with the first frame, where it becomes the palette of all. */
    palette?: Colour[];
    /** Milliseconds, rounded to hundredths of a second. */
    delay?: number;
    /** 0 for ever, -1 once. Read with the first frame only. */
    repeat?: number;
    transparent?: boolean;
    transparentIndex?: number;
    /** What happens before the next frame: 1 keeps this one. */
    dispose?: number;
    /** Bits of a palette index. */
    colorDepth?: number;
  }

  interface Encoder {
    writeFrame(indexes: Uint8Array, width: number, height: number, options?: FrameOptions): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }

  export function GIFEncoder(): Encoder;
}
