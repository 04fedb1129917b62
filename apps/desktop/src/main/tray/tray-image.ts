/** The tray's picture: Sluice's own, a bar of progress along its foot, or a dot when something needs the user. */
import { nativeImage, type NativeImage } from 'electron';
import large from '../../../resources/icons/48x48.png?inline';
import small from '../../../resources/icons/24x24.png?inline';
import { paintBar, paintDot, type Bitmap } from './paint-icon.ts';
import type { TrayIcon } from './tray-view.ts';

const SIZES = [
  { dataUrl: small, scaleFactor: 1 },
  { dataUrl: large, scaleFactor: 2 },
] as const;

const images = new Map<string, NativeImage>();

/** Made once for each of the few that there are. */
export function trayImage(icon: TrayIcon): NativeImage {
  const key = `${icon.kind}/${String(icon.sixteenths)}`;
  const known = images.get(key);
  if (known !== undefined) return known;
  const image = nativeImage.createEmpty();
  for (const { dataUrl, scaleFactor } of SIZES) {
    const bitmap = bitmapOf(dataUrl);
    paint(bitmap, icon);
    const { width, height, pixels } = bitmap;
    image.addRepresentation({ width, height, scaleFactor, buffer: nativeImage.createFromBitmap(pixels, { width, height }).toPNG() });
  }
  images.set(key, image);
  return image;
}

function paint(bitmap: Bitmap, { kind, sixteenths }: TrayIcon): void {
  if (kind === 'active') paintBar(bitmap, (sixteenths ?? 0) / 16);
  if (kind === 'attention') paintDot(bitmap);
}

function bitmapOf(dataUrl: string): Bitmap {
  const image = nativeImage.createFromDataURL(dataUrl);
  return { ...image.getSize(), pixels: image.toBitmap() };
}
