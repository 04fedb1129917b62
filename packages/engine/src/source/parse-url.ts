/**
 * The one way to parse a URL here. `URL.canParse` is not used: on Node 20, once its caller is optimised, it reads Latin-1 strings as
 * UTF-8 and refuses valid addresses with an `é` in them.
 */

/** The URL by the WHATWG parser, resolved against `base` where one is given; null when it is none. */
export function parseUrl(text: string, base?: URL): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
