/**
 * As much of Java's serialisation as a checkpoint needs (Java Object Serialization Specification, chapter 6): objects, strings,
 * references, and what ArrayList and Date write of themselves. Nothing is instantiated; what else there is is refused.
 */
export type JavaValue = null | string | number | bigint | boolean | JavaObject;

export interface JavaObject {
  readonly className: string;
  readonly fields: ReadonlyMap<string, JavaValue>;
  /** What the class's own `writeObject` added: blocks of bytes and objects. */
  readonly extra: readonly (JavaValue | Uint8Array)[];
}

interface ClassShape {
  readonly name: string;
  readonly flags: number;
  readonly fields: readonly { readonly name: string; readonly type: number }[];
  readonly parent: ClassShape | null;
}

const MAX_DEPTH = 32;
const MAX_FIELDS = 256;
const FIRST_HANDLE = 0x7e0000;
const [TC_NULL, TC_REFERENCE, TC_CLASSDESC, TC_OBJECT, TC_STRING, TC_BLOCKDATA, TC_ENDBLOCKDATA] = [
  0x70, 0x71, 0x72, 0x73, 0x74, 0x77, 0x78,
];
const [SC_WRITE_METHOD, SC_SERIALIZABLE] = [1, 2];

/** Ends the parse; never leaves this file. */
class Malformed extends Error {}

/** The one object of the stream; null for anything else. Bounded by the bytes given: nothing is allocated by a count that they claim. */
export function readJavaObject(bytes: Uint8Array): JavaObject | null {
  try {
    return new JavaStream(bytes).readAll();
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError) return null;
    throw error;
  }
}

class JavaStream {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly #handles: (string | ClassShape | JavaObject | undefined)[] = [];
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  readAll(): JavaObject {
    if (this.#uint(2) !== 0xaced || this.#uint(2) !== 5) throw new Malformed();
    const value = this.#value(0);
    if (typeof value !== 'object' || value === null || this.#at !== this.#bytes.length) throw new Malformed();
    return value;
  }

  #value(depth: number): JavaValue {
    if (depth > MAX_DEPTH) throw new Malformed();
    switch (this.#uint(1)) {
      case TC_NULL:
        return null;
      case TC_STRING:
        return this.#newString();
      case TC_OBJECT:
        return this.#object(depth);
      case TC_REFERENCE: {
        const known = this.#handles[this.#uint(4) - FIRST_HANDLE];
        if (typeof known === 'string') return known;
        if (known === undefined || !('className' in known)) throw new Malformed();
        return known;
      }
      default:
        throw new Malformed();
    }
  }

  #newString(): string {
    const text = this.#utf();
    this.#handles.push(text);
    return text;
  }

  #object(depth: number): JavaObject {
    const shape = this.#classDescription(depth + 1);
    if (shape === null) throw new Malformed();
    const fields = new Map<string, JavaValue>();
    const extra: (JavaValue | Uint8Array)[] = [];
    const object: JavaObject = { className: shape.name, fields, extra };
    this.#handles.push(object);
    const lineage: ClassShape[] = [];
    for (let one: ClassShape | null = shape; one !== null; one = one.parent) lineage.unshift(one);
    for (const one of lineage) {
      if ((one.flags & SC_SERIALIZABLE) === 0) throw new Malformed();
      for (const { name, type } of one.fields) fields.set(name, this.#field(type, depth));
      if ((one.flags & SC_WRITE_METHOD) !== 0) this.#annotations(depth, extra);
    }
    return object;
  }

  #classDescription(depth: number): ClassShape | null {
    if (depth > MAX_DEPTH) throw new Malformed();
    switch (this.#uint(1)) {
      case TC_NULL:
        return null;
      case TC_REFERENCE: {
        const known = this.#handles[this.#uint(4) - FIRST_HANDLE];
        if (typeof known !== 'object' || !('flags' in known)) throw new Malformed();
        return known;
      }
      case TC_CLASSDESC:
        return this.#newClass(depth);
      default:
        throw new Malformed();
    }
  }

  #newClass(depth: number): ClassShape {
    const name = this.#utf();
    this.#step(8);
    const handle = this.#handles.push(undefined) - 1;
    const flags = this.#uint(1);
    const count = this.#uint(2);
    if (count > MAX_FIELDS) throw new Malformed();
    const fields = Array.from({ length: count }, () => {
      const type = this.#uint(1);
      const field = { type, name: this.#utf() };
      // The type of an object field is itself a string of the stream, which later ones may refer to.
      if ((type === 0x4c || type === 0x5b) && typeof this.#value(depth + 1) !== 'string') throw new Malformed();
      return field;
    });
    this.#annotations(depth, []);
    const shape: ClassShape = { name, flags, fields, parent: this.#classDescription(depth + 1) };
    this.#handles[handle] = shape;
    return shape;
  }

  #annotations(depth: number, into: (JavaValue | Uint8Array)[]): void {
    for (;;) {
      const next = this.#bytes[this.#at];
      if (next === TC_ENDBLOCKDATA) {
        this.#step(1);
        return;
      }
      if (next === TC_BLOCKDATA) {
        this.#step(1);
        const length = this.#uint(1);
        const at = this.#step(length);
        into.push(this.#bytes.subarray(at, at + length));
      } else {
        into.push(this.#value(depth + 1));
      }
    }
  }

  #field(type: number, depth: number): JavaValue {
    switch (String.fromCharCode(type)) {
      case 'Z':
        return this.#uint(1) !== 0;
      case 'B':
        return this.#view.getInt8(this.#step(1));
      case 'S':
        return this.#view.getInt16(this.#step(2));
      case 'I':
        return this.#view.getInt32(this.#step(4));
      case 'J':
        return this.#view.getBigInt64(this.#step(8));
      case 'L':
        return this.#value(depth + 1);
      default:
        throw new Malformed();
    }
  }

  #uint(bytes: 1 | 2 | 4): number {
    const at = this.#step(bytes);
    return bytes === 1 ? this.#view.getUint8(at) : bytes === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  /** Java's modified UTF-8: characters past U+FFFF are two of three bytes each, which a UTF-16 string takes as they are. */
  #utf(): string {
    const length = this.#uint(2);
    const start = this.#step(length);
    const units: string[] = [];
    for (let at = start; at < start + length;) {
      const [a = 0, b = 0, c = 0] = this.#bytes.subarray(at, start + length);
      const [unit, size] =
        a < 0x80 ? [a, 1] : (a & 0xe0) === 0xc0 ? [((a & 31) << 6) | (b & 63), 2] : [((a & 15) << 12) | ((b & 63) << 6) | (c & 63), 3];
      units.push(String.fromCharCode(unit));
      at += size;
    }
    return units.join('');
  }

  #step(count: number): number {
    const at = this.#at;
    if (count > this.#bytes.length - at) throw new Malformed();
    this.#at += count;
    return at;
  }
}
