/** What a file is, as far as its name tells: the categories of the list. */
export const FILE_KINDS = ['archives', 'documents', 'video', 'audio', 'images', 'programs', 'other'] as const;

export type FileKind = (typeof FILE_KINDS)[number];

const EXTENSIONS: Readonly<Record<Exclude<FileKind, 'other'>, string>> = {
  archives: 'zip zipx 7z rar tar tgz tbz tbz2 txz gz xz bz2 zst lz lzma br z cab arj lha lzh iso img dmg vhd vhdx vmdk qcow2 cpio parquet',
  documents:
    'pdf doc docx odt rtf txt md tex epub mobi azw3 djvu xls xlsx ods csv tsv ppt pptx odp key pages numbers html htm xml json yaml',
  video: 'mp4 m4v mkv webm mov avi wmv flv mpg mpeg ts m2ts 3gp ogv vob',
  audio: 'mp3 flac ogg oga opus m4a aac wav aif aiff wma alac mid midi',
  images: 'jpg jpeg jfif png gif webp avif heic heif svg bmp tif tiff ico psd raw cr2 nef arw dng jxl xcf',
  programs: 'exe msi msix appx deb rpm appimage flatpak snap apk aab ipa pkg app jar run sh bat cmd ps1 whl gem crate bin',
};

const KIND_OF: ReadonlyMap<string, FileKind> = new Map(
  FILE_KINDS.flatMap((kind) => (kind === 'other' ? [] : EXTENSIONS[kind].split(' ').map((extension) => [extension, kind] as const))),
);

/** Judged by the last ending alone: nobody has looked into the file. */
export function fileKindOf(name: string): FileKind {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? 'other' : (KIND_OF.get(name.slice(dot + 1).toLowerCase()) ?? 'other');
}
