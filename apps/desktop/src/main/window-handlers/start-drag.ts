/** The system's own drag, which carries files from the window to another program. */
import { nativeImage, type BrowserWindow, type NativeImage } from 'electron';

/** Hands the files to the system's own drag. No files: nothing happens. */
export function startDrag(window: BrowserWindow | null, paths: readonly string[]): void {
  const [file] = paths;
  if (window === null || file === undefined) return;
  window.webContents.startDrag({ file, files: [...paths], icon: dragIcon() });
}

const SIDE = 32;

/** A small sheet in the program's colour; a drag without a picture is refused by Electron. */
function dragIcon(): NativeImage {
  const pixels = Buffer.alloc(SIDE * SIDE * 4);
  for (let y = 3; y < SIDE - 3; y += 1) {
    for (let x = 6; x < SIDE - 6; x += 1) {
      // Blue, green, red, opacity; the corner of the sheet is turned down.
      if (x - y < 12) pixels.set([0xbb, 0x62, 0x0a, 0xe6], (y * SIDE + x) * 4);
    }
  }
  return nativeImage.createFromBitmap(pixels, { width: SIDE, height: SIDE });
}
