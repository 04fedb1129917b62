// How the descriptions of a release are named. Alone here, because what signs them runs where nothing is installed.
export const FEED_FILE = /^latest(?:-[a-z0-9-]+)?\.yml$/;
