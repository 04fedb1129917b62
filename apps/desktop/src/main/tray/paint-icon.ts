/** Draws over a small picture, pixel by pixel: a program without a window has no canvas. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Blue, green, red, alpha; a byte each. */
  readonly pixels: Buffer;
}

type Colour = readonly [blue: number, green: number, red: number];

const GROUND: Colour = [0x18, 0x13, 0x10];
const FILL: Colour = [0x91, 0xe6, 0x5c];
const ALARM: Colour = [0x30, 0xa4, 0xff];
const WHITE: Colour = [0xff, 0xff, 0xff];

/** A bar along the foot, filled from the left as far as `fraction` says. */
export function paintBar(bitmap: Bitmap, fraction: number): void {
  const { width, height } = bitmap;
  const thickness = Math.max(3, Math.round(height / 5));
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * (width - 2));
  for (let y = height - thickness; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isInside = y > height - thickness && y < height - 1 && x > 0 && x <= filled;
      put(bitmap, x, y, isInside ? FILL : GROUND);
    }
  }
}

/** A dot in the upper right corner, with a light rim that keeps it apart from any ground. */
export function paintDot(bitmap: Bitmap): void {
  const radius = bitmap.width / 4;
  const [centreX, centreY] = [bitmap.width - radius - 0.5, radius - 0.5];
  for (let y = 0; y < bitmap.height; y += 1) {
    for (let x = 0; x < bitmap.width; x += 1) {
      const distance = Math.hypot(x - centreX, y - centreY);
      if (distance <= radius) put(bitmap, x, y, distance > radius - 1.2 ? WHITE : ALARM);
    }
  }
}

function put({ width, pixels }: Bitmap, x: number, y: number, [blue, green, red]: Colour): void {
  pixels.set([blue, green, red, 0xff], (y * width + x) * 4);
}
