export { MAX_LINK_FILE_BYTES, type LinkedFile, type LinkFile } from './link-file.ts';
export { LINK_FILE_EXTENSIONS, readLinkFile } from './read-link-file.ts';
