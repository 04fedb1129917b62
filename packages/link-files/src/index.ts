export { MAX_LINK_FILE_BYTES, justLink, type LinkedFile, type LinkFile } from './link-file.ts';
export { openLinkFile, type OpenedLinkFile } from './open-link-file.ts';
export { LINK_FILE_EXTENSIONS, readLinkFile } from './read-link-file.ts';
