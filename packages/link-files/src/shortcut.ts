/** Shortcuts of Windows (`.url`) and of freedesktop.org systems (`.desktop` with `Type=Link`): one address in a file of `KEY=value` lines. */

/** The value of `URL` under the section's heading; null when the file has no such line. */
export function shortcutAddress(text: string, section: 'InternetShortcut' | 'Desktop Entry'): string | null {
  let inside = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const heading = /^\s*\[([^\]]*)\]\s*$/.exec(line)?.[1];
    if (heading !== undefined) inside = heading.toLowerCase() === section.toLowerCase();
    const value = inside ? /^\s*URL\s*=\s*(.*\S)\s*$/i.exec(line)?.[1] : undefined;
    if (value !== undefined) return value;
  }
  return null;
}
