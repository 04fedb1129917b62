/** What names and media types tell of a file's type: to see a login page for what it is (A8), and to complete a name (A7). */
import { parseObjectAddress } from '@sluice/model';
import { parseUrl } from './parse-url.ts';

/** Types that no server renders as a page: if HTML arrives under such a name, it is not the file. */
const BINARY: ReadonlySet<string> = new Set(
  (
    'iso zip gz tgz xz txz bz2 tbz2 zst tzst lz lz4 lzma 7z rar tar cab cpio arj z deb rpm exe msi msix dmg pkg apk aab ipa jar war ' +
    'whl egg gem crate nupkg snap flatpak appimage vsix crx xpi bin img raw vhd vhdx vmdk qcow2 ova wim efi rom hex elf dll so dylib ' +
    'mp4 m4v m4a mkv webm avi mov wmv flv mpg mpeg m2ts 3gp ogv mp3 flac wav ogg oga opus aac wma aiff mid midi ' +
    'jpg jpeg png tif tiff gif bmp webp avif heic heif jxl ico psd xcf dng cr2 nef arw ' +
    'pdf doc docx xls xlsx ppt pptx odt ods odp epub mobi azw3 djvu ' +
    'parquet arrow feather avro orc h5 hdf5 hdf nc nc4 grib grib2 fits npy npz mat rds sqlite sqlite3 db mdb pt pth onnx gguf safetensors ' +
    'tflite pb ckpt las laz bam cram bcf ttf otf woff woff2 torrent sig blend stl glb'
  ).split(' '),
);

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/epub+zip': 'epub',
  'application/gzip': 'gz',
  'application/java-archive': 'jar',
  'application/json': 'json',
  'application/msword': 'doc',
  'application/ogg': 'ogg',
  'application/pdf': 'pdf',
  'application/rtf': 'rtf',
  'application/vnd.android.package-archive': 'apk',
  'application/vnd.debian.binary-package': 'deb',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.rar': 'rar',
  'application/x-7z-compressed': '7z',
  'application/x-apple-diskimage': 'dmg',
  'application/x-bzip2': 'bz2',
  'application/x-debian-package': 'deb',
  'application/x-gzip': 'gz',
  'application/x-iso9660-image': 'iso',
  'application/x-msi': 'msi',
  'application/x-rar-compressed': 'rar',
  'application/x-rpm': 'rpm',
  'application/x-tar': 'tar',
  'application/x-xz': 'xz',
  'application/xhtml+xml': 'xhtml',
  'application/xml': 'xml',
  'application/zip': 'zip',
  'application/zstd': 'zst',
  'audio/aac': 'aac',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/tiff': 'tif',
  'image/webp': 'webp',
  'text/calendar': 'ics',
  'text/css': 'css',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/markdown': 'md',
  'text/plain': 'txt',
  'text/xml': 'xml',
  'video/mp4': 'mp4',
  'video/mpeg': 'mpg',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
};

/** The extension that a media type is well known by, without the dot; null for all others, `application/octet-stream` among them. */
export function extensionFor(mediaType: string | null): string | null {
  return mediaType !== null && Object.hasOwn(EXTENSIONS, mediaType) ? (EXTENSIONS[mediaType] ?? null) : null;
}

/**
 * The extension of a name in lower case, without the dot; null when it has none. The tail of a version number (`app-2.10`) is
 * none; the number of a split archive (`.001`) is one.
 */
export function extensionOf(name: string): string | null {
  const found = /[^.]\.([a-z0-9]{1,12})$/i.exec(name.slice(-16))?.[1]?.toLowerCase() ?? null;
  return found !== null && /^[0-9]+$/.test(found) && !/^0[0-9]{2}$/.test(found) ? null : found;
}

/** Whether the URL's path ends in a name of a known binary type (spec A8). */
export function namesBinaryType(url: string): boolean {
  const extension = extensionOf(lastSegment(url));
  return extension !== null && BINARY.has(extension);
}

/** The last segment of the URL's path that is not empty, percent-decoded where that gives valid UTF-8; `''` when there is none. */
export function lastSegment(url: string): string {
  const object = parseObjectAddress(url);
  if (object !== null) return object.key.split('/').findLast((candidate) => candidate !== '') ?? '';
  const segments = parseUrl(url)?.pathname.split('/') ?? [];
  const segment = segments.findLast((candidate) => candidate !== '') ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
